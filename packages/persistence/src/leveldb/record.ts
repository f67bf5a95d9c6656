/** One record: version, sequence, payload, and a CRC-32 that also covers its key. [S23] */
import { crc32 } from 'node:zlib';
import { asBuffer } from './keys.ts';

const version = 1;
const headBytes = 1 + 6;
const crcBytes = 4;

/** One step of a batch. `check` is what it adds to the commit's hash. [S36] */
export interface Operation {
  readonly key: Buffer;
  /** Null deletes the key. */
  readonly value: Buffer | null;
  readonly check: number;
}

export function putRecord(key: Buffer, sequence: number, ...payload: readonly Uint8Array[]): Operation {
  let bytes = headBytes + crcBytes;
  for (const part of payload) bytes += part.byteLength;
  const value = Buffer.allocUnsafe(bytes);
  value[0] = version;
  value.writeUIntBE(sequence, 1, 6);
  let offset = headBytes;
  for (const part of payload) {
    value.set(part, offset);
    offset += part.byteLength;
  }
  const check = crc32(value.subarray(0, offset), crc32(key));
  value.writeUInt32BE(check, offset);
  return { key, value, check };
}

/** The `check` with which a record that passed it was written. */
export function checkOf(value: Uint8Array): number {
  return asBuffer(value).readUInt32BE(value.byteLength - crcBytes);
}

export function deleteRecord(key: Buffer): Operation {
  return { key, value: null, check: crc32(key) };
}

export interface StoredRecord {
  readonly sequence: number;
  /** A view of the value that it was read from. */
  readonly payload: Uint8Array;
}

/** Null where the record fails its check. */
export function readRecord(key: Uint8Array, value: Uint8Array): StoredRecord | null {
  const bytes = asBuffer(value);
  const end = bytes.byteLength - crcBytes;
  if (end < headBytes || bytes[0] !== version) return null;
  if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(0, end), crc32(key))) return null;
  return {
    sequence: bytes.readUIntBE(1, 6),
    // A plain Uint8Array: what a Buffer calls `slice` shares memory, and callers can't know.
    payload: new Uint8Array(bytes.buffer, bytes.byteOffset + headBytes, end - headBytes),
  };
}
