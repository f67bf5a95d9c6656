/** Backups: out of a moment of the store, into a database that is the same, and never from a file that is not whole. [S60–S64] */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildDatabase } from '../leveldb/build-database.ts';
import { DirectoryDisk } from '../leveldb/directory-disk.ts';
import type { LevelDocumentStore } from '../leveldb/level-store.ts';
import { openLevelStore, openLevelStoreOn } from '../leveldb/open-level-store.ts';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { backupOf, chunked, entriesOf, kept, readWhole, snapshotOf } from '../testing/snapshots.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { EntryStreamDecoder, encodeEntries } from './entry-stream.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

async function fill(store: LevelDocumentStore): Promise<void> {
  for (const update of ['a', 'b', 'c']) await store.append('one', bytes(update), { title: 'Eins', schemaVersion: 3 });
  const snapshot = { update: bytes('s'.repeat(1000)), stateVector: bytes('v'), deletedRanges: bytes('') };
  await store.compact('one', { snapshot, throughSequence: 2 });
  await store.append('gone', bytes('x'));
  await store.delete('gone');
  await store.append('zwei ☃', bytes('y'.repeat(70_000)));
  await store.describe('empty', { title: 'Leer' });
  await store.namespace('pins').write([{ key: bytes('k'), value: bytes('v') }]);
}

const history = 'ab'.repeat(16);

async function restore(directory: string, backup: Uint8Array): Promise<LevelDocumentStore> {
  const disk = new DirectoryDisk(directory);
  await mkdir(directory, { recursive: true });
  await buildDatabase({ disk, records: readBackup({ source: chunked(backup, 1000), where: 'notes.bak' }), history: () => history });
  return openLevelStore({ directory });
}

describe('on a real disk', () => {
  it('[S64] what is restored is the same, record for record, and goes on from there', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory: join(directory, 'from') });
    await fill(store);
    const backup = await backupOf(store, 1234);
    const before = kept(await entriesOf(await store.openSnapshot()));
    const restored = await restore(join(directory, 'to'), backup);
    expect(kept(await entriesOf(await restored.openSnapshot()))).toEqual(before);
    expect(await restored.load('one')).toEqual(await store.load('one'));
    expect(await restored.isDeleted('gone')).toBe(true);
    expect((await restored.meta('empty'))?.title).toBe('Leer');
    expect(text((await restored.namespace('pins').get(bytes('k'))) ?? undefined)).toBe('v');
    expect(await restored.append('one', bytes('d'))).toBe(4);
    await Promise.all([store.close(), restored.close()]);
    const again = await openLevelStore({ directory: join(directory, 'to') });
    expect((await again.load('one'))?.lastSequence).toBe(4);
    await again.close();
  });

  it('[S61] is of one moment: what is written while it is read is not in it', async () => {
    const store = await openLevelStore({ directory: await temporaryDirectory() });
    await fill(store);
    const snapshot = await store.openSnapshot();
    await store.append('one', bytes('later'));
    await store.append('later', bytes('later'));
    await store.compactFiles();
    const entries = await entriesOf(snapshot);
    expect(entries.some(({ value }) => text(value).includes('later'))).toBe(false);
    await store.close();
  });

  it('[S60] closing the store ends a snapshot that somebody forgot, and reading it then rejects', async () => {
    const store = await openLevelStore({ directory: await temporaryDirectory() });
    await fill(store);
    const snapshot = await store.openSnapshot();
    await store.close();
    expect(await rejection(snapshot.next())).toMatchObject({ code: 'unwritable' });
    await snapshot.close();
  });

  it('[S64] a restored database has a history of its own: the sentinel of another is refused', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory: join(directory, 'from') });
    await fill(store);
    const backup = await backupOf(store);
    await (await restore(join(directory, 'to'), backup)).close();
    await store.close();
    const [mine, other] = [new DirectoryDisk(join(directory, 'to')), new DirectoryDisk(join(directory, 'from'))];
    await mine.writeSentinel((await other.readSentinel()) ?? '');
    expect(await rejection(openLevelStore({ directory: join(directory, 'to') }))).toMatchObject({ code: 'behind-sentinel' });
  });

  it('[S64] what is built of a backup that turns out damaged is refused as a database', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory: join(directory, 'from') });
    await fill(store);
    const backup = await backupOf(store);
    await store.close();
    backup.writeUInt8((backup.at(-40) ?? 0) ^ 1, backup.byteLength - 40);
    expect(await rejection(restore(join(directory, 'to'), backup))).toMatchObject({ code: 'corrupt' });
    expect(await readdir(join(directory, 'to'))).toEqual(['store']);
    expect(await rejection(openLevelStore({ directory: join(directory, 'to') }))).toMatchObject({ code: 'missing' });
    await rm(join(directory, 'to'), { recursive: true });
  });
});

