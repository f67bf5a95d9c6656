/**
 * A document from its first moment: opens its session, shows its text as soon as that is there, and has the editor's page take
 * its place. Needs Yjs, and no editor: that comes after the text.
 */
import { type ComponentType, type ReactElement, type RefObject, createElement, startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { FirstText } from '../features/reading/first-text.tsx';
import { fetchLaterFiles } from '../later-files.ts';
import type { DocumentSession } from '../sync/document-session.ts';
import { type DocumentText, readDocumentText } from '../sync/document-text.ts';
import type { SessionStore } from '../sync/session-store.ts';
import { browserStorage } from '../ui/browser-storage.ts';
import { type KeptPlace, readPlace, restorePlace } from '../document/kept-place.ts';
import { holdLetters } from '../ui/letters.ts';
import { afterPaint, nextTurn } from '../ui/turns.ts';
import { useWords } from '../ui/words.ts';
import '../ui/styles/document.css';
import type { DocumentPageProps } from './document-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { createSessionStore } from './page-sessions.ts';
import { useTextFirst } from './use-text-first.ts';
import { Veil } from './veil.tsx';

/** What the documents of this tab share. */
export interface Kept {
  /** Made by the first document. */
  sessions: SessionStore | null;
  /** The editor's page, once its code is there. */
  Page: ComponentType<DocumentPageProps> | null;
}

export interface OpenedDocumentProps {
  readonly documentId: string;
  readonly kept: RefObject<Kept>;
}

export function OpenedDocument({ documentId, kept }: OpenedDocumentProps): ReactElement {
  const session = useSession(documentId, kept);
  const text = useFirstText(session, kept);
  const page = usePage({ session, kept, hasText: text !== null });
  const [isReady, setReady] = useState(false);
  const early = useRef<HTMLDivElement>(null);
  const late = useRef<HTMLDivElement>(null);
  const place = useRef<KeptPlace | null>(null);
  const onReady = useCallback(() => {
    place.current = readPlace(textIn(early.current));
    setReady(true);
  }, []);
  // What can't be edited with this page has a sheet of its own, and so has what says that there is no editor.
  const isEarly = page === null || (text !== null && !isReady && page !== MissingPage && !session.isOutdated);
  useLayoutEffect(() => {
    return isEarly || place.current === null ? undefined : restorePlace(textIn(late.current), place.current);
  }, [isEarly]);
  useLetters(isEarly);
  return (
    <>
      {isEarly ? (
        <div className="document-place" ref={early}>
          <Veil>{text === null ? null : <FirstText text={text} />}</Veil>
        </div>
      ) : null}
      {page === null ? null : (
        <div className="document-place" ref={late} hidden={isEarly}>
          {createElement(page, { session, onReady })}
        </div>
      )}
    </>
  );
}

/** Held back until the editor is on the screen. */
function useLetters(isEarly: boolean): void {
  const letGo = useRef(() => {});
  useLayoutEffect(() => {
    const release = holdLetters(document.documentElement, browserStorage());
    letGo.current = release;
    return release;
  }, []);
  useEffect(() => (isEarly ? undefined : afterPaint(() => letGo.current())), [isEarly]);
}

function textIn(place: Element | null): Element | null {
  return place?.querySelector('.ProseMirror') ?? null;
}

/** The session comes from a store, not from this component's state: it must survive a second mount, and unsaved writing. */
function useSession(documentId: string, kept: RefObject<Kept>): DocumentSession {
  const words = useWords();
  const session = useMemo(() => {
    kept.current.sessions ??= createSessionStore(words);
    return kept.current.sessions.get(documentId);
  }, [documentId, kept, words]);
  useEffect(() => kept.current.sessions?.retain(session), [session, kept]);
  return session;
}

/** Of this device's copy, or of the server's document if that comes sooner; null until then, and where the editor is there already. */
function useFirstText(session: DocumentSession, kept: RefObject<Kept>): DocumentText | null {
  const { hasContent } = useSyncExternalStore(session.status.subscribe, session.status.snapshot);
  const [text, setText] = useState<DocumentText | null>(null);
  useEffect(() => {
    if (!hasContent || kept.current.Page !== null) return;
    const read = readDocumentText(session);
    startTransition(() => setText(read));
  }, [hasContent, session, kept]);
  return text;
}

/** Null until its code is there; that is asked for when the text is on the screen, or can't be expected soon. */
function usePage({ session, kept, hasText }: { readonly session: DocumentSession; readonly kept: RefObject<Kept>; readonly hasText: boolean }): ComponentType<DocumentPageProps> | null {
  const { stop, hasContent } = useSyncExternalStore(session.status.subscribe, session.status.snapshot);
  const [page, setPage] = useState(() => kept.current.Page);
  const isWanted = useTextFirst({ hasText, isTextless: !hasText && (stop !== null || (hasContent && session.isEmpty)) });
  useEffect(() => {
    if (!isWanted || kept.current.Page !== null) return undefined;
    let isHere = true;
    const load = async (): Promise<void> => {
      const loaded = await loadPage(kept);
      if (isHere) startTransition(() => setPage(() => loaded));
    };
    // Never rejects.
    void load();
    return () => {
      isHere = false;
    };
  }, [isWanted, kept]);
  return page;
}

async function loadPage(kept: RefObject<Kept>): Promise<ComponentType<DocumentPageProps>> {
  try {
    fetchLaterFiles();
    await import('../document/libraries.ts');
    await nextTurn();
    const { DocumentPage } = await import('./document-page.tsx');
    kept.current.Page = DocumentPage;
    return DocumentPage;
  } catch {
    return MissingPage;
  }
}
