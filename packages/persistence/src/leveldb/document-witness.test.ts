/** An older state of a document, which passes every check of its own, is never taken for the present one. [S29] */
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { decodeMeta, encodeMeta } from './document-records.ts';
import { decodeFormat, formatRecord } from './format-record.ts';
import { DocumentKeys, formatKey } from './keys.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';
import { putRecord, readRecord } from './record.ts';

const keys = new DocumentKeys('doc');
const snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('d') };
let disk: MemoryDisk;

beforeEach(async () => {
  disk = new MemoryDisk();
  const store = await openLevelStoreOn(disk);
  for (const update of ['a', 'b', 'c']) await store.append('doc', bytes(update), { title: 'T' });
  await store.append('other', bytes('x'));
  await store.close();
});

function ownRecords(): Map<string, Uint8Array> {
  return new Map([...disk.values].filter(([key]) => key.startsWith(keys.start.toString('hex'))));
}

/** What LevelDB shows where it passes over the newest records: the document's own are as they were, all else is as it is. */
async function bringBackWhatWasBefore(change: (store: Awaited<ReturnType<typeof openLevelStoreOn>>) => Promise<unknown>): Promise<void> {
  const older = ownRecords();
  const store = await openLevelStoreOn(disk);
  await change(store);
  await store.close();
  for (const key of ownRecords().keys()) disk.values.delete(key);
  for (const [key, value] of older) disk.values.set(key, value);
}

async function expectNamed(damage: RegExp, { tail = 'abc' } = {}): Promise<void> {
  const store = await openLevelStoreOn(disk);
  for (const refused of [store.load('doc'), store.append('doc', bytes('x')), store.describe('doc', {}), store.meta('doc')]) {
    const error = await rejection(refused);
    expect(error).toMatchObject({ code: 'document-damaged' });
    expect(String(error)).toMatch(damage);
  }
  const salvaged = await store.salvage('doc');
  expect(salvaged?.damages).toEqual([expect.stringMatching(damage)]);
  expect(salvaged?.tail.map(({ update }) => text(update)).join('')).toBe(tail);
  expect((await store.load('other'))?.lastSequence).toBe(1);
  await store.close();
}

describe('an older state is named', () => {
  it('[S29] after an append that is gone', async () => {
    await bringBackWhatWasBefore((store) => store.append('doc', bytes('d')));
    await expectNamed(/newest records of "doc" are missing: it ends with update 3, and update 4 was written/u);
  });

  it('[S29] after a compaction that is gone', async () => {
    await bringBackWhatWasBefore((store) => store.compact('doc', { snapshot, throughSequence: 2 }));
    await expectNamed(/meta record of "doc" is not the one that was written last/u);
  });

  it('[S29] after a new title that is gone', async () => {
    await bringBackWhatWasBefore((store) => store.describe('doc', { title: 'new' }));
    await expectNamed(/meta record of "doc" is not the one that was written last/u);
  });

  it('[S11] [S29] after a deletion that is gone', async () => {
    await bringBackWhatWasBefore((store) => store.delete('doc'));
    await expectNamed(/meta record of "doc" is not the one that was written last/u);
  });

  it('[S29] [S71] after it went to the trash, which is gone', async () => {
    await bringBackWhatWasBefore((store) => store.trash('doc'));
    await expectNamed(/meta record of "doc" is not the one that was written last/u);
  });

  it('[S29] [S72] after it came back from the trash, which is gone: it is not said to be deleted', async () => {
    const store = await openLevelStoreOn(disk);
    await store.trash('doc');
    await store.close();
    await bringBackWhatWasBefore((again) => again.restore('doc').then(() => again.append('doc', bytes('d'))));
    const opened = await openLevelStoreOn(disk);
    expect(await opened.isDeleted('doc')).toBe(false);
    for (const refused of [opened.load('doc'), opened.meta('doc'), opened.restore('doc')]) {
      expect(await rejection(refused)).toMatchObject({ code: 'document-damaged' });
    }
    expect((await opened.salvage('doc'))?.damages).toEqual([expect.stringMatching(/it ends with update 3, and update 4 was written/u)]);
    await opened.close();
  });

  it('[S5] [S29] when nothing but the witness is left, and nothing new begins in its place', async () => {
    for (const key of ownRecords().keys()) disk.values.delete(key);
    await expectNamed(/All records of "doc" are missing/u, { tail: '' });
  });

  it('[S29] when the witness is the one that is missing', async () => {
    disk.remove(keys.witness);
    await expectNamed(/witness of "doc" is missing/u);
  });

  it('[S29] when the witness fails its check', async () => {
    disk.flip(keys.witness, 8);
    await expectNamed(/witness of "doc" fails its check/u);
  });
});

