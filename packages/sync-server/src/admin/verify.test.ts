/** Documents whose records are all intact and that do not load are found; so is everything on the way through a backup. [S60] [S64] */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelStore, openLevelStoreOn, DirectoryDisk, type LevelDocumentStore } from '@scriptorium/persistence';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { WorkerError } from '../room/document-worker/document-worker.ts';
import { createInlineWorker } from '../room/testing/inline-worker.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';
import { verify, type Damage, type VerifyReport } from './verify.ts';

let parent: string;
let directory: string;
const { signal } = new AbortController();
const ignore = (): void => {};

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'scriptorium-verify-test-'));
  directory = join(parent, 'data');
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

async function fill(write: (store: LevelDocumentStore) => unknown): Promise<void> {
  const store = await openLevelStore({ directory });
  await write(store);
  await store.close();
}

async function check(createWorker = createInlineWorker): Promise<{ report: VerifyReport; damages: Damage[] }> {
  const damages: Damage[] = [];
  const report = await verify({
    directory,
    signal,
    createWorker,
    onDamage: (damage) => damages.push(damage),
    onProgress: ignore,
    onCopying: ignore,
  });
  return { report, damages };
}

/** Two updates, of which the second is nothing without the first. */
function twoUpdates(): [Uint8Array, Uint8Array] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getText('title').insert(0, 'first');
  doc.getText('title').insert(5, ' second');
  const [first, second] = updates;
  if (first === undefined || second === undefined) throw new Error('There are two updates.');
  return [first, second];
}

test('[S60] sound documents, an empty one, a deleted one and a namespace are intact', async () => {
  const [first, second] = twoUpdates();
  await fill(async (store) => {
    await store.append('both', first);
    await store.append('both', second);
    await store.describe('empty', {});
    await store.append('gone', first);
    await store.delete('gone');
    await store.namespace('pins').write([{ key: Uint8Array.of(1), value: Uint8Array.of(2) }]);
  });
  const { report, damages } = await check();
  expect(damages).toEqual([]);
  expect(report).toEqual({ isOnline: false, documents: 2, tombstones: 1, namespaceValues: 1, damages: 0 });
});

test('[S60] an update that waits for what is not there, and bytes that are no update, are damages of their documents', async () => {
  const [first, second] = twoUpdates();
  await fill(async (store) => {
    await store.append('sound', first);
    await store.append('waits', second);
    await store.append('nonsense', Uint8Array.of(255, 255, 255));
    const snapshot = { update: Uint8Array.of(0, 0), stateVector: Uint8Array.of(255), deletedRanges: Uint8Array.of(0) };
    await store.append('index', first);
    await store.compact('index', { snapshot, throughSequence: 1 });
  });
  const { report, damages } = await check();
  expect(new Set(damages.map(({ document }) => document))).toEqual(new Set(['index', 'nonsense', 'waits']));
  expect(damages.every(({ what, advice }) => what !== '' && advice !== '')).toBe(true);
  expect(report).toMatchObject({ documents: 4, damages: 3 });
});

test('[S60] what the worker finds in a document is a damage; a worker that can not work is none', async () => {
  const [first] = twoUpdates();
  await fill(async (store) => await store.append('one', first));
  const failing = (code: 'threw' | 'rejected' | 'timeout' | 'memory' | 'unavailable') => () => ({
    ...createInlineWorker(),
    compact: () => Promise.reject(new WorkerError(code, 'A reason.')),
  });
  for (const code of ['threw', 'rejected', 'timeout', 'memory'] as const) {
    expect((await check(failing(code))).damages, code).toEqual([{ document: 'one', what: 'It does not load: A reason.', advice: expect.any(String) }]);
  }
  await expect(check(failing('unavailable'))).rejects.toMatchObject({ code: 'unavailable' });
});

test('[S60] a missing sentinel and a missing database are damages, and documents are looked at where they can be', async () => {
  const [first] = twoUpdates();
  await fill(async (store) => await store.append('one', first));
  const sentinel = await readFile(join(directory, 'sentinel'));
  await rm(join(directory, 'sentinel'));
  const without = await check();
  expect(without.damages).toEqual([{ document: null, what: expect.stringMatching(/sentinel file in .*data is missing/u), advice: expect.any(String) }]);
  expect(without.report).toMatchObject({ documents: 1, damages: 1 });
  await writeFile(join(directory, 'sentinel'), sentinel);
  await rm(join(directory, 'store'), { recursive: true });
  expect((await check()).damages).toEqual([{ document: null, what: expect.stringMatching(/database in .* is missing/u), advice: expect.any(String) }]);
  expect(await readdir(directory)).toEqual(['sentinel']);
});

