/** How records travel in a file or over a socket: each with its lengths before it and a checksum behind it. [S62] */
import { crc32 } from 'node:zlib';
import type { Entry } from '../leveldb/database.ts';
import { limits } from '../limits.ts';

/** First byte of a record, and of the end. */
export const entryMark = 1;
export const endMark = 0;

/** After the mark: length of the key u16, of the value u32. */
export const entryHeadBytes: number = 2 + 4;
export const crcBytes = 4;

/** The longest that LevelDB is given: a snapshot with its lengths and its record's own frame, and a margin. */
export const valueBytesMax: number = limits.snapshotBytesMax + 4096;
export const keyBytesMax = 4096;

/** A value goes in pieces: a large one must not hold up whoever shares the thread. */
const pieceBytes = 256 * 1024;

/** The pieces of one record; values are not copied. */
export function* encodeEntry({ key, value }: Entry): Generator<Uint8Array> {
  const head = Buffer.allocUnsafe(1 + entryHeadBytes + key.byteLength);
  head[0] = entryMark;
  head.writeUInt16BE(key.byteLength, 1);
  head.writeUInt32BE(value.byteLength, 3);
  head.set(key, 1 + entryHeadBytes);
  yield head;
  let check = crc32(head);
  for (let at = 0; at < value.byteLength; at += pieceBytes) {
    const piece = value.subarray(at, at + pieceBytes);
    check = crc32(piece, check);
    yield piece;
  }
  const crc = Buffer.allocUnsafe(crcBytes);
  crc.writeUInt32BE(check);
  yield crc;
}

export interface EntryHead {
  readonly keyBytes: number;
  readonly valueBytes: number;
}

/** Null where a length is above what a record can have. */
export function decodeEntryHead(head: Buffer): EntryHead | null {
  const keyBytes = head.readUInt16BE(0);
  const valueBytes = head.readUInt32BE(2);
  return keyBytes === 0 || keyBytes > keyBytesMax || valueBytes > valueBytesMax ? null : { keyBytes, valueBytes };
}

/** Over all that `encodeEntry` writes before its checksum. */
export function entryCrc(head: Buffer, body: Buffer): number {
  return crc32(body, crc32(head, crc32(Buffer.of(entryMark))));
}