it('[S12] [S29] a document whose newest state is lost can be deleted, and its tombstone needs no witness', async () => {
  await bringBackWhatWasBefore((store) => store.append('doc', bytes('d')));
  const store = await openLevelStoreOn(disk);
  expect(await store.delete('doc')).toBe(true);
  await store.close();
  disk.remove(keys.witness);
  const again = await openLevelStoreOn(disk);
  expect(await again.isDeleted('doc')).toBe(true);
  expect(await rejection(again.load('doc'))).toMatchObject({ code: 'document-deleted' });
  await again.close();
});

it('[S4] [S29] a commit that falls between the document and its witness is no damage', async () => {
  const store = await openLevelStoreOn(disk);
  for (const read of [() => store.load('doc'), () => store.meta('doc')]) {
    let reads = 0;
    disk.onRead = () => {
      reads += 1;
      if (reads !== 2) return;
      for (const { key, value } of newer()) disk.values.set(key.toString('hex'), value ?? new Uint8Array(0));
    };
    await read();
    disk.onRead = () => {};
    expect(reads).toBe(3);
  }
  await store.close();
});

/** What a commit that only touches meta writes. */
let changes = 0;
function newer(): ReturnType<typeof putRecord>[] {
  const stored = readRecord(keys.meta, disk.values.get(keys.meta.toString('hex')) ?? new Uint8Array(0));
  const record = stored === null ? null : decodeMeta(stored.payload);
  if (record === null) return [];
  const meta = putRecord(keys.meta, record.lastSequence, encodeMeta({ ...record, meta: { ...record.meta, title: `T${changes++}` } }));
  const check = Buffer.alloc(4);
  check.writeUInt32BE(meta.check);
  return [meta, putRecord(keys.witness, record.lastSequence, check)];
}

it('[S4] [S29] reading beside a writer never finds damage on a real disk', async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  const writing = (async () => {
    for (let count = 0; count < 150; count += 1) await store.append('doc', bytes('x'));
  })();
  for (let count = 0; count < 300; count += 1) {
    expect((await store.salvage('doc'))?.damages ?? []).toEqual([]);
    await store.meta('doc');
  }
  await writing;
  await store.close();
});

describe('a database of format 1', () => {
  /** As the version without witnesses wrote it. */
  beforeEach(() => {
    for (const [hex, value] of disk.values) {
      const key = Buffer.from(hex, 'hex');
      if (hex.startsWith('77')) disk.values.delete(hex);
      const record = hex.startsWith('64') && hex.endsWith('0000') ? readRecord(key, value) : null;
      const meta = record === null ? null : decodeMeta(record.payload);
      if (meta !== null) disk.values.set(hex, putRecord(key, meta.lastSequence, encodeMeta({ ...meta, hasWitness: false })).value ?? value);
    }
    disk.values.set(formatKey.toString('hex'), formatRecord(0, 1).value ?? new Uint8Array(0));
  });

  it('[S22] is read as it is, becomes format 3, and its documents get witnesses with their next writes', async () => {
    const store = await openLevelStoreOn(disk);
    expect(decodeFormat('/memory', disk.values.get(formatKey.toString('hex')) ?? new Uint8Array(0))).toEqual({ version: 3, first: 0 });
    expect((await store.load('doc'))?.tail.map(({ update }) => text(update)).join('')).toBe('abc');
    expect(await store.append('doc', bytes('d'))).toBe(4);
    await store.close();
    expect(disk.values.has(keys.witness.toString('hex'))).toBe(true);
    expect(disk.values.has(new DocumentKeys('other').witness.toString('hex'))).toBe(false);
    const again = await openLevelStoreOn(disk);
    expect((await again.load('doc'))?.lastSequence).toBe(4);
    expect((await again.load('other'))?.lastSequence).toBe(1);
    await again.close();
  });

  it('[S22] [S29] a state of before its first witness is an older one', async () => {
    await bringBackWhatWasBefore((store) => store.append('doc', bytes('d')));
    await expectNamed(/newest records of "doc" are missing/u);
  });

  it('[S45] the sentinel names the commit that changed the format', async () => {
    const { length } = disk.batches;
    const store = await openLevelStoreOn(disk);
    const { sentinel } = disk;
    expect(disk.batches.length - length).toBe(1);
    await store.close();
    expect(sentinel).toContain(`scriptorium-sentinel 1 ${length}`);
  });
});
