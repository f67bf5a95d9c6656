/**
 * Checks the index of LevelDB's tables. LevelDB checks no block that it reads, and by a damaged index it passes over blocks, and so over
 * whole documents, without a word. The index is about a hundredth of a table. [S57]
 */
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Two block handles, padded, and the magic number. */
const footerBytes = 48;
const magic = 0xdb4775248b80fb57n;
/** One byte for the kind of compression, and the checksum. */
const trailerBytes = 5;
/** An index larger than this is none: LevelDB's tables have 2 MiB. */
const indexBytesMax = 16 * 1024 * 1024;

/** The names of the tables in an open database's directory whose index is not what LevelDB wrote. */
export async function findDamagedTables(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory);
  const damaged: string[] = [];
  for (const name of names.filter((file) => /\.(ldb|sst)$/u.test(file)).toSorted()) {
    if (!(await isIndexSound(join(directory, name)))) damaged.push(name);
  }
  return damaged;
}

/** A table without its magic number is none yet, or LevelDB says so itself when it reads it. */
async function isIndexSound(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(goneIsNull);
  if (file === null) return true;
  try {
    const { size } = await file.stat();
    const footer = await readExactly(file, { position: size - footerBytes, bytes: footerBytes });
    if (footer === null || footer.readBigUInt64LE(footerBytes - 8) !== magic) return true;
    const metaIndex = readHandle(footer, 0);
    const index = metaIndex === null ? null : readHandle(footer, metaIndex.next);
    if (metaIndex === null || index === null) return false;
    return (await isBlockSound(file, metaIndex)) && (await isBlockSound(file, index));
  } finally {
    await file.close();
  }
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
  if (position === null || bytes === null || bytes.value > indexBytesMax) return null;
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

async function isBlockSound(file: FileHandle, { position, bytes }: Handle): Promise<boolean> {
  const block = await readExactly(file, { position, bytes: bytes + trailerBytes });
  if (block === null) return false;
  return block.readUInt32LE(bytes + 1) === mask(crc32c(block.subarray(0, bytes + 1)));
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
  const table = crcTable();
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    return crc >>> 0;
  });
}
