// @vitest-environment jsdom
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTurn } from '../../ui/turns.ts';
import { type DocumentList, type ListQuery, useDocumentList } from './use-document-list.ts';

/** More than an answer takes that is there at once. */
const manyTurns = 20;

let root: Root;
let list: DocumentList;
let answerMore: () => void;
let failMore: () => void;
let asked: number;

function Probe({ wanted, onList }: { readonly wanted: ListQuery; readonly onList: (now: DocumentList) => void }): null {
  const now = useDocumentList(wanted);
  useEffect(() => {
    onList(now);
  });
  return null;
}

const page = (documents: readonly { readonly id: string }[], next: string | null): Response => new Response(JSON.stringify({ documents, next }));

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  asked = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    asked += 1;
    if (url.includes('cursor=')) {
      return await new Promise<Response>((resolve, reject) => {
        answerMore = () => resolve(page([{ id: 'one' }, { id: 'two' }], null));
        failMore = () => reject(new TypeError('Failed to fetch'));
      });
    }
    return url.includes('sort=title') ? page([{ id: 'other' }], null) : page([{ id: 'one' }], 'more');
  });
  root = createRoot(document.createElement('div'));
  await show({ sort: 'updated' });
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

async function show(wanted: ListQuery): Promise<void> {
  const before = asked;
  act(() => root.render(<Probe wanted={wanted} onList={(now) => (list = now)} />));
  await act(async () => {
    // It is asked for with patience.
    await vi.waitFor(() => expect(asked).toBeGreaterThan(before));
    for (let turn = 0; turn < manyTurns; turn += 1) await nextTurn();
  });
  expect(ids()).toEqual([wanted.sort === 'title' ? 'other' : 'one']);
}

const ids = (): string[] => (list.state.phase === 'ready' ? list.state.documents.map(({ id }) => id) : [list.state.phase]);

async function failToLoadMore(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  act(() => list.loadMore());
  await meanwhile();
  await act(async () => {
    failMore();
    await new Promise((resolve) => setTimeout(resolve));
  });
}

test('more of the list comes behind what there is, also where a document was changed meanwhile', async () => {
  act(() => list.loadMore());
  if (list.state.phase !== 'ready') throw new Error('not ready');
  const [one] = list.state.documents;
  if (one === undefined) throw new Error('no document');
  act(() => list.replace({ ...one, isStarred: true }));
  await act(async () => {
    answerMore();
    for (let turn = 0; turn < manyTurns; turn += 1) await nextTurn();
  });
  expect(ids()).toEqual(['one', 'two']);
  expect(list.state).toMatchObject({ isLoadingMore: false, next: null, documents: [{ isStarred: true }, {}] });
});

test('where no more of the list can be had, what there is stays, and says why', async () => {
  await failToLoadMore();
  expect(ids()).toEqual(['one']);
  expect(list.state).toMatchObject({ isLoadingMore: false, next: 'more', moreError: { code: 'unreachable' } });
});

test('that no more could be had of what was asked for before is nobody\'s concern', async () => {
  await failToLoadMore(async () => await show({ sort: 'title' }));
  expect(ids()).toEqual(['other']);
  expect(list.state).toMatchObject({ moreError: null });
});
