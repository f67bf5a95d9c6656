/** The key layout: where each kind of record lies. [S21] */
import { isDocumentId } from '../requests.ts';

const space = { format: 0x66, ring: 0x72, documents: 0x64, namespaces: 0x6e, witnesses: 0x77 } as const;
const kind = { meta: 0, snapshot: 1, update: 2 } as const;
const sequenceBytes = 6;
const pieceIndexBytes = 4;

/** The keys of one document; the prefix is encoded once. */
export class DocumentKeys {
  readonly meta: Buffer;
  readonly snapshot: Buffer;
  /** [S4] Every record of the document lies from `start` up to `end`, exclusive. */
  readonly start: Buffer;
  readonly end: Buffer;
  /** [S29] */
  readonly witness: Buffer;

  constructor(documentId: string) {
    const id = Buffer.from(documentId);
    this.start = Buffer.concat([Buffer.of(space.documents), id, Buffer.of(0)]);
    this.end = Buffer.concat([Buffer.of(space.documents), id, Buffer.of(1)]);
    this.meta = Buffer.concat([this.start, Buffer.of(kind.meta)]);
    this.snapshot = Buffer.concat([this.start, Buffer.of(kind.snapshot)]);
    this.witness = Buffer.concat([Buffer.of(space.witnesses), id]);
  }

  update(sequence: number): Buffer {
    const prefixBytes = this.start.byteLength;
    const key = Buffer.allocUnsafe(prefixBytes + 1 + sequenceBytes);
    key.set(this.start);
    key[prefixBytes] = kind.update;
    key.writeUIntBE(sequence, prefixBytes + 1, sequenceBytes);
    return key;
  }

  /** One piece of a snapshot. They lie between the snapshot's own record and the updates. */
  piece(generation: number, index: number): Buffer {
    const prefixBytes = this.start.byteLength;
    const key = Buffer.allocUnsafe(prefixBytes + 1 + sequenceBytes + pieceIndexBytes);
    key.set(this.start);
    key[prefixBytes] = kind.snapshot;
    key.writeUIntBE(generation, prefixBytes + 1, sequenceBytes);
    key.writeUInt32BE(index, prefixBytes + 1 + sequenceBytes);
    return key;
  }
}

export interface PiecePlace {
  /** Tells the pieces of one snapshot from those of another. */
  readonly generation: number;
  readonly index: number;
}

export type DocumentKey =
  | { readonly kind: 'meta' | 'snapshot' | 'unknown' }
  | ({ readonly kind: 'piece' } & PiecePlace)
  | { readonly kind: 'update'; readonly sequence: number };

/** What a key between `start` and `end` of its document holds. */
export function readDocumentKey(key: Uint8Array): DocumentKey {
  const bytes = asBuffer(key);
  const rest = bytes.subarray(bytes.indexOf(0) + 1);
  if (rest.byteLength === 1 && rest[0] === kind.meta) return { kind: 'meta' };
  if (rest.byteLength === 1 && rest[0] === kind.snapshot) return { kind: 'snapshot' };
  if (rest.byteLength === 1 + sequenceBytes + pieceIndexBytes && rest[0] === kind.snapshot) {
    return { kind: 'piece', generation: rest.readUIntBE(1, sequenceBytes), index: rest.readUInt32BE(1 + sequenceBytes) };
  }
  if (rest.byteLength === 1 + sequenceBytes && rest[0] === kind.update) {
    return { kind: 'update', sequence: rest.readUIntBE(1, sequenceBytes) };
  }
  return { kind: 'unknown' };
}

/** Null where a damaged key names what can't be a document. */
export function documentIdOf(key: Uint8Array): string | null {
  const bytes = asBuffer(key);
  return idOf(bytes.subarray(1, Math.max(1, bytes.indexOf(0))));
}

function idOf(bytes: Buffer): string | null {
  const documentId = bytes.toString();
  return isDocumentId(documentId) && Buffer.from(documentId).equals(bytes) ? documentId : null;
}

/** The first place behind all keys of the document that this key belongs to. */
export function behindDocument(key: Uint8Array): Buffer {
  const end = key.indexOf(0);
  return end === -1 ? Buffer.concat([key, Buffer.of(0)]) : Buffer.concat([key.subarray(0, end), Buffer.of(1)]);
}

export function documentsAfter(documentId: string | undefined): { gte: Buffer; lt: Buffer } {
  const first = documentId === undefined ? Buffer.of(space.documents) : new DocumentKeys(documentId).end;
  return { gte: first, lt: Buffer.of(space.documents + 1) };
}

/** What a key of the database belongs to. */
export type KeyPlace =
  /** `documentId` is null where a damaged key names what can't be a document. */
  | { readonly kind: 'document' | 'witness'; readonly documentId: string | null }
  | { readonly kind: 'namespace' | 'format' | 'ring' | 'unknown' };

export function placeOf(key: Uint8Array): KeyPlace {
  switch (key[0] ?? 0) {
    case space.documents:
      return { kind: 'document', documentId: documentIdOf(key) };
    case space.witnesses:
      return { kind: 'witness', documentId: idOf(asBuffer(key).subarray(1)) };
    case space.namespaces:
      return { kind: 'namespace' };
    case space.ring:
      return { kind: key.byteLength === 3 ? 'ring' : 'unknown' };
    case space.format:
      return { kind: key.byteLength === 1 ? 'format' : 'unknown' };
    default:
      return { kind: 'unknown' };
  }
}

/** Every key that there is. */
export const everything: { gte: Buffer; lt: Buffer } = { gte: Buffer.of(0), lt: Buffer.of(0xff) };

/** All keys in parts, none of which keeps a database that has to close waiting for all of it: documents by the first byte of their id. */
export const fileRanges: readonly { readonly gte: Buffer; readonly lt: Buffer }[] = partsBetween([
  Buffer.of(0),
  ...[0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80].map((byte) => Buffer.of(space.documents, byte)),
  Buffer.of(space.documents + 1),
  Buffer.of(0xff),
]);

function partsBetween(bounds: readonly Buffer[]): { gte: Buffer; lt: Buffer }[] {
  return bounds.slice(1).map((lt, index) => ({ gte: bounds[index] ?? lt, lt }));
}

export const formatKey: Buffer = Buffer.of(space.format);

export const ringSlots = 65_536;
export const ringRange: { gte: Buffer; lt: Buffer } = { gte: Buffer.of(space.ring), lt: Buffer.of(space.ring + 1) };

export function ringKey(commitNumber: number): Buffer {
  const key = Buffer.of(space.ring, 0, 0);
  key.writeUInt16BE(commitNumber % ringSlots, 1);
  return key;
}

/** The keys of one namespace: the caller's own, behind a prefix. */
export class NamespaceKeys {
  readonly #start: Buffer;
  readonly #end: Buffer;

  constructor(name: string) {
    this.#start = Buffer.concat([Buffer.of(space.namespaces), Buffer.from(name), Buffer.of(0)]);
    this.#end = Buffer.concat([Buffer.of(space.namespaces), Buffer.from(name), Buffer.of(1)]);
  }

  inner(key: Uint8Array): Buffer {
    return Buffer.concat([this.#start, key]);
  }

  outer(key: Uint8Array): Uint8Array {
    return Uint8Array.from(key.subarray(this.#start.byteLength));
  }

  range(range: { readonly from?: Uint8Array; readonly to?: Uint8Array } = {}): { gte: Buffer; lt: Buffer } {
    return {
      gte: range.from === undefined ? this.#start : this.inner(range.from),
      lt: range.to === undefined ? this.#end : this.inner(range.to),
    };
  }
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
