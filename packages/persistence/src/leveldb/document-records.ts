/** The payloads of a document's records: meta and snapshot. [S24] */
import type { DocumentMeta, Snapshot } from '../document-store.ts';
import { asBuffer } from './keys.ts';

/** What the meta record holds: the contract's meta, and where the content begins and ends. [S25] */
export interface MetaRecord {
  readonly meta: DocumentMeta;
  readonly lastSequence: number;
  /** Null while there is no snapshot. */
  readonly snapshotSequence: number | null;
  /** Not null: a tombstone, or in the trash. */
  readonly deletedAt: number | null;
  /** In the trash: closed as behind a tombstone, but the content is there. [S71] */
  readonly isTrashed: boolean;
  /** False where a version without witnesses wrote it. [S29] */
  readonly hasWitness: boolean;
}

/** A tombstone, or in the trash. */
export function isClosed(record: MetaRecord | null): boolean {
  return record !== null && record.deletedAt !== null;
}

const flag = { title: 1, snapshot: 2, deleted: 4, witness: 8, trashed: 16 } as const;
const metaBytes = 1 + 6 + 6 + 6 + 4 + 6 + 6;

export function encodeMeta({ meta, lastSequence, snapshotSequence, deletedAt, isTrashed, hasWitness }: MetaRecord): Buffer {
  const titleBytes = meta.title === null ? 0 : Buffer.byteLength(meta.title);
  const bytes = Buffer.allocUnsafe(metaBytes + titleBytes);
  bytes[0] =
    (meta.title === null ? 0 : flag.title) |
    (snapshotSequence === null ? 0 : flag.snapshot) |
    (deletedAt === null ? 0 : flag.deleted) |
    (isTrashed ? flag.trashed : 0) |
    (hasWitness ? flag.witness : 0);
  bytes.writeUIntBE(meta.createdAt, 1, 6);
  bytes.writeUIntBE(meta.updatedAt, 7, 6);
  bytes.writeUIntBE(deletedAt ?? 0, 13, 6);
  bytes.writeUInt32BE(meta.schemaVersion, 19);
  bytes.writeUIntBE(lastSequence, 23, 6);
  bytes.writeUIntBE(snapshotSequence ?? 0, 29, 6);
  if (meta.title !== null) bytes.write(meta.title, metaBytes);
  return bytes;
}

/** Null where the payload is too short to be meta. */
export function decodeMeta(payload: Uint8Array): MetaRecord | null {
  const bytes = asBuffer(payload);
  if (bytes.byteLength < metaBytes) return null;
  const flags = bytes.readUInt8(0);
  return {
    meta: {
      title: (flags & flag.title) === 0 ? null : bytes.toString('utf8', metaBytes),
      createdAt: bytes.readUIntBE(1, 6),
      updatedAt: bytes.readUIntBE(7, 6),
      schemaVersion: bytes.readUInt32BE(19),
    },
    deletedAt: (flags & flag.deleted) === 0 ? null : bytes.readUIntBE(13, 6),
    isTrashed: (flags & flag.trashed) !== 0,
    lastSequence: bytes.readUIntBE(23, 6),
    snapshotSequence: (flags & flag.snapshot) === 0 ? null : bytes.readUIntBE(29, 6),
    hasWitness: (flags & flag.witness) !== 0,
  };
}

export function encodeSnapshot({ update, stateVector, deletedRanges }: Snapshot): Uint8Array[] {
  return [update, stateVector, deletedRanges].flatMap((part) => {
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(part.byteLength);
    return [length, part];
  });
}

/** Null where the lengths do not add up. The parts are views of the payload. */
export function decodeSnapshot(payload: Uint8Array): Snapshot | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let offset = 0;
  const next = (): Uint8Array | null => {
    if (offset + 4 > payload.byteLength) return null;
    const start = offset + 4;
    offset = start + view.getUint32(offset);
    return offset > payload.byteLength ? null : payload.subarray(start, offset);
  };
  const update = next();
  const stateVector = next();
  const deletedRanges = next();
  if (update === null || stateVector === null || deletedRanges === null || offset !== payload.byteLength) return null;
  return { update, stateVector, deletedRanges };
}
