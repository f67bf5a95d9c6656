/** The routes: the list at `/`, a document at `/d/<name>`. The editor's code comes with the first document. */
import { ProtocolError, decodeDocumentPath } from '@scriptorium/protocol';
import { type ReactElement, Suspense, lazy, useEffect, useRef } from 'react';
import { usePathname } from 'wouter/use-browser-location';
import { DocumentsPage } from './features/documents/documents-page.tsx';
import { MessagePage } from './pages/message-page.tsx';
import { CrashGuard } from './pages/crash-guard.tsx';
import type { SessionStore } from './sync/session-store.ts';
import { AnnouncerProvider } from './ui/announcer.tsx';
import { useWords } from './ui/words.ts';

const DocumentPage = lazy(async () => {
  const { DocumentPage: component } = await import('./pages/document-page.tsx');
  return { default: component };
});

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
  if (pathname === '/') return <DocumentsPage />;
  if (!pathname.startsWith('/d/')) return <MessagePage title={words.app.notFoundTitle} text={words.app.notFoundText} />;
  const name = readName(pathname.slice('/d/'.length));
  if (name instanceof ProtocolError) return <MessagePage title={words.app.badNameTitle} text={name.message} />;
  return (
    <Suspense fallback={<div className="page-veil" aria-busy="true" />}>
      <DocumentPage key={name} documentId={name} sessions={sessions} />
    </Suspense>
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
