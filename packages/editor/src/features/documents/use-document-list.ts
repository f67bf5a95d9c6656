/** The list of documents as the page holds it: loaded by pages, renewed when the person comes back to it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DocumentEntry, listDocuments } from '../../api/documents.ts';

export type DocumentListState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'ready'; readonly documents: readonly DocumentEntry[]; readonly next: string | null; readonly isLoadingMore: boolean };

export interface DocumentList {
  readonly state: DocumentListState;
  readonly reload: () => void;
  readonly loadMore: () => void;
  readonly replace: (entry: DocumentEntry) => void;
  readonly remove: (id: string) => void;
}

/** The server learns a title a few seconds after it was written: who comes from a document sees it then. */
const secondLookMs = 4_000;

export function useDocumentList(): DocumentList {
  const [state, setState] = useState<DocumentListState>({ phase: 'loading' });
  const abort = useRef<AbortController | null>(null);

  const load = useCallback(async (isQuiet: boolean) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    if (!isQuiet) setState({ phase: 'loading' });
    try {
      const { documents, next } = await listDocuments({ cursor: null, signal: controller.signal });
      setState((before) => merge(before, { documents, next }));
    } catch (error) {
      if (controller.signal.aborted) return;
      setState((before) => (isQuiet && before.phase === 'ready' ? before : { phase: 'failed', error }));
    }
  }, []);

  const loadMore = useCallback(async () => {
    if (state.phase !== 'ready' || state.next === null || state.isLoadingMore) return;
    setState({ ...state, isLoadingMore: true });
    try {
      const { documents, next } = await listDocuments({ cursor: state.next });
      setState({ phase: 'ready', documents: [...state.documents, ...documents], next, isLoadingMore: false });
    } catch (error) {
      setState({ phase: 'failed', error });
    }
  }, [state]);

  useRenewal(load);

  return {
    state,
    reload: () => void load(false),
    loadMore: () => void loadMore(),
    replace: (entry) => setState((before) => mapDocuments(before, (known) => (known.id === entry.id ? [entry] : [known]))),
    remove: (id) => setState((before) => mapDocuments(before, (known) => (known.id === id ? [] : [known]))),
  };
}

function useRenewal(load: (isQuiet: boolean) => Promise<void>): void {
  useEffect(() => {
    void load(false);
    const again = setTimeout(() => void load(true), secondLookMs);
    const renew = (): void => {
      if (document.visibilityState === 'visible') void load(true);
    };
    document.addEventListener('visibilitychange', renew);
    window.addEventListener('focus', renew);
    window.addEventListener('online', renew);
    return () => {
      clearTimeout(again);
      document.removeEventListener('visibilitychange', renew);
      window.removeEventListener('focus', renew);
      window.removeEventListener('online', renew);
    };
  }, [load]);
}

/** A renewed first page does not fold up what was loaded after it. */
function merge(
  before: DocumentListState,
  { documents, next }: { documents: readonly DocumentEntry[]; next: string | null },
): DocumentListState {
  const hasMore = before.phase === 'ready' && before.documents.length > documents.length && next !== null;
  if (!hasMore) return { phase: 'ready', documents, next, isLoadingMore: false };
  const fresh = new Set(documents.map(({ id }) => id));
  return { ...before, documents: [...documents, ...before.documents.filter(({ id }) => !fresh.has(id))] };
}

function mapDocuments(
  state: DocumentListState,
  change: (entry: DocumentEntry) => readonly DocumentEntry[],
): DocumentListState {
  return state.phase === 'ready' ? { ...state, documents: state.documents.flatMap(change) } : state;
}
