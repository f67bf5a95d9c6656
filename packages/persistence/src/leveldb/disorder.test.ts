/** A damaged block can make LevelDB give keys out of order: that is damage, and never a tail out of order. [S2] [S25] */
import { beforeEach, expect, it, vi } from 'vitest';
import { type Database, isCorruption, openLevelDatabase } from './database.ts';
import { readDocument } from './document-reader.ts';
import { DocumentKeys, asBuffer } from './keys.ts';
import { rejection } from '../testing/values.ts';
import { putRecord } from './record.ts';

const keys = new DocumentKeys('doc');
const held = vi.hoisted(() => ({ entries: [] as [Buffer, Buffer][] }));

/** Gives what it holds in the order in which it holds it, as LevelDB does with a damaged block; a seek goes to the first key in that order. */
vi.mock('leveldown', () => ({
  default: () => ({
    open: (_: unknown, done: () => void) => done(),
    close: (done: () => void) => done(),
    iterator: ({ gte, lt, reverse }: { gte: Buffer; lt: Buffer; reverse: boolean }) => {
      const within = held.entries.filter(([key]) => Buffer.compare(key, gte) >= 0 && Buffer.compare(key, lt) < 0);
      const all = reverse ? within.toReversed() : within;
      let at = 0;
      return {
        next: (take: (error: null, key?: Buffer, value?: Buffer) => void) => {
          const [key, value] = all[at++] ?? [];
          queueMicrotask(() => take(null, key, value));
        },
        seek: (target: Buffer) => (at = all.findIndex(([key]) => Buffer.compare(key, target) >= 0)),
        end: (done: () => void) => done(),
      };
    },
  }),
}));

let database: Database;

beforeEach(async () => {
  held.entries = [5, 6, 3, 4].map((sequence) => {
    const { key, value } = putRecord(keys.update(sequence), sequence, Buffer.from('x'));
    return [key, value ?? Buffer.alloc(0)];
  });
  database = await openLevelDatabase({ directory: '/nowhere', create: false, writeBufferBytes: 1 });
});

const range = { gte: keys.start, lt: keys.end };

it('[S25] entries that are out of order are a block that can not be read, in each direction', async () => {
  for (const reading of [database.entries(range), database.entries({ ...range, reverse: true }), database.entriesTogether([range])]) {
    expect(isCorruption(await rejection(reading))).toBe(true);
  }
  held.entries.reverse();
  held.entries = held.entries.slice(0, 2).toReversed();
  expect(await database.entries(range)).toHaveLength(2);
  expect(await database.entries({ ...range, reverse: true })).toHaveLength(2);
});

it('[S2] [S25] a document of which keys come out of order is damaged', async () => {
  const reading = await readDocument(database, 'doc', keys);
  expect(reading?.damages[0]).toMatch(/A block of the database that holds records of "doc" can't be read/u);
});

it('[S60] a check comes to its end, with rising keys, and says that something was passed over', async () => {
  const cursor = database.scan(range);
  const found = await cursor.next(1_000_000);
  expect(found.map(({ key }) => asBuffer(key).at(-1))).toEqual([5, 6]);
  expect(await cursor.next(1_000_000)).toEqual([]);
  expect(cursor.hasUnreadable).toBe(true);
  await cursor.close();
});
