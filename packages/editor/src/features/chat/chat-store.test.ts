import { afterEach, expect, test, vi } from 'vitest';
import { type ChatSource, ChatStore, messagesMax } from './chat-store.ts';

const message = (id: number): Record<string, unknown> => ({ id, at: '2026-01-01T00:00:00Z', name: 'Ben', colour: 1, text: `number ${id}` });

function memory(): Storage {
  const items = new Map<string, string>();
  return { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value) } as unknown as Storage;
}

function scene(kept: readonly number[] = [], storage: Storage = memory()) {
  const answers = { kept };
  const fetched = vi.fn((url: string) => {
    const after = Number(/after=(\d+)/.exec(url)?.[1] ?? 0);
    return Promise.resolve(new Response(JSON.stringify({ messages: answers.kept.filter((id) => id > after).map(message) })));
  });
  vi.stubGlobal('fetch', fetched);
  let tell: Parameters<ChatSource['onFeature']>[0] = () => {};
  const source: ChatSource = { documentId: 'a', onFeature: (listener) => ((tell = listener), () => {}) };
  const store = new ChatStore({ source, storage });
  store.open();
  return { store, storage, answers, fetched, tell: (told: Record<string, unknown>) => tell({ feature: 'chat', ...told }) };
}

const ids = (store: ChatStore): number[] => store.snapshot().messages.map(({ id }) => id);

afterEach(() => {
  vi.unstubAllGlobals();
});

test('[C3] what is told and what is loaded come together in order, each once', async () => {
  const { store, tell } = scene([1, 2, 3]);
  tell({ message: message(4) });
  tell({ message: message(4) });
  expect(ids(store)).toEqual([4]);
  await store.load();
  expect(ids(store)).toEqual([1, 2, 3, 4]);
  const other = scene([1, 2, 3]);
  await other.store.load();
  other.tell({ message: message(4) });
  other.tell({ message: message(2) });
  expect(ids(other.store)).toEqual([1, 2, 3, 4]);
});

test('what was not looked at is counted, and remembered over a reload', async () => {
  const { store, storage, tell } = scene([1, 2]);
  await store.load();
  expect(ChatStore.unread(store.snapshot())).toBe(2);
  store.markRead();
  tell({ message: message(3) });
  expect(ChatStore.unread(store.snapshot())).toBe(1);
  const again = scene([1, 2, 3], storage);
  await again.store.load();
  expect(ChatStore.unread(again.store.snapshot())).toBe(1);
});

test('[C3] who fell behind looks again, and only for what is new', async () => {
  const { store, answers, fetched, tell } = scene([1]);
  await store.load();
  answers.kept = [1, 2, 3];
  tell({ missed: true });
  await vi.waitFor(() => expect(ids(store)).toEqual([1, 2, 3]));
  expect(fetched.mock.calls.at(-1)?.[0]).toContain('after=1');
});

test('[C3] a message that comes before the page has looked again hides none of those that it missed', async () => {
  const { store, answers, tell } = scene([1]);
  await store.load();
  answers.kept = [1, 2, 3, 4];
  tell({ message: message(4) });
  await store.load();
  expect(ids(store)).toEqual([1, 2, 3, 4]);
});

test('of more messages than the server keeps the oldest goes', async () => {
  const { store, tell } = scene(Array.from({ length: messagesMax }, (_, index) => index + 1));
  await store.load();
  expect(ids(store)).toHaveLength(messagesMax);
  tell({ message: message(messagesMax + 1) });
  expect(ids(store)).toHaveLength(messagesMax);
  expect([ids(store)[0], ids(store).at(-1)]).toEqual([2, messagesMax + 1]);
});

test('what other features say is not the chat\'s', () => {
  const { store, tell } = scene();
  tell({ feature: 'other', message: message(1) });
  expect(ids(store)).toEqual([]);
});
