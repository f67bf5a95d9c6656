/** Real threads over the built entry; `npm test` builds first. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as Y from 'yjs';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DeletedRanges } from '../deleted-ranges.ts';
import { craftUpdate, type CraftedStruct } from '../testing/craft-update.ts';
import { createDocumentWorker, WorkerError, type DocumentWorker, type DocumentWorkerOptions } from './document-worker.ts';

const entry = new URL('../../../dist/room/document-worker/worker-entry.js', import.meta.url);

let worker: DocumentWorker | null = null;

function start(options: DocumentWorkerOptions = {}): DocumentWorker {
  worker = createDocumentWorker({ entry, threads: 1, ...options });
  return worker;
}

afterEach(async () => {
  await worker?.close();
});

function titled(title: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  return Y.encodeStateAsUpdate(doc);
}

async function codeOf(task: Promise<unknown>): Promise<string> {
  return task.then(
    () => 'done',
    (error: unknown) => (error instanceof WorkerError ? error.code : String(error)),
  );
}

/** Of the threads of this process. */
async function priorities(): Promise<number[]> {
  const threads = await readdir('/proc/self/task');
  return threads.map((thread) => getPriority(Number(thread)));
}

/** A thread that never comes to the end of a task with bytes. */
async function endlessEntry(): Promise<URL> {
  const directory = await mkdtemp(join(tmpdir(), 'document-worker-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'endless.mjs');
  await writeFile(file, 'export function run(task) { while (task.parts.bytes.length > 0); return "done"; }');
  return pathToFileURL(file);
}

describe('[J12] the worker', () => {
  beforeAll(() => {
    expect(existsSync(entry), 'Threads run the built entry: run `npm run types` first.').toBe(true);
  });

  test.runIf(process.platform === 'linux')('makes way for the relay: its thread alone has a low priority', async () => {
    const own = getPriority(process.pid);
    const before = await priorities();
    await start().describe([titled('Hello')]);
    const after = await priorities();
    const low = Math.max(own, 10);
    expect(after.filter((priority) => priority === low).length).toBeGreaterThan(before.filter((priority) => priority === low).length);
    expect(getPriority(process.pid)).toBe(own);
  });

  test('does every task in a thread, and leaves the bytes with the caller', async () => {
    const update = titled('Hello');
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    const input = {
      updates: [update],
      throughSequence: 1,
      stateVector: Y.encodeStateVector(doc),
      deletedRanges: new DeletedRanges().encode(),
    };
    const { compact, describe: read, diff, setTitle } = bind(start());
    expect((await compact(input)).description.title).toBe('Hello');
    expect((await compact(input)).snapshot.update).toEqual(update);
    expect((await read([update])).title).toBe('Hello');
    expect(await diff([update], Uint8Array.of(0))).toEqual(update);
    expect(await setTitle([update], 'Hello')).toBeNull();
    expect(await setTitle([update], 'Other')).toBeInstanceOf(Uint8Array);
    expect(update.byteLength).toBeGreaterThan(0);
  });

  test('tells a rejected snapshot from a document on which Yjs throws', async () => {
    const { compact, describe: read } = bind(start());
    const waiting = craftUpdate({ deletions: [{ client: 1, ranges: [[0, 1]] }] });
    const input = { updates: [waiting], throughSequence: 1, stateVector: Uint8Array.of(0), deletedRanges: Uint8Array.of(0) };
    expect(await codeOf(compact(input))).toBe('rejected');
    const itself = craftUpdate({
      sections: [{ client: 1, clock: 0, structs: [{ kind: 'item', origin: { client: 1, clock: 0 }, content: { kind: 'string', text: 'x' } }] }],
    });
    expect(await codeOf(read([itself, titled('x')]))).toBe('threw');
    expect(await codeOf(read([titled('x')]))).toBe('done');
  });

  test('ends a task at its time limit, and does the next in a new thread', async () => {
    const { describe: read } = bind(start({ entry: await endlessEntry(), timeoutMs: 3_000 }));
    const [endless, next] = await Promise.all([codeOf(read([titled('x')])), codeOf(read([]))]);
    expect([endless, next]).toEqual(['timeout', 'done']);
  });

  test('ends a diff at a limit of its own, and does not begin one that waited as long', async () => {
    const { diff } = bind(start({ entry: await endlessEntry(), diffTimeoutMs: 1_000 }));
    const [first, second] = [codeOf(diff([titled('x')], Uint8Array.of(0))), codeOf(diff([titled('x')], Uint8Array.of(0)))];
    expect(await Promise.race([first, second])).toMatch(/timeout|busy/);
    expect([await first, await second].includes('timeout')).toBe(true);
  });

  test('ends a task at its memory limit, and does the next in a new thread', async () => {
    const { describe: read } = bind(start({ memoryMiB: 24 }));
    const structs: CraftedStruct[] = Array.from({ length: 300_000 }, () => ({ kind: 'item', parent: 't', content: { kind: 'type', type: 1 } }));
    const large = craftUpdate({ sections: [{ client: 1, clock: 0, structs }] });
    expect(await codeOf(read([large]))).toBe('memory');
    expect(await codeOf(read([titled('x')]))).toBe('done');
  });

  test('says so when there is no thread to be had', async () => {
    const { describe: read } = bind(start({ entry: new URL('./not-there.js', entry) }));
    expect(await codeOf(read([titled('x')]))).toBe('unavailable');
  });

  test('takes no task once it is closed, and ends what is under way', async () => {
    const pool = start({ entry: await endlessEntry() });
    const underWay = codeOf(pool.describe([titled('x')]));
    await pool.close();
    await pool.close();
    expect(await underWay).toBe('closed');
    expect(await codeOf(pool.describe([]))).toBe('closed');
  });
});

function bind(pool: DocumentWorker): DocumentWorker {
  return {
    compact: (input) => pool.compact(input),
    describe: (updates) => pool.describe(updates),
    diff: (updates, vector) => pool.diff(updates, vector),
    setTitle: (updates, title) => pool.setTitle(updates, title),
    copy: (updates, title) => pool.copy(updates, title),
    close: () => pool.close(),
  };
}
