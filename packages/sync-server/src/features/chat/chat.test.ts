/** The chat over real sockets. [C1–C4] */
import { createMemoryStore } from '@scriptorium/persistence';
import { afterEach, expect, test } from 'vitest';
import type { Clock } from '../../room/clock.ts';
import { openHttpScene, type Answer, type HttpScene, type HttpSceneOptions } from '../../testing/http-scene.ts';
import { createMemoryDocuments, memoryNow } from '../../testing/memory-documents.ts';
import { chat as feature } from './chat.ts';

const path = '/api/documents/doc/chat';
let scene: HttpScene | undefined;
let now = memoryNow;
const clock: Clock = { now: () => now, after: () => () => {} };

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  const memory = options.memory ?? createMemoryDocuments();
  scene = await openHttpScene({ features: [feature], clock, ...options, memory });
  await memory.documents.create('doc', null);
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const say = async ({ send }: HttpScene, text: string, name = 'Ana'): Promise<Answer> => {
  now += 2_000;
  return await send(path, { method: 'POST', body: { name, colour: 3, text } });
};

const textsOf = async ({ send }: HttpScene, query = ''): Promise<string[]> =>
  ((await send(`${path}${query}`)).json() as { messages: { text: string }[] }).messages.map(({ text }) => text);

test('[C1] what is said is kept, and told to the pages that are open', async () => {
  const told: unknown[] = [];
  const opened = await open({ tell: (documentId, message) => void told.push([documentId, message]) });
  const first = await say(opened, ' Hello ');
  expect([first.status, first.json()]).toEqual([201, { id: 1, at: new Date(now).toISOString(), name: 'Ana', colour: 3, text: 'Hello' }]);
  await say(opened, 'Again', 'Ben');
  expect(await textsOf(opened)).toEqual(['Hello', 'Again']);
  expect(await textsOf(opened, '?after=1')).toEqual(['Again']);
  expect(told).toMatchObject([
    ['doc', { message: first.json() }],
    ['doc', { message: { id: 2, name: 'Ben', text: 'Again' } }],
  ]);
});

test('[C2] the last 200 are kept, over a restart too', async () => {
  const store = createMemoryStore();
  const first = await open({ memory: createMemoryDocuments({ store }) });
  for (let index = 1; index <= 203; index++) await say(first, `m${index}`);
  expect(await textsOf(first)).toHaveLength(200);
  await first.close();
  const second = await open({ memory: createMemoryDocuments({ store }) });
  await say(second, 'after');
  const texts = await textsOf(second);
  expect([texts.length, texts[0], texts.at(-2), texts.at(-1)]).toEqual([200, 'm5', 'm203', 'after']);
});

test('[C2] messages that are posted at once each have their own place', async () => {
  const opened = await open();
  const posted = await Promise.all(['a', 'b', 'c', 'd'].map(async (text) => await say(opened, text, text)));
  expect(new Set(posted.map((answer) => (answer.json() as { id: number }).id))).toEqual(new Set([1, 2, 3, 4]));
  expect(await textsOf(opened)).toHaveLength(4);
});

test('[C3] one person may post eight at once, and one every second and a half after that', async () => {
  const { send } = await open();
  const post = async (name: string): Promise<Answer> => await send(path, { method: 'POST', body: { name, text: 'x' } });
  for (let index = 0; index < 8; index++) expect((await post('Ana')).status).toBe(201);
  const refused = await post('Ana');
  expect([refused.status, refused.headers['retry-after'], refused.json()]).toMatchObject([429, '2', { detail: expect.stringMatching(/too fast.*2 s/) }]);
  expect((await post('Ben')).status).toBe(201);
  now += 1_500;
  expect((await post('Ana')).status).toBe(201);
  expect((await post('Ana')).status).toBe(429);
});

test.each([
  [{ name: 'Ana', text: ' ' }, /text: say something/],
  [{ name: ' ', text: 'x' }, /name: say who you are/],
  [{ name: 'A\nB', text: 'x' }, /name: one line/],
  [{ name: 'Ana', text: 'x'.repeat(4_001) }, /text: at most 4000/],
  [{ name: 'Ana', text: 'x', colour: 'red' }, /colour: a number of the palette/],
  [{ name: 'Ana', text: 'x', more: 1 }, /more/],
])('%j is 400', async (body, detail) => {
  const { send } = await open();
  const answer = await send(path, { method: 'POST', body });
  expect([answer.status, answer.json()]).toMatchObject([400, { detail: expect.stringMatching(detail) }]);
});

test('[C4] a chat is as open as its document, and goes with it', async () => {
  const opened = await open();
  const { send, memory } = opened;
  await say(opened, 'x');
  expect((await send('/api/documents/none/chat')).status).toBe(404);
  expect((await send('/api/documents/%ff/chat')).status).toBe(400);
  await memory.documents.trash('doc');
  expect((await send(path)).status).toBe(410);
  expect((await say(opened, 'y')).status).toBe(410);
  await memory.documents.restore('doc');
  expect(await textsOf(opened)).toEqual(['x']);
  await memory.documents.erase('doc');
  await expect.poll(async () => await memory.store.namespace('chat').entries()).toEqual([]);
});

test('[C4] what was said does not touch the document', async () => {
  const opened = await open();
  const before = await opened.memory.store.load('doc');
  await say(opened, 'x');
  expect(await opened.memory.store.load('doc')).toEqual(before);
});
