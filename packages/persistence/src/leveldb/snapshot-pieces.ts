/** A large snapshot as pieces: records of their own, named by a head that lies where a small snapshot lies. [S75] [S24] */
import { crc32 } from 'node:zlib';
import type { DocumentKeys, PiecePlace } from './keys.ts';
import { asBuffer } from './keys.ts';
import { checkOf, readRecord } from './record.ts';

/** In place of the length of a whole snapshot's first part, which is never so long. */
const headMark = 0xffff_ffff;
const headBytes = 4 + 6 + 4 + 4;

export interface PiecesHead {
  /** Tells these pieces from those of other snapshots of the document. */
  readonly generation: number;
  readonly count: number;
  /** CRC-32 over the CRCs of the pieces, in order: of another snapshot's pieces it is another. */
  readonly check: number;
}

export function encodeHead({ generation, count, check }: PiecesHead): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes);
  bytes.writeUInt32BE(headMark, 0);
  bytes.writeUIntBE(generation, 4, 6);
  bytes.writeUInt32BE(count, 10);
  bytes.writeUInt32BE(check, 14);
  return bytes;
}

/** Null for the payload of a snapshot that is whole. */
export function decodeHead(payload: Uint8Array): PiecesHead | null {
  const bytes = asBuffer(payload);
  if (bytes.byteLength !== headBytes || bytes.readUInt32BE(0) !== headMark) return null;
  return { generation: bytes.readUIntBE(4, 6), count: bytes.readUInt32BE(10), check: bytes.readUInt32BE(14) };
}

/** The check of a head: `check` is a piece's own, `before` that of the pieces before it. */
export function addPieceCheck(check: number, before: number): number {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(check);
  return crc32(bytes, before);
}

/** The payload, given in parts, cut into so many bytes each; nothing is copied. */
export function* cutPayload(parts: readonly Uint8Array[], pieceBytes: number): Generator<Uint8Array[]> {
  let piece: Uint8Array[] = [];
  let room = pieceBytes;
  for (const part of parts) {
    for (let offset = 0; offset < part.byteLength; ) {
      const slice = part.subarray(offset, offset + room);
      piece.push(slice);
      offset += slice.byteLength;
      room -= slice.byteLength;
      if (room > 0) continue;
      yield piece;
      piece = [];
      room = pieceBytes;
    }
  }
  if (piece.length > 0) yield piece;
}

/** The keys that the value of a snapshot's record names; none where it names none. */
export function namedPieces(keys: DocumentKeys, value: Uint8Array | null): readonly Buffer[] {
  const record = value === null ? null : readRecord(keys.snapshot, value);
  const head = record === null ? null : decodeHead(record.payload);
  return head === null ? [] : Array.from({ length: head.count }, (_, index) => keys.piece(head.generation, index));
}

/** Puts a snapshot together again. A document's pieces lie behind their head, in order; those of other snapshots among them are what a crash has left. */
export class PieceCollector {
  #head: (PiecesHead & { readonly sequence: number }) | null = null;
  readonly #payloads: Uint8Array[] = [];
  readonly #found = new Map<number, number>();
  #check = 0;

  /** `sequence`: of the head's record, and so of each piece. */
  expect(head: PiecesHead, sequence: number): void {
    this.#head = { ...head, sequence };
  }

  /** Null while no head was seen. */
  get sequence(): number | null {
    return this.#head?.sequence ?? null;
  }

  /** Generation → how many keys there may be of it. */
  get found(): ReadonlyMap<number, number> {
    return this.#found;
  }

  take({ generation, index }: PiecePlace, key: Uint8Array, value: Uint8Array): void {
    this.#found.set(generation, Math.max(index + 1, this.#found.get(generation) ?? 0));
    if (generation !== this.#head?.generation || index !== this.#payloads.length) return;
    const record = readRecord(key, value);
    if (record === null || record.sequence !== this.#head.sequence) return;
    this.#payloads.push(record.payload);
    this.#check = addPieceCheck(checkOf(value), this.#check);
  }

  /** Null where a piece is missing, fails its check or is another snapshot's. */
  payload(): Uint8Array | null {
    if (this.#head === null || this.#payloads.length !== this.#head.count || this.#check !== this.#head.check) return null;
    const whole = new Uint8Array(this.#payloads.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let offset = 0;
    for (const payload of this.#payloads) {
      whole.set(payload, offset);
      offset += payload.byteLength;
    }
    return whole;
  }
}
