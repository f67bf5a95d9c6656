/** The button of the chat, with how many messages are new, and the panel that it opens. */
import { MessageSquare } from 'lucide-react';
import { type ReactElement, Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { loadLater } from '../../ui/later.tsx';
import { useWords } from '../../ui/words.ts';
import { type ChatSource, ChatStore } from './chat-store.ts';
import { useChat } from './use-chat.ts';

const ChatPanel = loadLater(() => import('./chat-panel.tsx').then((module) => module.ChatPanel));

export interface ChatProps {
  readonly source: ChatSource;
  readonly isConnected: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** Who one is at the moment of sending. */
  readonly self: () => { readonly name: string; readonly colour: number };
}

/** For the bar; the panel stands beside the bar, in the page. */
export function Chat({ source, isConnected, isOpen, onOpen, self }: ChatProps): ReactElement {
  const { chat: words } = useWords();
  const { say } = useAnnouncer();
  const store = useChat(source, isConnected);
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const unread = isOpen ? 0 : ChatStore.unread(state);
  const button = useRef<HTMLButtonElement>(null);
  const open = useRef(isOpen);
  open.current = isOpen;
  useEffect(
    () =>
      store.onArrival(({ name, text }) => {
        // In the panel the log itself is spoken.
        if (!open.current) say(words.said(name, text));
      }),
    [store, say, words],
  );
  const close = (): void => {
    onOpen(false);
    button.current?.focus();
  };
  const page = document.querySelector('.document-page');
  return (
    <>
      <Button ref={button} look="icon" className="chat-button" aria-label={words.open(unread)} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        <MessageSquare aria-hidden="true" />
        {unread === 0 ? null : (
          <span className="chat-count" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Button>
      {isOpen && page !== null ? createPortal(<Suspense fallback={null}><ChatPanel store={store} onClose={close} self={self} /></Suspense>, page) : null}
    </>
  );
}
