/** The control socket: closed to others, in its place whatever was there, bounded, and gone with the server. [S70] */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelStore, type Entry, type LevelDocumentStore } from '@scriptorium/persistence';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { RoomRegistry } from '../room/room-registry.ts';
import { createInlineWorker } from '../room/testing/inline-worker.ts';
import { createRoomFixture } from '../room/testing/room-fixture.ts';
import type { AdminError } from './admin-error.ts';
import { askForCompaction, askForSnapshot, isServerThere } from './control-client.ts';
import { createControlOperations } from './control-operations.ts';
import { connectionsMax, openControlServer, type ControlServer } from './control-server.ts';
import type { ControlOperations } from './control-session.ts';

let parent: string;
let directory: string;
let store: LevelDocumentStore;
let registry: RoomRegistry;
let server: ControlServer | null;
const errors: unknown[] = [];
const signal = new AbortController().signal;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'scriptorium-control-'));
  directory = join(parent, 'data');
  store = await openLevelStore({ directory });
  registry = new RoomRegistry({ ...createRoomFixture().context, store, worker: createInlineWorker() });
  server = null;
  errors.length = 0;
});

afterEach(async () => {
  await server?.close();
  await registry.close();
  await store.close();
  await rm(parent, { recursive: true, force: true });
});

async function open(operations: ControlOperations = createControlOperations({ store, registry }), at = directory): Promise<void> {
  server = await openControlServer({ directory: at, operations, onError: (error) => errors.push(error) });
}

function update(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

async function takeAll(): Promise<{ entries: Entry[]; documents: number }> {
  const { documents, snapshot } = await askForSnapshot({ directory, signal });
  const entries: Entry[] = [];
  for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next()) entries.push(...batch);
  await snapshot.close();
  return { entries, documents };
}

const refusal = async (work: Promise<unknown>): Promise<AdminError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'AdminError' });
  return error as AdminError;
};

test('[S70] the socket may be used by its owner alone, and goes with the server', async () => {
  await open();
  const { mode } = await stat(join(directory, 'control.sock'));
  expect((mode & 0o777).toString(8)).toBe('600');
  expect(await isServerThere({ directory, signal })).toBe(true);
  await server?.close();
  expect((await readdir(directory)).toSorted()).toEqual(['sentinel', 'store']);
  expect(await isServerThere({ directory, signal })).toBe(false);
});

test('[S70] what a crash left in its place is replaced; one on which somebody listens is not', async () => {
  await writeFile(join(directory, 'control.sock'), 'no socket at all');
  await open();
  expect(await isServerThere({ directory, signal })).toBe(true);
  await server?.close();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(join(directory, 'control.sock'), resolve));
  expect((await refusal(open())).message).toContain('Another process listens');
  expect(other.listening).toBe(true);
  await new Promise<void>((resolve) => other.close(() => resolve()));
});

test('[S70] a directory whose path is longer than a socket may have works all the same', async () => {
  const long = join(parent, 'd'.repeat(120));
  await mkdir(long);
  await open(createControlOperations({ store, registry }), long);
  expect(await readdir(long)).toEqual(['control.sock']);
  expect(await isServerThere({ directory: long, signal })).toBe(true);
  await server?.close();
  expect(await readdir(long)).toEqual([]);
});

test('[S70] a snapshot comes over whole, large records too', async () => {
  const large = new Uint8Array(3_000_000).map((_, index) => (index * 7) % 251);
  await store.append('large', large);
  await store.append('small', update('a'));
  await open();
  const { entries, documents } = await takeAll();
  expect(documents).toBe(2);
  const here = await store.openSnapshot();
  const expected: Entry[] = [];
  for (let batch = await here.next(); batch.length > 0; batch = await here.next()) expected.push(...batch);
  await here.close();
  const image = (list: readonly Entry[]): Buffer => Buffer.concat(list.flatMap(({ key, value }) => [key, value]));
  expect(image(entries).equals(image(expected))).toBe(true);
});

