/**
 * Checks LevelDB's tables against their checksums, at which LevelDB does not look. By a damaged index it passes over blocks, and so over
 * whole documents, without a word; the index is about a hundredth of a table. [S57] [S60]
 */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../limits.ts';
import { unpackSnappy } from './snappy.ts';

/** Two block handles, padded, and the magic number. */
const footerBytes = 48;
const magic = 0xdb4775248b80fb57n;
/** One byte for the kind of compression, and the checksum. */
const trailerBytes = 5;
/** An index larger than this is none: LevelDB's tables have 2 MiB. */
const indexBytesMax = 16 * 1024 * 1024;
/** A block holds one record at least, and that may be a snapshot. */
const blockBytesMax: number = limits.snapshotBytesMax + indexBytesMax;

/** The names of the tables in an open database's directory whose index is not what LevelDB wrote. */
export async function findDamagedTables(directory: string): Promise<readonly string[]> {
  const damaged: string[] = [];
  for (const name of await tablesIn(directory)) {
    if (!(await isIndexSound(join(directory, name)))) damaged.push(name);
  }
  return damaged;
}

/** A table with blocks that are not what LevelDB wrote. */
export interface DamagedTable {
  readonly name: string;
  readonly blocks: number;
  /** Where the first of them begins, in bytes. */
  readonly position: number;
}

/** Reads all of every table whose index is sound: for a check, not for an opening. [S60] */
export async function findDamagedBlocks(directory: string): Promise<readonly DamagedTable[]> {
  const found: DamagedTable[] = [];
  for (const name of await tablesIn(directory)) {
    const damaged = await withFooter(join(directory, name), async (file, { index }) => {
      const positions: number[] = [];
      for (const block of (await readIndex(file, index)) ?? []) {
        if ((await readSound(file, block)) === null) positions.push(block.position);
      }
      return positions;
    });
    if (Array.isArray(damaged) && damaged[0] !== undefined) found.push({ name, blocks: damaged.length, position: damaged[0] });
  }
  return found;
}

async function tablesIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory);
  return names.filter((file) => /\.(ldb|sst)$/u.test(file)).toSorted();
}

async function isIndexSound(path: string): Promise<boolean> {
  const sound = await withFooter(path, async (file, { metaIndex, index }) => (await readSound(file, metaIndex)) !== null && (await readSound(file, index)) !== null);
  return sound === 'no table' || sound === true;
}

interface Footer {
  readonly metaIndex: Handle;
  readonly index: Handle;
}

/** A table without its magic number is none yet, or LevelDB says so itself when it reads it. */
async function withFooter<T>(path: string, run: (file: FileHandle, footer: Footer) => Promise<T>): Promise<T | 'no table' | 'damaged'> {
  const file = await open(path, 'r').catch(goneIsNull);
  if (file === null) return 'no table';
  try {
    const { size } = await file.stat();
    const footer = await readExactly(file, { position: size - footerBytes, bytes: footerBytes });
    if (footer === null || footer.readBigUInt64LE(footerBytes - 8) !== magic) return 'no table';
    const metaIndex = readHandle(footer, 0);
    const index = metaIndex === null ? null : readHandle(footer, metaIndex.next);
    return metaIndex === null || index === null ? 'damaged' : await run(file, { metaIndex, index });
  } finally {
    await file.close();
  }
}

/** The handles of the data blocks; null where the index is damaged, which `findDamagedTables` says. */
async function readIndex(file: FileHandle, index: Handle): Promise<readonly Handle[] | null> {
  const block = await readSound(file, index);
  if (block === null) return null;
  const isPacked = block[index.bytes] === 1;
  const content = isPacked ? unpackSnappy(block.subarray(0, index.bytes), indexBytesMax) : block.subarray(0, index.bytes);
  if (content === null || content.byteLength < 4) return null;
  const end = content.byteLength - 4 - 4 * content.readUInt32LE(content.byteLength - 4);
  const handles: Handle[] = [];
  for (let at = 0; at < end; ) {
    const shared = readVarint(content, at);
    const own = shared === null ? null : readVarint(content, shared.next);
    const valueBytes = own === null ? null : readVarint(content, own.next);
    if (own === null || valueBytes === null) return null;
    const handle = readHandle(content, valueBytes.next + own.value);
    if (handle === null) return null;
    handles.push(handle);
    at = valueBytes.next + own.value + valueBytes.value;
  }
  return handles;
}

/** A merge of tables goes on beside this, and removes those that it has merged. */
function goneIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

interface Handle {
  readonly position: number;
  readonly bytes: number;
  /** Where the next one begins. */
  readonly next: number;
}

/** Null where it is none. */
function readHandle(footer: Buffer, from: number): Handle | null {
  const position = readVarint(footer, from);
  const bytes = position === null ? null : readVarint(footer, position.next);
  if (position === null || bytes === null || bytes.value > blockBytesMax) return null;
  return { position: position.value, bytes: bytes.value, next: bytes.next };
}

function readVarint(bytes: Buffer, from: number): { readonly value: number; readonly next: number } | null {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.byteLength && at < from + 7; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, next: at + 1 };
    scale *= 0x80;
  }
  return null;
}

/** The block with its trailer; null where it fails its checksum, or the file ends before it. */
async function readSound(file: FileHandle, { position, bytes }: Handle): Promise<Buffer | null> {
  const block = await readExactly(file, { position, bytes: bytes + trailerBytes });
  if (block === null) return null;
  return block.readUInt32LE(bytes + 1) === mask(crc32c(block.subarray(0, bytes + 1))) ? block : null;
}

/** Null where the file is too short. */
async function readExactly(file: FileHandle, { position, bytes }: { position: number; bytes: number }): Promise<Buffer | null> {
  if (position < 0) return null;
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, position);
  return bytesRead === bytes ? buffer : null;
}

/** LevelDB stores checksums so, for it also takes checksums of data that holds checksums. */
function mask(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** Castagnoli's polynomial, reflected: not the one of zlib. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** What each byte does to the checksum. */
const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc >>> 0;
});
