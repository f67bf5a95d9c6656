/** Reads a backup and believes none of it before the last byte has been checked. [S61–S64] */
import { createHash } from 'node:crypto';
import type { Entry } from '../leveldb/database.ts';
import { placeOf } from '../leveldb/keys.ts';
import {
  type BackupCounts,
  type BackupHeader,
  countsBytes,
  damaged,
  decodeCounts,
  decodeHeader,
  digestBytes,
  headerBytes,
} from './backup-format.ts';
import { ByteReader } from './byte-reader.ts';
import { EntryCount } from './count-entries.ts';
import { crcBytes, decodeEntryHead, endMark, entryCrc, entryHeadBytes, entryMark } from './entry-codec.ts';

const batchBytes = 1024 * 1024;

export interface BackupSummary extends BackupHeader, BackupCounts {
  /** SHA-256 of the file but its last 32 bytes, in hexadecimal. */
  readonly digest: string;
}

export interface ReadBackupOptions {
  readonly source: AsyncIterable<Uint8Array>;
  /** The file, for messages. */
  readonly where: string;
  /** In bytes of the file. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Gives the records in batches and returns once the whole file has been proven to be what was written.
 * Until then it may still reject with `corrupt` or `newer-format`: what was taken from it is then to be thrown away.
 */
export async function* readBackup({ source, where, onProgress }: ReadBackupOptions): AsyncGenerator<readonly Entry[], BackupSummary> {
  const hash = createHash('sha256');
  const reader = new ByteReader(source, (bytes) => hash.update(bytes));
  const header = decodeHeader(await reader.take(headerBytes), where);
  const count = new EntryCount();
  let batch: Entry[] = [];
  let bytes = 0;
  let last: Entry | null = null;
  for (let entry = await readEntry(reader, where); entry !== null; entry = await readEntry(reader, where)) {
    checkPlace(entry, { where, last });
    last = entry;
    count.take(entry);
    batch.push(entry);
    bytes += entry.key.byteLength + entry.value.byteLength;
    if (bytes < batchBytes) continue;
    yield batch;
    onProgress?.(reader.position);
    batch = [];
    bytes = 0;
  }
  const digest = await readEnd(reader, { where, counts: count.counts, digest: () => hash.digest() });
  if (batch.length > 0) yield batch;
  onProgress?.(reader.position);
  return { ...header, ...count.counts, digest };
}

/** Null at the end mark. */
async function readEntry(reader: ByteReader, where: string): Promise<Entry | null> {
  const mark = await take(reader, 1, where);
  if (mark[0] === endMark) return null;
  if (mark[0] !== entryMark) throw damaged(where, `there is no record at byte ${reader.position - 1}`);
  const headBytes = await take(reader, entryHeadBytes, where);
  const head = decodeEntryHead(headBytes);
  if (head === null) throw damaged(where, `the record before byte ${reader.position} has impossible lengths`);
  const body = await take(reader, head.keyBytes + head.valueBytes, where);
  const crc = await take(reader, crcBytes, where);
  if (crc.readUInt32BE(0) !== entryCrc(headBytes, body)) throw damaged(where, `the record before byte ${reader.position} fails its check`);
  return { key: body.subarray(0, head.keyBytes), value: body.subarray(head.keyBytes) };
}

async function take(reader: ByteReader, bytes: number, where: string): Promise<Buffer> {
  const taken = await reader.take(bytes);
  if (taken === null) throw damaged(where, 'it ends before its end');
  return taken;
}

/** Keys rise, and none is of a ring: a file that was put together by hand must not make a database that looks whole. */
function checkPlace({ key }: Entry, { where, last }: { readonly where: string; readonly last: Entry | null }): void {
  const { kind } = placeOf(key);
  if (kind === 'format' || kind === 'ring') throw damaged(where, 'it holds a record that no backup has');
  if (last !== null && Buffer.compare(last.key, key) >= 0) throw damaged(where, 'its records are not in order');
}

async function readEnd(
  reader: ByteReader,
  { where, counts, digest }: { readonly where: string; readonly counts: BackupCounts; readonly digest: () => Buffer },
): Promise<string> {
  const said = decodeCounts(await take(reader, countsBytes, where));
  const expected = digest();
  const found = await reader.takeSilently(digestBytes);
  if (found === null) throw damaged(where, 'it ends before its end');
  if (!found.equals(expected)) throw damaged(where, 'its checksum is another');
  if (!(await reader.isAtEnd())) throw damaged(where, 'something follows its end');
  if (JSON.stringify(said) !== JSON.stringify(counts)) throw damaged(where, 'it does not hold as many records as it says');
  return expected.toString('hex');
}
