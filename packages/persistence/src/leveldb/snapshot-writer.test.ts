/** A large snapshot goes to disk in pieces, and takes the place of the last one in one batch. [S75] */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../document-store.ts';
import { limits } from '../limits.ts';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { DocumentState } from './document-state.ts';
import type { GroupCommit } from './group-commit.ts';
import { inspectSnapshot } from './inspection.ts';
import { DocumentKeys, readDocumentKey } from './keys.ts';
import type { LevelDocumentStore } from './level-store.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';
import { SnapshotWriter } from './snapshot-writer.ts';

const keys = new DocumentKeys('doc');
/** Pieces of eight bytes. */
const options = { snapshotWholeBytesMax: 16 };
let disk: MemoryDisk;
let store: LevelDocumentStore;

beforeEach(async () => {
  disk = new MemoryDisk();
  store = await openLevelStoreOn(disk, options);
  for (const update of ['a', 'b', 'c']) await store.append('doc', bytes(update), { title: 'T' });
});

function large(letter: string, length = 40): Snapshot {
  return { update: bytes(letter.repeat(length)), stateVector: bytes('v'), deletedRanges: bytes('') };
}

function pieceKeys(values = disk.values): { generation: number; index: number }[] {
  return [...values.keys()]
    .filter((key) => key.startsWith(keys.start.toString('hex')))
    .map((key) => readDocumentKey(Buffer.from(key, 'hex')))
    .filter((place) => place.kind === 'piece');
}

function generations(values = disk.values): number[] {
  return [...new Set(pieceKeys(values).map(({ generation }) => generation))].toSorted((one, other) => one - other);
}

/** The disk as it is now, for another process. */
function copyOf({ values, sentinel }: MemoryDisk): MemoryDisk {
  const copy = new MemoryDisk();
  copy.values = new Map(values);
  copy.sentinel = sentinel;
  copy.presence = 'present';
  return copy;
}

