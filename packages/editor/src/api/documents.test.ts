import { afterEach, expect, test, vi } from 'vitest';
import { createDocument, deleteDocument, duplicateDocument, listDocuments, renameDocument, setStar, setTemplate } from './documents.ts';
import { ApiError } from './request.ts';
import { emptyTrash, eraseDocument, listTrash, restoreDocument } from './trash.ts';

function answer(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const stub = vi.fn(() => Promise.resolve(new Response(status === 204 ? null : text, { status })));
  vi.stubGlobal('fetch', stub);
  return stub;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const plain = { isStarred: false, isTemplate: false, excerpt: null };

test('a page of the list is decoded, with what is missing as null', async () => {
  const stub = answer(200, {
    documents: [{ id: 'a/b', title: 'T', updatedAt: '2026-01-01T00:00:00Z', starred: true, template: true, excerpt: 'words' }, { id: 'c', title: 'c' }],
    next: 'x',
  });
  const page = await listDocuments({ cursor: 'a b' });
  expect(stub.mock.calls[0]?.[0]).toBe('/api/documents?limit=50&cursor=a+b');
  expect(page).toEqual({
    documents: [
      { id: 'a/b', title: 'T', updatedAt: new Date('2026-01-01T00:00:00Z'), isStarred: true, isTemplate: true, excerpt: 'words' },
      { id: 'c', title: null, updatedAt: null, ...plain },
    ],
    next: 'x',
  });
});

test('what is sought, how it is sorted and which are wanted is asked of the server', async () => {
  const stub = answer(200, { documents: [], next: null });
  await listDocuments({ cursor: null, query: ' café & bar ', sort: 'title', isStarred: true, isTemplate: true, limit: 8 });
  expect(stub.mock.calls[0]?.[0]).toBe('/api/documents?limit=8&sort=title&query=caf%C3%A9+%26+bar&starred=true&template=true');
});

test('[P3] stars, templates and copies name the document in one encoded segment', async () => {
  const stub = answer(200, { id: 'a/b', title: 'T', updatedAt: null });
  await duplicateDocument('a/b', { id: 'new' });
  await setTemplate('a/b', true);
  await setStar('a/b', true);
  await setStar('a/b', false);
  expect(stub.mock.calls).toMatchObject([
    ['/api/documents/a%2Fb/duplicate', { method: 'POST', body: '{"id":"new"}' }],
    ['/api/documents/a%2Fb', { method: 'PATCH', body: '{"template":true}' }],
    ['/api/documents/a%2Fb/star', { method: 'PUT' }],
    ['/api/documents/a%2Fb/star', { method: 'DELETE' }],
  ]);
});

test('the trash is read with its times, restored from and emptied', async () => {
  answer(200, { documents: [{ id: 'a/b', title: 'T', trashedAt: '2026-01-01T00:00:00Z', erasedAt: '2026-01-31T00:00:00Z' }] });
  expect(await listTrash()).toEqual([
    { id: 'a/b', title: 'T', updatedAt: null, ...plain, trashedAt: new Date('2026-01-01T00:00:00Z'), erasedAt: new Date('2026-01-31T00:00:00Z') },
  ]);
  const stub = answer(200, { id: 'a/b', title: 'T' });
  await restoreDocument('a/b');
  await eraseDocument('a/b');
  await emptyTrash();
  expect(stub.mock.calls).toMatchObject([
    ['/api/trash/a%2Fb/restore', { method: 'POST' }],
    ['/api/trash/a%2Fb', { method: 'DELETE' }],
    ['/api/trash', { method: 'DELETE' }],
  ]);
});

test('[P3] a name is one encoded segment', async () => {
  const stub = answer(200, { id: 'a/b', title: 'T', updatedAt: null });
  await renameDocument('a/b', 'T');
  expect(stub.mock.calls[0]).toMatchObject(['/api/documents/a%2Fb', { method: 'PATCH', body: '{"title":"T"}' }]);
});

test('a problem comes with the server\'s words', async () => {
  answer(409, { type: 'about:blank', title: 'The document exists.', status: 409, detail: 'Choose another id.' });
  await expect(createDocument({ id: 'a' })).rejects.toMatchObject({
    code: 'refused', status: 409, message: 'The document exists.', detail: 'Choose another id.',
  });
});

test('an answer that is none of ours, and no answer, are told apart', async () => {
  answer(502, '<html>');
  await expect(listDocuments({ cursor: null })).rejects.toMatchObject({ code: 'unreadable' });
  answer(200, { documents: 'none' });
  await expect(listDocuments({ cursor: null })).rejects.toMatchObject({ code: 'unreadable' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(listDocuments({ cursor: null })).rejects.toMatchObject({ code: 'unreachable' });
});

test('a question that is never answered counts as no answer, and one that is given up does not', async () => {
  const limit = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) => new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  }));
  const asked = listDocuments({ cursor: null });
  limit.abort(new DOMException('Too late.', 'TimeoutError'));
  await expect(asked).rejects.toMatchObject({ code: 'unreachable' });
  const person = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(new AbortController().signal);
  const left = listDocuments({ cursor: null, signal: person.signal });
  person.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
});

test('deleting what is gone is no error, anything else is', async () => {
  answer(404, { title: 'No such document.' });
  await expect(deleteDocument('a')).resolves.toBeUndefined();
  answer(503, { title: 'Closed.' });
  await expect(deleteDocument('a')).rejects.toBeInstanceOf(ApiError);
});
