/** The ring stays short, and never shorter than what LevelDB's logs may hold. [S37–S39] */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection } from '../testing/values.ts';
import { ringRecord } from './commit-ring.ts';
import { openLevelDatabase } from './database.ts';
import { decodeFormat, formatRecord } from './format-record.ts';
import { NamespaceKeys, formatKey, ringSlots } from './keys.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';
import { deleteRecord, putRecord } from './record.ts';
import { RingWindow, tabledBytes, writeBufferBytes } from './ring-window.ts';

const batchBytes = 64 * 1024;
/** Of a record with a key of one byte, in a buffer. */
const overheadBytes = 1 + 11 + 26;

/** The first commit of the ring after each of so many commits. */
function firsts(window: RingWindow, { from, count, bytes: each }: { from: number; count: number; bytes: number }): number[] {
  let first = -1;
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const removals = window.removals(number);
    const [format] = removals;
    if (format?.value) first = decodeFormat('', format.value).first;
    window.note(number, { batch: [putRecord(Buffer.of(1), 0, Buffer.alloc(Math.max(0, each - overheadBytes)))], removals });
    return first;
  });
}

describe('the window', () => {
  it.each([batchBytes, 1_000, 4_000])('[S39] keeps every commit that has fewer than two write buffers behind it, and 1,024 (%i bytes each)', (each) => {
    const window = new RingWindow({ first: 0, last: 0 });
    const count = 12_000;
    const seen = firsts(window, { from: 1, count, bytes: each });
    for (const [index, first] of seen.entries()) {
      const number = index + 1;
      const behind = Math.max(1024, tabledBytes / each);
      expect(first).toBeLessThanOrEqual(Math.max(number - behind, 0));
    }
    expect(seen.at(-1)).toBeGreaterThan(count - Math.max(1024, tabledBytes / each) - 2 * 1024);
  });

  it('[S39] counts a large commit for little, since it goes into a buffer whole', () => {
    const window = new RingWindow({ first: 0, last: 0 });
    firsts(window, { from: 1, count: 3_000, bytes: 100 });
    expect(firsts(window, { from: 3_001, count: 50, bytes: 2 * 1024 * 1024 }).at(-1)).toBe(-1);
    expect(firsts(window, { from: 3_051, count: 500, bytes: 2 * 1024 * 1024 }).at(-1)).toBeGreaterThan(0);
  });

  it('[S39] keeps them all where commits are small', () => {
    expect(firsts(new RingWindow({ first: 0, last: 0 }), { from: 1, count: 20_000, bytes: 92 }).at(-1)).toBe(-1);
  });

  it('[S39] takes what was there before the opening out a part at a time, and leaves the last 1,024', () => {
    const window = new RingWindow({ first: 0, last: 100_000 });
    const removals = window.removals(100_001);
    expect(removals).toHaveLength(1 + 1024);
    const seen = firsts(window, { from: 100_001, count: 100, bytes: 100 });
    expect(seen[0]).toBe(100_001 - ringSlots + 1 + 1024);
    expect(seen.at(-1)).toBeGreaterThan(100_000 - 2 * 1024);
    expect(seen.at(-1)).toBeLessThanOrEqual(100_000 - 1024);
  });

  it('[S39] gives the same again for a commit that was not noted', () => {
    const window = new RingWindow({ first: 0, last: 10_000 });
    expect(window.removals(10_001)).toEqual(window.removals(10_001));
  });
});

/** As after a long stay, without a sentinel, which is accepted: commits 0 to `last`, and nothing else. */
function diskWithRing(last: number): MemoryDisk {
  const disk = new MemoryDisk();
  disk.presence = 'present';
  disk.isAccepted = true;
  disk.apply([formatRecord(0), ...Array.from({ length: last + 1 }, (_, number) => ringRecord({ number, hash: '0'.repeat(32) }))]);
  return disk;
}

function ringOn(disk: MemoryDisk): number {
  return [...disk.values.keys()].filter((key) => key.startsWith('72')).length;
}

