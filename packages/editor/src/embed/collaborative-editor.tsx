/** The editor as a component for pages of others: the page's own sheet over the page's own session, and nothing around it. */
import { type CSSProperties, type ReactElement, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { randomBelow } from '../features/documents/document-name.ts';
import { readGuest } from '../features/presence/guest.ts';
import { type Person, cleanName } from '../sync/person.ts';
import { AnnouncerProvider } from '../ui/announcer.tsx';
import { browserStorage } from '../ui/browser-storage.ts';
import { HostContext } from '../ui/host.ts';
import { type Language, languageFor, wordsOf } from '../ui/language.ts';
import { Notice } from '../ui/notice.tsx';
import { applyPalette } from '../ui/palette.ts';
import type { Strings } from '../ui/strings.ts';
import { TipProvider } from '../ui/tip.tsx';
import { WordsContext } from '../ui/words.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import type { DocumentStatus } from './document-status.ts';
import { embedWords } from './embed-words.ts';
import { HeldEditor } from './held-editor.tsx';
import { useHeldSession } from './use-held-session.ts';

export interface CollaborativeEditorProps {
  /** The document's name on the server; it is made when somebody writes in it. */
  readonly document: string;
  /** Of the server: `https://notes.example`. */
  readonly url: string;
  /** Who this is, where the server asks. A new one takes the place of one that was refused or has expired. */
  readonly token?: string | null | undefined;
  /** What the others are shown. `id` is the same in all tabs of a person, and decides their colour. Without it people name themselves. */
  readonly user?: { readonly id?: string; readonly name: string } | undefined;
  /** By the language of the page and the browser, unless you say so. */
  readonly language?: 'en' | 'de' | undefined;
  readonly theme?: 'system' | 'light' | 'dark' | undefined;
  /** Whether the document's title stands above the text. */
  readonly title?: boolean | undefined;
  /** The name of the region, for those who listen; "Document" unless you say so. */
  readonly label?: string | undefined;
  /** Keeps a copy on this device, for opening and writing without a connection. Off unless you say so. */
  readonly keepCopy?: boolean | undefined;
  /** Whether typographic characters replace what is typed, as “quotes” do. */
  readonly typography?: boolean | undefined;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  /** Hears how it stands, at first and at each change. */
  readonly onStatus?: ((status: DocumentStatus) => void) | undefined;
}

export function CollaborativeEditor(props: CollaborativeEditorProps): ReactElement {
  const { url, document: documentId, token = null, user, theme = 'system', keepCopy: keepsCopy = false, label, className = '', style } = props;
  const language = useMemo(() => props.language ?? hostLanguage(), [props.language]);
  const own = embedWords[language];
  const words = useLoadedWords(language);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (root !== null) applyPalette(root);
  }, [root]);
  const person = usePerson(user, words);
  return (
    <section
      ref={setRoot}
      className={`scriptorium ${className}`.trim()}
      style={style}
      data-editor-root=""
      data-theme={theme === 'system' ? undefined : theme}
      lang={language}
      aria-label={label ?? own.label}
      aria-busy={words === null}
    >
      {root === null || words === null || person === null ? null : (
        <WordsContext value={words}>
          <CrashBoundary words={own}>
            <Opened {...props} {...{ url, documentId, token, person, keepsCopy, root, language }} />
          </CrashBoundary>
        </WordsContext>
      )}
    </section>
  );
}

interface OpenedProps extends Pick<CollaborativeEditorProps, 'user' | 'title' | 'typography' | 'onStatus'> {
  readonly url: string;
  readonly documentId: string;
  readonly token: string | null;
  readonly person: Person;
  readonly keepsCopy: boolean;
  readonly root: HTMLElement;
  readonly language: Language;
}

function Opened({ url, documentId, token, person, keepsCopy, root, language, user, title = true, typography = true, onStatus }: OpenedProps): ReactElement | null {
  const holding = useHeldSession({ url, documentId, token, person, keepsCopy });
  const held = holding.kind === 'held' ? holding.held : null;
  const host = useMemo(() => ({ root, serverUrl: held?.server.http ?? '' }), [root, held]);
  const words = embedWords[language];
  if (holding.kind === 'fault') return <Notice title={words.faultTitle} text={holding.message} isAlert />;
  if (held === null) return null;
  return (
    <HostContext value={host}>
      <TipProvider>
        <AnnouncerProvider>
          <HeldEditor
            key={documentId}
            held={held}
            words={words}
            canRename={user === undefined}
            hasTitle={title}
            isTypographic={typography}
            {...(onStatus === undefined ? {} : { onStatus })}
          />
        </AnnouncerProvider>
      </TipProvider>
    </HostContext>
  );
}

/** That of the page that it stands on, where there are words for it; else what the person prefers. */
function hostLanguage(): Language {
  // Rendered on a server it is nothing yet.
  if (typeof document === 'undefined') return 'en';
  return languageFor(document.documentElement.lang || null, navigator.languages);
}

/** Null until they are there. */
function useLoadedWords(language: Language): Strings | null {
  const [words, setWords] = useState<Strings | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      const loaded = await wordsOf(language);
      if (isWanted) setWords(loaded);
    };
    // Never rejects.
    void load();
    return () => {
      isWanted = false;
    };
  }, [language]);
  return words;
}

/** Who the page says, or the guest of this browser. Null until there are words to name a guest with. */
function usePerson(user: CollaborativeEditorProps['user'], words: Strings | null): Person | null {
  const [id, name] = [user?.id, user?.name];
  return useMemo(() => {
    if (words === null) return null;
    const guest = readGuest(words.people, randomBelow, browserStorage());
    return name === undefined ? guest : { id: id ?? guest.id, name: cleanName(name) };
  }, [id, name, words]);
}
