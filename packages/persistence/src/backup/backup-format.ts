/** The beginning and the end of a backup file. [S61–S63] */
import { crc32 } from 'node:zlib';
import { formatVersion } from '../leveldb/format-record.ts';
import { PersistenceError } from '../persistence-error.ts';
import { crcBytes } from './entry-codec.ts';

export const backupVersion = 1;

const magic: Buffer = Buffer.from('scriptorium-bak\n', 'latin1');
export const headerBytes: number = magic.byteLength + 4 + 4 + 6 + crcBytes;
/** After the mark: six counts. */
export const countsBytes: number = 6 * 6;
export const digestBytes = 32;

export interface BackupHeader {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface BackupCounts {
  readonly records: number;
  /** Not deleted. */
  readonly documents: number;
  readonly tombstones: number;
  readonly namespaceValues: number;
  /** Of keys and values. */
  readonly bytes: number;
  /** Records that failed their own check in the database, and are in the backup as they were. */
  readonly damagedRecords: number;
}

export function encodeHeader({ createdAt }: BackupHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.set(magic);
  let at = bytes.writeUInt32BE(backupVersion, magic.byteLength);
  at = bytes.writeUInt32BE(formatVersion, at);
  at = bytes.writeUIntBE(createdAt, at, 6);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, at)), at);
  return bytes;
}

/** Throws `corrupt` or `newer-format`. `where`: the file, for messages. */
export function decodeHeader(bytes: Buffer | null, where: string): BackupHeader {
  if (bytes === null || !bytes.subarray(0, magic.byteLength).equals(magic)) {
    throw new PersistenceError('corrupt', `${where} is no backup of Scriptorium, or its beginning is damaged; choose another file.`);
  }
  const end = headerBytes - crcBytes;
  if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(0, end))) throw damaged(where, 'its header fails its check');
  const version = bytes.readUInt32BE(magic.byteLength);
  const storeFormat = bytes.readUInt32BE(magic.byteLength + 4);
  if (version > backupVersion || storeFormat > formatVersion) {
    throw new PersistenceError(
      'newer-format',
      `The backup ${where} has format ${version} of a database of format ${storeFormat}, and this software knows ` +
        `formats up to ${backupVersion} and ${formatVersion}; use the newer software.`,
    );
  }
  return { createdAt: bytes.readUIntBE(magic.byteLength + 8, 6) };
}

export function encodeCounts(counts: BackupCounts): Buffer {
  const bytes = Buffer.alloc(countsBytes);
  const { records, documents, tombstones, namespaceValues, damagedRecords } = counts;
  [records, documents, tombstones, namespaceValues, counts.bytes, damagedRecords].forEach((count, index) => {
    bytes.writeUIntBE(count, index * 6, 6);
  });
  return bytes;
}

export function decodeCounts(bytes: Buffer): BackupCounts {
  const at = (index: number): number => bytes.readUIntBE(index * 6, 6);
  return { records: at(0), documents: at(1), tombstones: at(2), namespaceValues: at(3), bytes: at(4), damagedRecords: at(5) };
}

export function damaged(where: string, what: string): PersistenceError {
  return new PersistenceError('corrupt', `The backup ${where} is damaged: ${what}; use another backup.`);
}