describe('in pieces', () => {
  it('[S75] it reads as it was handed over, and no commit holds more than one piece', async () => {
    const before = disk.batches.length;
    await store.compact('doc', { snapshot: large('x'), throughSequence: 2, meta: { title: 'N' } });
    const stored = await store.load('doc');
    expect(stored?.snapshot).toEqual(large('x'));
    expect(stored?.tail.map(({ update }) => text(update))).toEqual(['c']);
    expect(stored?.meta.title).toBe('N');
    expect(pieceKeys().map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const batch of disk.batches.slice(before)) {
      expect(batch.filter(({ key, value }) => value !== null && readDocumentKey(key).kind === 'piece').length).toBeLessThanOrEqual(1);
    }
    await store.close();
    const again = await openLevelStoreOn(disk, options);
    expect((await again.load('doc'))?.snapshot).toEqual(large('x'));
    await again.close();
  });

  it('[S75] the next snapshot removes the pieces of the one before, a small one all of them', async () => {
    await store.compact('doc', { snapshot: large('x'), throughSequence: 2 });
    await store.compact('doc', { snapshot: large('y'), throughSequence: 2 });
    expect(generations()).toHaveLength(1);
    expect((await store.load('doc'))?.snapshot).toEqual(large('y'));
    await store.compact('doc', { snapshot: large('z', 1), throughSequence: 3 });
    expect(generations()).toEqual([]);
    expect(await store.load('doc')).toMatchObject({ snapshot: large('z', 1), tail: [] });
    await store.close();
  });

  it('[S75] what is typed meanwhile is stored, and stays', async () => {
    const compacting = store.compact('doc', { snapshot: large('x'), throughSequence: 3 });
    const appended: number[] = [];
    for (let count = 0; count < 10; count++) appended.push(await store.append('doc', bytes(`${count}`)));
    await compacting;
    expect(appended).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const stored = await store.load('doc');
    expect(stored?.snapshot).toEqual(large('x'));
    expect(stored?.tail.map(({ update }) => text(update)).join('')).toBe('0123456789');
    await store.close();
  });

  it('[S2] [S75] snapshots of one document that are handed over together take their places in order', async () => {
    const done = [large('x'), large('y', 1), large('z')].map((snapshot, index) => store.compact('doc', { snapshot, throughSequence: index + 1 }));
    await Promise.all(done);
    expect(await store.load('doc')).toMatchObject({ snapshot: large('z'), tail: [] });
    expect(generations()).toHaveLength(1);
    await store.close();
  });

  it('[S7] [S75] closing completes it, also where the store remembers few documents', async () => {
    await store.close();
    const second = await openLevelStoreOn(disk, { ...options, documentsRememberedMax: 1 });
    const compacting = second.compact('doc', { snapshot: large('x'), throughSequence: 3 });
    for (const documentId of ['one', 'two', 'three']) await second.append(documentId, bytes('x'));
    expect(await second.append('doc', bytes('d'))).toBe(4);
    await second.close();
    await compacting;
    const third = await openLevelStoreOn(disk, options);
    expect(await third.load('doc')).toMatchObject({ snapshot: large('x'), tail: [{ sequence: 4 }] });
    await third.close();
  });

  it('[S75] a closing store writes what is left in few commits', async () => {
    const compacting = store.compact('doc', { snapshot: large('x', 400), throughSequence: 3 });
    while (pieceKeys().length < 2) await store.append('other', bytes('x'));
    const before = disk.batches.length;
    await store.close();
    await compacting;
    expect(pieceKeys().length).toBeGreaterThan(50);
    expect(disk.batches.length - before).toBeLessThan(6);
    const again = await openLevelStoreOn(disk, options);
    expect((await again.load('doc'))?.snapshot).toEqual(large('x', 400));
    await again.close();
  });

  it.each([
    { isShared: true, patienceMs: limits.piecePatienceMs },
    { isShared: false, patienceMs: 0 },
  ])('[S33] [S75] a piece waits for others only where the commit before it had some: $isShared', async ({ isShared, patienceMs }) => {
    const patience: (number | undefined)[] = [];
    const submit: GroupCommit['submit'] = async (_operations, _document, ms) => void patience.push(ms);
    const writer = new SnapshotWriter({ commits: { isShared, submit }, track: () => {}, wholeBytesMax: 16 });
    await writer.replace({ state: new DocumentState('doc', keys, null), payload: [bytes('x'.repeat(20))], throughSequence: 0 });
    expect(patience).toEqual([patienceMs, patienceMs, patienceMs, undefined]);
  });

  it('[S12] [S75] a document that is deleted meanwhile leaves its tombstone and nothing else', async () => {
    const compacting = store.compact('doc', { snapshot: large('x'), throughSequence: 3 });
    while (pieceKeys().length < 2) await store.append('other', bytes('x'));
    expect(await store.delete('doc')).toBe(true);
    await compacting;
    await store.close();
    const left = [...disk.values.keys()].filter((key) => key.startsWith(keys.start.toString('hex')));
    expect(left).toEqual([keys.meta.toString('hex')]);
  });

  it('[S71] [S75] one that goes to the trash meanwhile comes out of it with the new snapshot', async () => {
    const compacting = store.compact('doc', { snapshot: large('x'), throughSequence: 3 });
    expect(await store.trash('doc')).toMatchObject({ documentId: 'doc' });
    await compacting;
    expect(await store.restore('doc')).toBe(true);
    expect(await store.load('doc')).toMatchObject({ snapshot: large('x'), tail: [] });
    await store.close();
  });

  it('[S8] a throughSequence below that of a snapshot before it is refused, and harms nothing', async () => {
    const first = store.compact('doc', { snapshot: large('x'), throughSequence: 3 });
    expect(await rejection(store.compact('doc', { snapshot: large('y'), throughSequence: 2 }))).toBeInstanceOf(RangeError);
    await first;
    expect(await store.load('doc')).toMatchObject({ snapshot: large('x'), tail: [] });
    await store.close();
  });
});

describe('a process that ends between two commits', () => {
  it('[S1] [S75] leaves the last snapshot with its tail, or the new one', async () => {
    await store.compact('doc', { snapshot: large('o'), throughSequence: 1 });
    const moments: MemoryDisk[] = [];
    disk.onBatch = () => {
      moments.push(copyOf(disk));
      return null;
    };
    await store.compact('doc', { snapshot: large('n'), throughSequence: 3 });
    disk.onBatch = () => null;
    await store.close();
    moments.push(copyOf(disk));
    expect(moments.length).toBeGreaterThan(7);
    for (const [index, moment] of moments.entries()) {
      const isLast = index === moments.length - 1;
      const opened = await openLevelStoreOn(moment, options);
      expect(await opened.load('doc')).toMatchObject(isLast ? { snapshot: large('n'), tail: [] } : { snapshot: large('o'), tail: [{ sequence: 2 }, { sequence: 3 }] });
      expect(await damages(opened)).toEqual([]);
      expect(await opened.append('doc', bytes('d'))).toBe(4);
      await opened.compact('doc', { snapshot: large('p'), throughSequence: 4 });
      expect(generations(moment.values)).toHaveLength(1);
      expect(await opened.load('doc')).toMatchObject({ snapshot: large('p'), tail: [] });
      expect(await opened.delete('doc')).toBe(true);
      expect(pieceKeys(moment.values)).toEqual([]);
      await opened.close();
    }
  });

  async function damages(opened: LevelDocumentStore): Promise<unknown[]> {
    const snapshot = await opened.openSnapshot();
    const found: unknown[] = [];
    for await (const step of inspectSnapshot(snapshot, { where: '/data', sentinel: null })) {
      if (step.kind === 'damage') found.push(step);
      if (step.kind === 'document') found.push(...step.document.damages);
    }
    return found;
  }
});

