/** The list of documents as the page holds it: loaded by pages, renewed when the person comes back to it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DocumentEntry, type ListOptions, listDocuments } from '../../api/documents.ts';

export type DocumentListState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: unknown }
  | {
      readonly phase: 'ready';
      readonly documents: readonly DocumentEntry[];
      readonly next: string | null;
      readonly isLoadingMore: boolean;
      /** Why no more could be had, when that was asked for last; null where nothing went wrong. */
      readonly moreError: unknown;
      /** What was asked for when these were found. */
      readonly key: string;
      readonly query: string;
    };

/** Which documents, and in which order; null where none are wanted from the server. */
export type ListQuery = Pick<ListOptions, 'query' | 'sort' | 'isStarred' | 'isTemplate'>;

export interface DocumentList {
  readonly state: DocumentListState;
  readonly reload: () => void;
  /** Looks again, and keeps what there is until then. */
  readonly renew: () => void;
  readonly loadMore: () => void;
  readonly replace: (entry: DocumentEntry) => void;
  readonly remove: (id: string) => void;
}

/** The server learns a title a few seconds after it was written: who comes from a document sees it then. */
const secondLookMs = 4_000;

/** So long after a key the server is asked. */
const typingMs = 140;

export function useDocumentList(wanted: ListQuery | null): DocumentList {
  const [state, setState] = useState<DocumentListState>({ phase: 'loading' });
  const abort = useRef<AbortController | null>(null);

  const key = JSON.stringify(wanted);
  const asked = useRef(wanted);
  asked.current = wanted;

  const load = useCallback(async (isQuiet: boolean): Promise<void> => {
    abort.current?.abort();
    const query = asked.current;
    if (query === null) return;
    const controller = new AbortController();
    abort.current = controller;
    const of = { key: JSON.stringify(query), query: query.query ?? '' };
    if (!isQuiet) setState({ phase: 'loading' });
    try {
      const { documents, next } = await listDocuments({ ...query, cursor: null, signal: controller.signal });
      setState((before) => merge(before, { documents, next, ...of }));
    } catch (error) {
      if (controller.signal.aborted) return;
      setState((before) => (isQuiet && before.phase === 'ready' && before.key === of.key ? before : { phase: 'failed', error }));
    }
  }, []);

  const loadMore = useCallback(async () => {
    if (state.phase !== 'ready' || state.next === null || state.isLoadingMore) return;
    setState({ ...state, isLoadingMore: true, moreError: null });
    try {
      const { documents, next } = await listDocuments({ ...asked.current, cursor: state.next });
      // Meanwhile something else may have been asked for.
      setState((now) => append(now, state, { documents, next }));
    } catch (error) {
      setState((now) => (now.phase === 'ready' && now.key === state.key ? { ...now, isLoadingMore: false, moreError: error } : now));
    }
  }, [state]);

  useRenewal(load);
  useAsking(load, { key, part: wanted === null ? 'none' : JSON.stringify([wanted.isStarred, wanted.isTemplate]) });

  return {
    state,
    reload: () => void load(false),
    renew: () => void load(true),
    loadMore: () => void loadMore(),
    replace: (entry) => setState((before) => mapDocuments(before, (known) => (known.id === entry.id ? [entry] : [known]))),
    remove: (id) => setState((before) => mapDocuments(before, (known) => (known.id === id ? [] : [known]))),
  };
}

type ReadyState = DocumentListState & { readonly phase: 'ready' };

/** What was changed meanwhile stays changed; where the list goes on elsewhere by now, what has come is not what follows. */
function append(now: DocumentListState, before: ReadyState, more: Pick<ReadyState, 'documents' | 'next'>): DocumentListState {
  if (now.phase !== 'ready') return now;
  if (now.key !== before.key || now.next !== before.next) return { ...now, isLoadingMore: false };
  const known = new Set(now.documents.map(({ id }) => id));
  return { ...now, isLoadingMore: false, documents: [...now.documents, ...more.documents.filter(({ id }) => !known.has(id))], next: more.next };
}

/** What else is wanted is asked for when the typing pauses; until it has come the list stays, unless it is another part of the documents. */
function useAsking(load: (isQuiet: boolean) => Promise<void>, { key, part }: { readonly key: string; readonly part: string }): void {
  const known = useRef({ key, part });
  useEffect(() => {
    const isPart = known.current.part === part;
    if (known.current.key === key) return undefined;
    known.current = { key, part };
    if (!isPart) {
      void load(false);
      return undefined;
    }
    const timer = setTimeout(() => void load(true), typingMs);
    return () => clearTimeout(timer);
  }, [load, key, part]);
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
  found: Pick<ReadyState, 'documents' | 'next' | 'key' | 'query'>,
): DocumentListState {
  const known = before.phase === 'ready' && before.key === found.key ? before : null;
  const hasMore = known !== null && known.documents.length > found.documents.length && found.next !== null;
  if (!hasMore) return { phase: 'ready', isLoadingMore: false, moreError: known?.moreError ?? null, ...found };
  const fresh = new Set(found.documents.map(({ id }) => id));
  return { ...known, documents: [...found.documents, ...known.documents.filter(({ id }) => !fresh.has(id))] };
}

function mapDocuments(
  state: DocumentListState,
  change: (entry: DocumentEntry) => readonly DocumentEntry[],
): DocumentListState {
  return state.phase === 'ready' ? { ...state, documents: state.documents.flatMap(change) } : state;
}
