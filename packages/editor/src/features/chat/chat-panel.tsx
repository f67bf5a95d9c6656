/** The chat itself: what was said, in the colours of those who said it, and a field to say something. */
import './chat.css';
import { SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import type { ChatMessage } from '../../api/chat.ts';
import { refusalOf } from '../../api/request.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { palette } from '../../ui/palette.ts';
import { regionalLocale } from '../../ui/regional-locale.ts';
import { fullTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import type { ChatStore } from './chat-store.ts';

/** As the server takes it. */
const textLengthMax = 4_000;

export interface ChatPanelProps {
  readonly store: ChatStore;
  readonly self: () => { readonly name: string; readonly colour: number };
  readonly onClose: () => void;
}

export function ChatPanel({ store, self, onClose }: ChatPanelProps): ReactElement {
  const { chat: words } = useWords();
  const { messages, hasFailed, hasLoaded, readTo } = useSyncExternalStore(store.subscribe, store.snapshot);
  const [readBefore] = useState(readTo);
  const log = useLog(messages);
  useEffect(() => store.markRead(), [store, messages]);
  const firstNew = messages.find(({ id }) => id > readBefore)?.id;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from whatever in it has the focus
    <aside
      className="chat"
      aria-label={words.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className="chat-head">
        <h2>{words.label}</h2>
        <Button look="icon" aria-label={words.close} onClick={onClose}>
          <X aria-hidden="true" />
        </Button>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div className="chat-log" role="log" aria-label={words.label} tabIndex={0} ref={log}>
        {hasLoaded && messages.length === 0 ? <p className="chat-note">{words.empty}</p> : null}
        {hasFailed ? (
          <p className="chat-note" role="alert">
            {words.loadFailed}{' '}
            <Button onClick={() => void store.load()}>{words.retry}</Button>
          </p>
        ) : null}
        {messages.map((message, index) => (
          <Message
            key={message.id}
            message={message}
            isFollowing={isFollowing(messages[index - 1], message)}
            newWord={readBefore > 0 && message.id === firstNew ? words.unread : null}
          />
        ))}
      </div>
      <Writing store={store} self={self} />
    </aside>
  );
}

interface MessageProps {
  readonly message: ChatMessage;
  /** By the same person as the one above, soon after it. */
  readonly isFollowing: boolean;
  readonly newWord: string | null;
}

function Message({ message: { name, colour, text, at }, isFollowing: follows, newWord }: MessageProps): ReactElement {
  const locale = regionalLocale(useWords().locale);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
  return (
    <>
      {newWord === null ? null : <p className="chat-new">{newWord}</p>}
      <article className={follows && newWord === null ? 'chat-message is-following' : 'chat-message'}>
        <div className="chat-by">
          <Avatar name={name} colour={(colour ?? 0) % palette.length} />
          <strong>{name}</strong>
          <time dateTime={at.toISOString()} title={fullTime(at, locale)}>
            {time}
          </time>
        </div>
        <p className="chat-text" dir="auto">
          {text}
        </p>
      </article>
    </>
  );
}

function Writing({ store, self }: Pick<ChatPanelProps, 'store' | 'self'>): ReactElement {
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, setText, isSending, error, send } = useSending({ store, self }, field);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="chat-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {error === null ? null : (
        <p className="field-note is-error" role="alert" id={`${id}-note`}>
          {error}
        </p>
      )}
      <div className="chat-field">
        <textarea
          ref={field}
          aria-label={words.chat.field}
          aria-describedby={error === null ? undefined : `${id}-note`}
          placeholder={words.chat.field}
          rows={1}
          maxLength={textLengthMax}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button look="icon" type="submit" aria-label={words.chat.send} disabled={text.trim() === '' || isSending}>
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
    </form>
  );
}

interface Sending {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly isSending: boolean;
  readonly error: string | null;
  /** Never rejects. */
  readonly send: () => Promise<void>;
}

function useSending({ store, self }: Pick<ChatPanelProps, 'store' | 'self'>, field: RefObject<HTMLTextAreaElement | null>): Sending {
  const words = useWords();
  const [text, setText] = useState(store.draft);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    store.draft = text;
  }, [store, text]);
  useEffect(() => field.current?.focus(), [field]);
  const send = async (): Promise<void> => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    setError(null);
    try {
      await store.say({ ...self(), text: text.trim() });
      // What was typed meanwhile is the beginning of the next one; the panel may have been closed.
      const unsent = (now: string): string => (now.startsWith(text) ? now.slice(text.length) : now);
      store.draft = unsent(store.draft);
      setText(unsent);
    } catch (cause) {
      const reason = refusalOf(cause) ?? words.errors.unreachable;
      setError(`${words.chat.failed}. ${reason}`);
    }
    setSending(false);
    field.current?.focus();
  };
  return { text, setText, isSending, error, send };
}

const followsWithinMs = 5 * 60_000;

function isFollowing(before: ChatMessage | undefined, { name, colour, at }: ChatMessage): boolean {
  return before !== undefined && before.name === name && before.colour === colour && at.getTime() - before.at.getTime() < followsWithinMs;
}

/** Keeps the newest in sight, unless the person has scrolled up to read. */
function useLog(messages: readonly ChatMessage[]): RefObject<HTMLDivElement | null> {
  const log = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    const element = log.current;
    if (element === null || messages.length === 0) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < 160;
    if (isNear || isFirst.current) element.scrollTop = element.scrollHeight;
    isFirst.current = false;
  }, [messages]);
  return log;
}
