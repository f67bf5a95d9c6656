/** The guard around leveldown: nothing reaches a database that is not open, and closing waits. */
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { bytes, rejection } from '../testing/values.ts';
import { type Database, openLevelDatabase } from './database.ts';

async function openTemporary(): Promise<Database> {
  return openLevelDatabase({ directory: await temporaryDirectory(), create: true, writeBufferBytes: 1 << 20 });
}

const all = { gte: bytes('a'), lt: bytes('z') };

async function fill(database: Database, keys: readonly string[]): Promise<void> {
  const operations = keys.map((key) => ({ key: bytes(key), value: bytes(`value ${key}`) }));
  await database.batch(operations, { sync: true });
}

it('after close every call rejects and the process lives', async () => {
  const database = await openTemporary();
  await database.close();
  const calls = [
    database.get(bytes('a')),
    database.entries(all),
    database.batch([{ key: bytes('a'), value: bytes('b') }], { sync: true }),
  ];
  for (const error of await Promise.all(calls.map(rejection))) expect(String(error)).toMatch(/closed/u);
  await database.close();
});

it('close waits for what is under way, iterators included', async () => {
  const database = await openTemporary();
  await fill(database, Array.from({ length: 5000 }, (_, index) => `k${index}`));
  const calls = [database.entries(all), database.get(bytes('k1')), fill(database, ['k'])];
  const closed = database.close();
  const [entries, value] = await Promise.all(calls);
  expect(entries).toHaveLength(5000);
  expect(value).toHaveLength(8);
  await closed;
});

it('gives null for a key that is not there, and an empty value for one that is empty', async () => {
  const database = await openTemporary();
  await database.batch([{ key: bytes('empty'), value: new Uint8Array(0) }], { sync: true });
  expect(await database.get(bytes('none'))).toBeNull();
  expect(await database.get(bytes('empty'))).toHaveLength(0);
  await database.close();
});

it('iterates in byte order, in reverse, limited, without values, and in jumps', async () => {
  const database = await openTemporary();
  await fill(database, ['a', 'b1', 'b2', 'b3', 'c', 'd1', 'd2', 'z']);
  const names = async (options: object): Promise<string[]> =>
    (await database.entries({ ...all, ...options })).map(({ key }) => Buffer.from(key).toString());
  expect(await names({})).toEqual(['a', 'b1', 'b2', 'b3', 'c', 'd1', 'd2']);
  expect(await names({ reverse: true, limit: 2 })).toEqual(['d2', 'd1']);
  const jump = (key: Uint8Array): Uint8Array => Uint8Array.of((key[0] ?? 0) + 1);
  expect(await names({ jump })).toEqual(['a', 'b1', 'c', 'd1']);
  expect(await names({ jump, limit: 2 })).toEqual(['a', 'b1']);
  expect((await database.entries({ ...all, keysOnly: true, limit: 1 }))[0]?.value).toHaveLength(0);
  await database.close();
});