test('[S70] compacting through the rooms: an open one, a closed one, and what has no tail is left alone', async () => {
  await store.append('open', update('o'));
  await store.append('closed', update('c'));
  await store.describe('empty', {});
  const lease = await registry.lease('open');
  await open();
  const steps: string[] = [];
  const report = await askForCompaction({ directory, signal, onProgress: ({ phase, done, total }) => steps.push(`${phase} ${done}/${total}`) });
  expect(report).toEqual({ compacted: 2, failed: 0, damaged: 0 });
  expect((await store.load('open'))?.tail).toEqual([]);
  expect((await store.load('closed'))?.tail).toEqual([]);
  expect(await lease.room.compact()).toBe('empty');
  expect(steps).toContain('files 100/100');
  lease.release();
});

test('[S70] who goes away ends the compaction', async () => {
  let begun = (): void => {};
  let ended = (): void => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const hasEnded = new Promise<void>((resolve) => (ended = resolve));
  await open({
    ...createControlOperations({ store, registry }),
    compact: async (options) => {
      begun();
      await new Promise<void>((resolve) => options.signal.addEventListener('abort', () => resolve()));
      ended();
      throw new Error('ended');
    },
  });
  const abort = new AbortController();
  const first = askForCompaction({ directory, signal: abort.signal, onProgress: () => {} }).catch((error: unknown) => error);
  await hasBegun;
  abort.abort(new Error('enough'));
  expect(await first).toMatchObject({ message: 'enough' });
  await hasEnded;
  expect(errors).toEqual([]);
});

test('[S70] a second compaction is refused while one is under way', async () => {
  await store.append('one', update('o'));
  const held = await registry.lease('one');
  const operations = createControlOperations({ store, registry });
  const never = new AbortController();
  const first = operations.compact({ signal: never.signal, onProgress: () => {} });
  expect((await refusal(operations.compact({ signal: never.signal, onProgress: () => {} }))).message).toContain('under way already');
  await first;
  held.release();
  expect(await operations.compact({ signal: never.signal, onProgress: () => {} })).toMatchObject({ compacted: 0 });
});

test('[S70] one command too many is told so, and there is room again when one has ended', async () => {
  await store.append('large', new Uint8Array(8_000_000).map((_, index) => (index * 31) % 253));
  await open();
  const held = [];
  for (let count = 0; count < connectionsMax; count++) held.push(await askForSnapshot({ directory, signal }));
  expect((await refusal(askForSnapshot({ directory, signal }))).message).toContain('Too many commands');
  await held.pop()?.snapshot.close();
  await expect.poll(async () => await askForSnapshot({ directory, signal }).then(async ({ snapshot }) => snapshot.close().then(() => 'served'), () => 'refused')).toBe('served');
  for (const { snapshot } of held) await snapshot.close();
});

test('[S70] stopping the server ends what is under way, and says why', async () => {
  await store.append('large', new Uint8Array(8_000_000).map((_, index) => (index * 31) % 253));
  await open();
  const { snapshot } = await askForSnapshot({ directory, signal });
  await server?.close();
  const reading = (async () => {
    for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next());
  })();
  expect(await reading.then(() => 'no error', (error: unknown) => error)).toBeInstanceOf(Error);
  await store.close();
});

test.each([
  ['nonsense', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a request of another version', frame({ version: 2, command: 'snapshot' })],
  ['an unknown command', frame({ version: 1, command: 'format' })],
  ['a request without end', Buffer.alloc(10_000, 0)],
])('[S70] %s is refused, and the next command is served', async (_, bytes) => {
  await open();
  const socket = await connect();
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  socket.write(bytes);
  expect(await answer).toContain('different versions');
  expect((await takeAll()).documents).toBe(0);
});

function frame(value: object): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.byteLength);
  head[4] = 1;
  return Buffer.concat([head, body]);
}

async function connect(): Promise<Socket> {
  const socket = createConnection(join(directory, 'control.sock'));
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}
