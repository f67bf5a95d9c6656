/** The routes: the list at `/`, a document at `/d/<name>`. The editor's code comes with the first document. */
import { ProtocolError, decodeDocumentPath } from '@scriptorium/protocol';
import { type ReactElement, Suspense, lazy, useEffect, useRef, useState } from 'react';
import { usePathname } from 'wouter/use-browser-location';
import { ListPage } from './pages/list-page.tsx';
import { MessagePage } from './pages/message-page.tsx';
import { CrashGuard } from './pages/crash-guard.tsx';
import { orMissing } from './pages/missing-page.tsx';
import type { SessionStore } from './sync/session-store.ts';
import { AnnouncerProvider } from './ui/announcer.tsx';
import { Mark } from './ui/mark.tsx';
import { useWords } from './ui/words.ts';

const DocumentPage = lazy(async () => await orMissing(import('./pages/document-page.tsx').then((module) => module.DocumentPage)));

/** The open documents; made by the first document page, kept while the person is on the list. */
export type SessionsHolder = { current: SessionStore | null };

export function App(): ReactElement {
  const sessions = useRef<SessionStore | null>(null);
  useSessionGuards(sessions);
  return (
    <CrashGuard>
      <AnnouncerProvider>
        <Routes sessions={sessions} />
      </AnnouncerProvider>
    </CrashGuard>
  );
}

function Routes({ sessions }: { readonly sessions: SessionsHolder }): ReactElement {
  const words = useWords();
  // As the browser has it: a name may hold an encoded slash, which a decoding router would lose.
  const pathname = usePathname();
  if (pathname === '/') return <ListPage />;
  if (!pathname.startsWith('/d/')) return <MessagePage title={words.app.notFoundTitle} text={words.app.notFoundText} />;
  const name = readName(pathname.slice('/d/'.length));
  if (name instanceof ProtocolError) return <MessagePage title={words.app.badNameTitle} text={name.message} />;
  return <DocumentRoute key={name} documentId={name} sessions={sessions} />;
}

/** The text that this device has is there first; the editor takes its place. */
function DocumentRoute({ documentId, sessions }: { readonly documentId: string; readonly sessions: SessionsHolder }): ReactElement {
  const [firstText, setFirstText] = useState<ReactElement | null>(null);
  useEffect(() => {
    let isWanted = true;
    const show = async (): Promise<void> => {
      const { loadFirstText } = await import('./pages/first-text-page.tsx');
      const text = await loadFirstText(documentId);
      if (isWanted) setFirstText(text);
    };
    // Without it the page is empty a little longer.
    show().catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [documentId]);
  return (
    <Suspense fallback={<Veil>{firstText}</Veil>}>
      <DocumentPage documentId={documentId} sessions={sessions} firstText={firstText} />
    </Suspense>
  );
}

/** The places of what is to come, as index.html has shown them before, so that nothing moves when it does. */
function Veil({ children }: { readonly children: ReactElement | null }): ReactElement {
  const words = useWords();
  return (
    <div className="document-page" aria-busy={children === null}>
      <header className="bar is-document">
        <a href="/" className="brand" aria-label={words.app.home}>
          <Mark />
        </a>
      </header>
      <main className="desk">
        <div className="toolbar-place" />
        <div className="sheet">{children}</div>
      </main>
    </div>
  );
}

function readName(path: string): string | ProtocolError {
  try {
    return decodeDocumentPath(path);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

/** Asks before unsaved writing is left behind, and reconnects at once when the network or the person goes or comes back. */
function useSessionGuards(sessions: SessionsHolder): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (sessions.current?.hasEditsAtRisk() === true) event.preventDefault();
    };
    const wake = (): void => sessions.current?.wakeAll();
    window.addEventListener('beforeunload', ask);
    // A socket does not notice that the network is gone, and the server may be on this very machine: trying tells.
    const reconnect = (): void => sessions.current?.reconnectAll();
    window.addEventListener('offline', reconnect);
    window.addEventListener('online', wake);
    window.addEventListener('focus', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('offline', reconnect);
      window.removeEventListener('online', wake);
      window.removeEventListener('focus', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [sessions]);
}