test('[S60] a table with a damaged block is named, whether or not a record of a document shows it', async () => {
  await fill(async (store) => await store.append('one', twoUpdates()[0]));
  await fill(ignore);
  const store = join(directory, 'store');
  const [name = ''] = (await readdir(store)).filter((file) => file.endsWith('.ldb'));
  const table = await readFile(join(store, name));
  const at = table.indexOf('first');
  table[at] = (table[at] ?? 0) ^ 1;
  await writeFile(join(store, name), table);
  const { report, damages } = await check();
  expect(damages).toEqual([
    { document: null, what: expect.stringMatching(/^The file store\/\d+\.ldb is damaged \(a block from byte 0 on\)/u), advice: expect.any(String) },
    { document: 'one', what: expect.stringMatching(/^Update 1 of "one" fails its check/u), advice: expect.any(String) },
  ]);
  expect(report.damages).toBe(2);
});

test('[S64] a directory that can not be replaced is filled from inside, and is empty again where that fails', async () => {
  const [first] = twoUpdates();
  await fill(async (store) => await store.append('one', first));
  const file = join(parent, 'notes.bak');
  await backUp({ directory, file, force: false, now: 5, signal, onProgress: ignore, onWarning: ignore });
  const mounted = join(parent, 'mounted');
  await mkdir(mounted);
  await restore({ directory: mounted, file, signal, onProgress: ignore, isReplaceable: false });
  expect((await readdir(mounted)).toSorted()).toEqual(['sentinel', 'store']);
  const store = await openLevelStoreOn(new DirectoryDisk(mounted));
  expect((await store.load('one'))?.lastSequence).toBe(1);
  await store.close();
  await rm(mounted, { recursive: true });
  await mkdir(mounted);
  await writeFile(file, (await readFile(file)).subarray(0, -3));
  await expect(restore({ directory: mounted, file, signal, onProgress: ignore, isReplaceable: false })).rejects.toMatchObject({ code: 'corrupt' });
  expect(await readdir(mounted)).toEqual([]);
});

test('[S63] a backup that fails or is stopped leaves what was there before', async () => {
  const [first] = twoUpdates();
  await fill(async (store) => await store.append('one', first));
  const file = join(parent, 'notes.bak');
  await writeFile(file, 'before');
  const abort = new AbortController();
  const stopped = backUp({ directory, file, force: true, now: 5, signal: abort.signal, onProgress: () => abort.abort(new Error('stopped')), onWarning: ignore });
  await expect(stopped).rejects.toThrow('stopped');
  await expect(backUp({ directory, file: join(parent, 'no', 'b'), force: false, now: 5, signal, onProgress: ignore, onWarning: ignore })).rejects.toMatchObject({ code: 'file' });
  expect(await readFile(file, 'utf8')).toBe('before');
  expect((await readdir(parent)).toSorted()).toEqual(['data', 'notes.bak']);
});

/** A table in which LevelDB can't read the block that begins with the ring: its first record's lengths are nonsense. */
async function damageRing(): Promise<void> {
  const store = join(directory, 'store');
  for (const name of await readdir(store)) {
    if (!name.endsWith('.ldb')) continue;
    const table = await readFile(join(store, name));
    // The ring's first key, whole: nothing of the key before, 3 bytes and LevelDB's 8, a value of 27.
    const at = table.indexOf(Buffer.from([0, 11, 27, 0x72, 0, 0]));
    if (at !== -1) await writeFile(join(store, name), table.fill(0xff, at, at + 3));
  }
}

test('[S47] a database whose ring can\'t be read is saved by a backup of what can, and restored', async () => {
  const [first] = twoUpdates();
  await fill(async (store) => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => store.append(`document-${index}`, first)));
    // Enough commits for the ring to fill more than the block that is damaged: its last one holds witnesses.
    for (let index = 0; index < 200; index++) await store.append('last', first);
  });
  await fill(ignore);
  await damageRing();
  await writeFile(join(directory, 'accept-loss'), '');
  await expect(openLevelStore({ directory })).rejects.toMatchObject({
    code: 'corrupt',
    message: expect.stringMatching(/accept-loss does not help here\); without one, scriptorium backup .* scriptorium restore/u),
  });
  const file = join(parent, 'remains.bak');
  const report = await backUp({ directory, file, force: false, now: 1, signal, onProgress: ignore, onWarning: ignore });
  expect(report).toMatchObject({ documents: 41, damagedRecords: 0, hasUnreadable: true, refusal: expect.stringMatching(/can't read its own records/u) });
  const damaged = directory;
  directory = join(parent, 'restored');
  await restore({ directory, file, signal, onProgress: ignore });
  await fill(async (store) => {
    expect((await store.load('document-7'))?.tail).toHaveLength(1);
    await store.append('document-7', first);
  });
  expect(await readdir(damaged)).toContain('accept-loss');
});