describe('the file', () => {
  let store: LevelDocumentStore;
  let backup: Buffer;

  beforeEach(async () => {
    store = await openLevelStoreOn(new MemoryDisk(), {});
    await fill(store);
    backup = await backupOf(store, 1234);
  });

  it('[S63] says when it was made and what is in it', async () => {
    const { summary, entries } = await readWhole(backup);
    expect(summary).toMatchObject({ createdAt: 1234, documents: 3, tombstones: 1, namespaceValues: 1, damagedRecords: 0 });
    expect(summary.records).toBe(entries.length);
    expect(kept(entries)).toHaveLength(entries.length);
  });

  it('[S63] one flipped bit, wherever, is found', async () => {
    const small = await openLevelStoreOn(new MemoryDisk(), {});
    await small.append('d', bytes('u'));
    const file = await backupOf(small);
    for (let at = 0; at < file.byteLength; at++) {
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << at % 8);
      expect(await rejection(readWhole(flipped, 64)), `byte ${at}`).toMatchObject({ code: 'corrupt', message: expect.stringContaining('notes.bak') });
    }
  });

  it('[S62] a flipped byte of a record is found at that record, in a file and in a stream', async () => {
    const flipped = Buffer.from(backup);
    flipped.writeUInt8(flipped.readUInt8(60) ^ 1, 60);
    expect(await rejection(readWhole(flipped, 4096))).toMatchObject({ message: expect.stringMatching(/the record before byte \d+ fails its check/u) });
    const stream = Buffer.concat([...encodeEntries(await entriesOf(await store.openSnapshot()))]);
    stream.writeUInt8(stream.readUInt8(20) ^ 1, 20);
    const decoder = new EntryStreamDecoder(chunked(stream, 4096));
    const reading = async (): Promise<void> => {
      while ((await decoder.next()) !== null);
    };
    expect(await rejection(reading())).toMatchObject({ code: 'unwritable' });
  });

  it('[S63] cut anywhere, or with one byte more, it is refused', async () => {
    for (const length of [0, 1, 15, 33, 34, 35, 100, backup.byteLength - 33, backup.byteLength - 1]) {
      expect(await rejection(readWhole(backup.subarray(0, length), 4096)), `${length} bytes`).toMatchObject({ code: 'corrupt' });
    }
    expect(await rejection(readWhole(Buffer.concat([backup, Buffer.of(0)]), 4096))).toMatchObject({ message: expect.stringMatching(/something follows/u) });
  });

  it('[S61] a newer format is said to be newer', async () => {
    const { crc32 } = await import('node:zlib');
    const newer = Buffer.from(backup);
    newer.writeUInt32BE(2, 16);
    newer.writeUInt32BE(crc32(newer.subarray(0, 30)), 30);
    expect(await rejection(readWhole(newer, 4096))).toMatchObject({ code: 'newer-format', message: expect.stringMatching(/use the newer software/u) });
  });

  it('[S62] records out of order, and records of a ring, are refused though every checksum holds', async () => {
    const entries = await entriesOf(await store.openSnapshot());
    const own = entries.filter(({ key }) => key[0] === 'd'.charCodeAt(0));
    const write = async (list: readonly (typeof own)[number][]): Promise<Buffer> => {
      const chunks: Uint8Array[] = [];
      await writeBackup({ snapshot: snapshotOf(list), createdAt: 0, write: async (chunk) => void chunks.push(chunk) });
      return Buffer.concat(chunks);
    };
    expect((await readWhole(await write(own), 4096)).entries).toHaveLength(own.length);
    expect(await rejection(readWhole(await write(own.toReversed()), 4096))).toMatchObject({ message: expect.stringMatching(/not in order/u) });
  });

  it('[S62] a record that fails its own check goes in as it is, and is counted and named', async () => {
    const entries = await entriesOf(await store.openSnapshot());
    const damaged = entries.map(({ key, value }) => ({ key, value: Uint8Array.from(value) }));
    const last = damaged.findLast(({ key }) => text(key).startsWith('dzwei'));
    last?.value.set([0], last.value.byteLength - 1);
    last?.value.set([1], last.value.byteLength - 2);
    const names: (string | null)[] = [];
    const chunks: Uint8Array[] = [];
    const counts = await writeBackup({
      snapshot: snapshotOf(damaged),
      createdAt: 0,
      write: async (chunk) => void chunks.push(chunk),
      onDamaged: (name) => names.push(name),
    });
    expect(counts.damagedRecords).toBe(1);
    expect(names).toEqual(['zwei ☃']);
    expect(kept((await readWhole(Buffer.concat(chunks), 4096)).entries)).toEqual(kept(damaged));
  });

  it('an aborted backup rejects, and a restore as well', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    const snapshot = await store.openSnapshot();
    expect(await rejection(writeBackup({ snapshot, createdAt: 0, write: async () => {}, signal }))).toMatchObject({ message: 'stopped' });
    const records = readBackup({ source: chunked(backup), where: 'notes.bak' });
    expect(await rejection(buildDatabase({ disk: new MemoryDisk(), records, history: () => history, signal }))).toMatchObject({ message: 'stopped' });
  });

  it('[S62] as a stream it comes out as it went in, however it is cut, and a cut stream is no end', async () => {
    const entries = await entriesOf(await store.openSnapshot());
    const stream = Buffer.concat([...encodeEntries(entries)]);
    const decode = async (source: Uint8Array): Promise<number> => {
      const decoder = new EntryStreamDecoder(chunked(source, 11));
      let count = 0;
      for (let entry = await decoder.next(); entry !== null; entry = await decoder.next()) {
        expect(Buffer.from(entry.key)).toEqual(Buffer.from(entries[count]?.key ?? []));
        expect(Buffer.from(entry.value).equals(Buffer.from(entries[count]?.value ?? []))).toBe(true);
        count++;
      }
      return count;
    };
    expect(await decode(stream)).toBe(entries.length);
    expect(await rejection(decode(stream.subarray(0, -1)))).toMatchObject({ code: 'unwritable' });
  });
});
