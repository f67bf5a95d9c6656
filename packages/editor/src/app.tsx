/** The routes: the list at `/`, a document at `/d/<name>`. What opens documents comes with the first of them. */
import { ProtocolError, decodeDocumentPath } from '@scriptorium/protocol';
import { type ReactElement, type RefObject, Suspense, lazy, useEffect, useRef } from 'react';
import { usePathname } from 'wouter/use-browser-location';
import { ListPage } from './pages/list-page.tsx';
import { MessagePage } from './pages/message-page.tsx';
import { CrashGuard } from './pages/crash-guard.tsx';
import { orMissing } from './pages/missing-page.tsx';
import type { Kept } from './pages/opened-document.tsx';
import { Veil } from './pages/veil.tsx';
import { AnnouncerProvider } from './ui/announcer.tsx';
import { useWords } from './ui/words.ts';

const OpenedDocument = lazy(async () => await orMissing(import('./pages/opened-document.tsx').then((module) => module.OpenedDocument)));

export function App(): ReactElement {
  // Kept while the person is on the list.
  const kept = useRef<Kept>({ sessions: null, Page: null });
  useSessionGuards(kept);
  return (
    <CrashGuard>
      <AnnouncerProvider>
        <Routes kept={kept} />
      </AnnouncerProvider>
    </CrashGuard>
  );
}

function Routes({ kept }: { readonly kept: RefObject<Kept> }): ReactElement {
  const words = useWords();
  // As the browser has it: a name may hold an encoded slash, which a decoding router would lose.
  const pathname = usePathname();
  if (pathname === '/') return <ListPage />;
  if (!pathname.startsWith('/d/')) return <MessagePage title={words.app.notFoundTitle} text={words.app.notFoundText} />;
  const name = readName(pathname.slice('/d/'.length));
  if (name instanceof ProtocolError) return <MessagePage title={words.app.badNameTitle} text={name.message} />;
  return (
    <Suspense fallback={<Veil>{null}</Veil>}>
      <OpenedDocument key={name} documentId={name} kept={kept} />
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
function useSessionGuards(kept: RefObject<Kept>): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (kept.current.sessions?.hasEditsAtRisk() === true) event.preventDefault();
    };
    const wake = (): void => kept.current.sessions?.wakeAll();
    window.addEventListener('beforeunload', ask);
    // A socket does not notice that the network is gone, and the server may be on this very machine: trying tells.
    const reconnect = (): void => kept.current.sessions?.reconnectAll();
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
  }, [kept]);
}
