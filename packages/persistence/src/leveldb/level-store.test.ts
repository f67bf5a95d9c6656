/** The level store keeps the contract, and keeps it over restarts of a real database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import type { DocumentStore } from '../document-store.ts';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { storeContract } from '../testing/store-contract.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

storeContract('the level store', async ({ now }) => {
  const directory = await mkdtemp(join(tmpdir(), 'scriptorium-store-'));
  directories.push(directory);
  return openLevelStore({ directory, clock: { ...systemClock, now } });
});

storeContract('the level store with every snapshot in pieces', async ({ now }) =>
  openLevelStoreOn(new MemoryDisk(), { clock: { ...systemClock, now }, snapshotWholeBytesMax: 4 }),
);

describe('over a restart', () => {
  it('everything is as it was', async () => {
    const directory = await temporaryDirectory();
    const snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('d') };
    const first = await openLevelStore({ directory });
    for (const update of ['a', 'b', 'c']) await first.append('doc', bytes(update), { title: 'T', schemaVersion: 2 });
    await first.compact('doc', { snapshot, throughSequence: 2 });
    await first.describe('empty', { title: 'E' });
    await first.append('gone', bytes('a'));
    await first.delete('gone');
    await first.append('kept', bytes('k'), { title: 'K' });
    const kept = await first.load('kept');
    await first.trash('kept');
    await first.namespace('n').write([{ key: bytes('k'), value: bytes('v') }]);
    const before = await first.load('doc');
    await first.close();

    const second = await openLevelStore({ directory });
    expect(await second.load('doc')).toEqual(before);
    expect(before?.snapshot).toEqual(snapshot);
    expect((await second.meta('empty'))?.title).toBe('E');
    expect(await second.isDeleted('gone')).toBe(true);
    expect(await rejection(second.append('gone', bytes('b')))).toMatchObject({ code: 'document-deleted' });
    expect(await rejection(second.append('kept', bytes('b')))).toMatchObject({ code: 'document-deleted' });
    expect(await second.restore('kept')).toBe(true);
    expect(await second.load('kept')).toEqual(kept);
    expect(text((await second.namespace('n').get(bytes('k'))) ?? undefined)).toBe('v');
    expect(await second.append('doc', bytes('d'))).toBe(4);
    await second.close();
  });

  it('[S2] calls keep their order while the first one still reads the document', async () => {
    const directory = await temporaryDirectory();
    const first = await openLevelStore({ directory });
    await first.append('doc', bytes('a'));
    await first.close();
    const second = await openLevelStore({ directory });
    const done = [second.append('doc', bytes('b')), second.append('doc', bytes('c')), second.delete('doc')];
    const late = rejection(second.append('doc', bytes('d')));
    expect(await Promise.all(done)).toEqual([2, 3, true]);
    expect(await late).toMatchObject({ code: 'document-deleted' });
    await second.close();
  });

  it('[S7] a call that still reads its document when the store closes is completed', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory });
    const appended = store.append('doc', bytes('a'));
    const cleared = store.namespace('n').clear();
    await store.close();
    expect(await appended).toBe(1);
    await cleared;
  });
});

describe('a read', () => {
  async function filled(): Promise<{ disk: MemoryDisk; store: DocumentStore }> {
    const disk = new MemoryDisk();
    const store = await openLevelStoreOn(disk);
    await store.append('doc', bytes('a'));
    await store.namespace('n').write([{ key: bytes('k'), value: bytes('a') }]);
    return { disk, store };
  }

  /** What each kind of read says of the document and of the value. */
  async function readAll(store: DocumentStore): Promise<readonly unknown[]> {
    return [
      (await store.load('doc'))?.lastSequence,
      (await store.salvage('doc'))?.lastSequence,
      (await store.list({ limit: 10 })).documents.map(({ documentId }) => documentId).join(' '),
      text((await store.namespace('n').get(bytes('k'))) ?? undefined),
      (await store.namespace('n').entries()).length,
    ];
  }

  it('[S4] sees everything that was resolved before, and nothing that waits', async () => {
    const { disk, store } = await filled();
    let isUnderWay = false;
    let release: (fault: null) => void = () => {};
    disk.onBatch = () => {
      isUnderWay = true;
      return new Promise<null>((resolve) => (release = resolve));
    };
    const writing = Promise.all([
      store.append('doc', bytes('b')),
      store.append('new', bytes('b')),
      store.namespace('n').write([{ key: bytes('k'), value: bytes('b') }, { key: bytes('l'), value: bytes('b') }]),
    ]);
    expect(await readAll(store)).toEqual([1, 1, 'doc', 'a', 1]);
    await vi.waitFor(() => expect(isUnderWay).toBe(true));
    expect(await readAll(store)).toEqual([1, 1, 'doc', 'a', 1]);
    disk.onBatch = () => null;
    release(null);
    await writing;
    expect(await readAll(store)).toEqual([2, 2, 'doc new', 'b', 2]);
    await store.close();
  });

  it('[S4] that the disk refuses rejects, and is right when it is tried again', async () => {
    const { disk, store } = await filled();
    disk.onRead = () => {
      throw new Error('IO error: Input/output error');
    };
    for (const read of [store.load('doc'), store.salvage('doc'), store.list({ limit: 10 }), store.meta('doc'), store.namespace('n').get(bytes('k'))]) {
      expect(await rejection(read)).toMatchObject({ code: 'unwritable' });
    }
    disk.onRead = () => {};
    expect(await readAll(store)).toEqual([1, 1, 'doc', 'a', 1]);
    await store.close();
  });

  it('[S4] over many blocks sees one moment, while writing goes on', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory });
    await Promise.all(Array.from({ length: 500 }, () => store.append('doc', new Uint8Array(1_000))));
    const writing = (async () => {
      for (let count = 0; count < 40; count += 1) await store.append('doc', new Uint8Array(1_000));
    })();
    for (let count = 0; count < 20; count += 1) {
      const loaded = await store.load('doc');
      expect(loaded?.tail.map(({ sequence }) => sequence)).toEqual(Array.from({ length: loaded?.lastSequence ?? 0 }, (_, index) => index + 1));
    }
    await writing;
    await store.close();
  });
});

it('[S19] forgets documents beyond its limit, and still gives each its place', async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory, documentsRememberedMax: 2 });
  for (const round of [1, 2, 3]) {
    const names = ['a', 'b', 'c', 'd', 'e'];
    expect(await Promise.all(names.map((name) => store.append(name, bytes('x'))))).toEqual(names.map(() => round));
  }
  await store.close();
});

it('tells metrics about each commit, and groups what comes in one turn', async () => {
  const directory = await temporaryDirectory();
  const operations: number[] = [];
  const store = await openLevelStore({ directory, onCommit: (stats) => operations.push(stats.operations) });
  await store.describe('doc', {});
  await Promise.all(Array.from({ length: 50 }, () => store.append('doc', bytes('x'))));
  await store.close();
  expect(operations).toEqual([1, 50]);
});