describe('damage', () => {
  beforeEach(async () => {
    await store.compact('doc', { snapshot: large('x'), throughSequence: 2 });
    await store.close();
  });

  async function expectDamaged(): Promise<void> {
    const opened = await openLevelStoreOn(disk, options);
    expect(await rejection(opened.load('doc'))).toMatchObject({ code: 'document-damaged', message: expect.stringMatching(/snapshot of "doc" fails its check, or a piece/u) });
    expect(await opened.salvage('doc')).toMatchObject({ snapshot: null, tail: [{ sequence: 3 }] });
    expect(await rejection(opened.compact('doc', { snapshot: large('y'), throughSequence: 3 }))).toMatchObject({ code: 'document-damaged' });
    expect(await opened.delete('doc')).toBe(true);
    expect(pieceKeys()).toEqual([]);
    await opened.close();
  }

  it('[S25] a piece fails its check', async () => {
    disk.flip(keys.piece(1, 3), 9);
    await expectDamaged();
  });

  it('[S25] a piece is missing', async () => {
    disk.remove(keys.piece(1, 6));
    await expectDamaged();
  });

  it('[S25] a piece of another snapshot, which passes its own check, lies in the place of one', async () => {
    const other = new MemoryDisk();
    const second = await openLevelStoreOn(other, options);
    for (const update of ['a', 'b', 'c']) await second.append('doc', bytes(update));
    await second.compact('doc', { snapshot: large('y'), throughSequence: 2 });
    await second.close();
    const key = keys.piece(1, 2).toString('hex');
    const piece = other.values.get(key);
    expect(piece).toBeDefined();
    disk.values.set(key, piece ?? new Uint8Array());
    await expectDamaged();
  });

  it('[S25] [S75] what a crash has left is no part of the document, whatever became of it', async () => {
    disk.values.set(keys.piece(7, 0).toString('hex'), bytes('nothing'));
    const opened = await openLevelStoreOn(disk, options);
    expect(await opened.load('doc')).toMatchObject({ snapshot: large('x'), tail: [{ sequence: 3 }] });
    await opened.compact('doc', { snapshot: large('y'), throughSequence: 3 });
    expect(generations()).toEqual([8]);
    await opened.close();
  });
});

it('[S19] [S75] a real database keeps large snapshots, in no more pieces than the limit', async () => {
  const directory = await temporaryDirectory();
  const real = await openLevelStore({ directory });
  const update = new Uint8Array(limits.snapshotPieceBytes * limits.snapshotPiecesMax + 1).map((_, index) => index * 31 + (index >> 8));
  const snapshot = { update, stateVector: bytes('v'), deletedRanges: bytes('d') };
  await real.append('doc', bytes('a'));
  await real.append('doc', bytes('b'));
  await real.compact('doc', { snapshot, throughSequence: 1 });
  await real.close();
  const again = await openLevelStore({ directory });
  const stored = await again.load('doc');
  expect(stored?.snapshot?.update.byteLength).toBe(update.byteLength);
  expect(Buffer.compare(stored?.snapshot?.update ?? bytes(''), update)).toBe(0);
  expect(stored?.tail.map(({ sequence }) => sequence)).toEqual([2]);
  const cursor = await again.openSnapshot();
  let pieces = 0;
  for (let batch = await cursor.next(); batch.length > 0; batch = await cursor.next()) {
    pieces += batch.filter(({ key }) => key[0] === 0x64 && readDocumentKey(key).kind === 'piece').length;
  }
  await cursor.close();
  expect(pieces).toBe(limits.snapshotPiecesMax);
  await again.close();
});