it('[S37] [S39] a ring that has become shorter is whole, and a hole in what is left is found', async () => {
  const disk = diskWithRing(5_000);
  const store = await openLevelStoreOn(disk);
  expect(ringOn(disk)).toBe(5_001);
  for (let count = 0; count < 5; count += 1) await store.append('doc', bytes('x'));
  await store.close();
  expect(ringOn(disk)).toBeLessThan(2_100);
  expect(decodeFormat('', disk.values.get(formatKey.toString('hex')) ?? new Uint8Array(0)).first).toBe(3_072);
  const again = await openLevelStoreOn(disk);
  expect((await again.load('doc'))?.lastSequence).toBe(5);
  await again.close();
  disk.remove(ringRecord({ number: 4_000, hash: '0'.repeat(32) }).key);
  expect(await rejection(openLevelStoreOn(disk))).toMatchObject({ code: 'corrupt' });
});

it.each([true, false])('[S39] [S53] a commit that takes some of the ring out and fails is written once (landed: %s)', async (lands) => {
  const disk = diskWithRing(5_000);
  const store = await openLevelStoreOn(disk);
  let left = 1;
  disk.onBatch = () => (left-- > 0 ? { error: new Error('IO error'), lands } : null);
  expect(await store.append('doc', bytes('x'))).toBe(1);
  expect(await store.append('doc', bytes('y'))).toBe(2);
  await store.close();
  const again = await openLevelStoreOn(disk);
  expect((await again.load('doc'))?.lastSequence).toBe(2);
  await again.close();
});

/** A commit that takes the least room in LevelDB's memory: one key is deleted, and the ring is told. */
function smallestCommit(number: number): ReturnType<typeof deleteRecord>[] {
  return [deleteRecord(new NamespaceKeys('n').inner(Buffer.of(0x61))), ringRecord({ number, hash: '0'.repeat(32) })];
}

async function logsOf(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((file) => file.endsWith('.log'));
}

it('[S38] two logs hold fewer of the smallest commits than the ring has slots', async () => {
  const directory = await temporaryDirectory();
  const database = await openLevelDatabase({ directory, create: true, writeBufferBytes });
  const [firstLog = ''] = await logsOf(directory);
  let number = 0;
  while ((await logsOf(directory)).includes(firstLog) && number < ringSlots) {
    for (const end = number + 500; number < end; number += 1) await database.batch(smallestCommit(number), { sync: false });
  }
  await database.close();
  expect(number).toBeGreaterThan(10_000);
  expect(2 * number).toBeLessThan(ringSlots);
}, 60_000);

it.each([batchBytes, 500])('[S39] a commit with two write buffers behind it is in no log (commits of %i bytes)', async (each) => {
  const directory = await temporaryDirectory();
  const database = await openLevelDatabase({ directory, create: true, writeBufferBytes });
  const marker = Buffer.from('this commit has two write buffers behind it');
  await database.batch([putRecord(Buffer.from('marker'), 0, marker)], { sync: true });
  const isLogged = async (): Promise<boolean> => {
    const logs = await Promise.all((await logsOf(directory)).map((file) => readFile(join(directory, file))));
    return logs.some((log) => log.includes(marker));
  };
  expect(await isLogged()).toBe(true);
  for (let written = 0; written < tabledBytes; written += each) {
    await database.batch([putRecord(Buffer.from(`key ${written}`), 0, Buffer.alloc(each - overheadBytes - 20))], { sync: false });
  }
  expect(await isLogged()).toBe(false);
  await database.close();
});

it('[S39] opening leaves nothing in the logs', async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  await store.append('doc', bytes('a text that a log would hold as it is'));
  await store.close();
  await (await openLevelDatabase({ directory: join(directory, 'store'), create: false, writeBufferBytes })).close();
  const logs = await Promise.all((await logsOf(join(directory, 'store'))).map((file) => readFile(join(directory, 'store', file))));
  expect(logs.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(0);
});
