import { afterEach, expect, test, vi } from 'vitest';
import { listMessages, postMessage, readMessage } from './chat.ts';
import { fileNameOf } from '../features/transfer/use-download.ts';
import { exportDocument } from './transfer.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('[C1] messages are read, and what is none is left out', async () => {
  const stub = vi.fn(() => Promise.resolve(new Response(JSON.stringify({ messages: [{ id: 3, at: '2026-01-01T00:00:00Z', name: 'Ana', colour: 2, text: 'hi' }, { text: 'no id' }] }))));
  vi.stubGlobal('fetch', stub);
  expect(await listMessages('a/b', 2)).toEqual([{ id: 3, at: new Date('2026-01-01T00:00:00Z'), name: 'Ana', colour: 2, text: 'hi' }]);
  expect(stub).toHaveBeenCalledWith('/api/documents/a%2Fb/chat?after=2', expect.anything());
  expect(readMessage('nonsense')).toBeNull();
});

test('[C2] a refusal to take a message says when the next may come', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"title":"Too many","detail":"the next may come in 2 s."}', { status: 429 })));
  await expect(postMessage('a', { name: 'Ana', colour: 1, text: 'hi' })).rejects.toMatchObject({ status: 429, detail: 'the next may come in 2 s.' });
});

test('[E2] an exported document is the file, and a refusal comes with its words', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('x')));
  expect(await (await exportDocument('a', 'md')).text()).toBe('x');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"title":"Busy","detail":"Later."}', { status: 503 })));
  await expect(exportDocument('a', 'md')).rejects.toMatchObject({ status: 503, detail: 'Later.' });
});

test('a title becomes a name that any file system takes', () => {
  expect(fileNameOf('Zü/rich: "notes"?')).toBe('Zü rich notes');
  expect(fileNameOf(' \u202e ')).toBe('document');
});
