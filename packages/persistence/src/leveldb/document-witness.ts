/** The witness of a document: a second record, far from the others, that names its newest meta record. [S29] */
import { quote } from '../refusals.ts';
import type { Entry } from './database.ts';
import type { MetaRecord } from './document-records.ts';
import { type DocumentKeys, asBuffer } from './keys.ts';
import { type Operation, putRecord, readRecord } from './record.ts';

const checkBytes = 4;

/** `meta`: the operation that writes the meta record, in the same batch. */
export function witnessRecord(keys: DocumentKeys, meta: Operation, lastSequence: number): Operation {
  const payload = Buffer.allocUnsafe(checkBytes);
  payload.writeUInt32BE(meta.check);
  return putRecord(keys.witness, lastSequence, payload);
}

/** `damaged` where it fails its check. */
export type Witness =
  | 'damaged'
  | {
      /** The document's last when it was written. */
      readonly lastSequence: number;
      /** Of the meta record that it names, as `checkOf` gives it. */
      readonly metaCheck: number;
    };

export function decodeWitness({ key, value }: Entry): Witness {
  const record = readRecord(key, value);
  if (record === null || record.payload.byteLength !== checkBytes) return 'damaged';
  return { lastSequence: record.sequence, metaCheck: asBuffer(record.payload).readUInt32BE(0) };
}

export function witnessRange({ witness }: DocumentKeys): { gte: Buffer; lt: Buffer } {
  return { gte: witness, lt: Buffer.concat([witness, Buffer.of(0)]) };
}

/** A meta record that was read, with its check. */
export interface CheckedMeta {
  readonly record: Pick<MetaRecord, 'deletedAt' | 'isTrashed' | 'hasWitness' | 'lastSequence'>;
  readonly metaCheck: number;
}

/** What the witness says against the meta record, in one sentence; null where they agree. A tombstone is the last record of all. */
export function contradiction(documentId: string, { record, metaCheck }: CheckedMeta, witness: Witness | null): string | null {
  const name = quote(documentId);
  if (record.deletedAt !== null && !record.isTrashed) return null;
  if (witness === 'damaged') return `The witness of ${name} fails its check, so whether this is its newest state can't be known.`;
  if (witness === null) {
    return record.hasWitness ? `The witness of ${name} is missing, so whether this is its newest state can't be known.` : null;
  }
  if (witness.metaCheck === metaCheck) return null;
  if (witness.lastSequence > record.lastSequence) {
    return `The newest records of ${name} are missing: it ends with update ${record.lastSequence}, and update ${witness.lastSequence} was written.`;
  }
  return `The meta record of ${name} is not the one that was written last.`;
}

/** Where nothing but the witness is left. */
export function allLost(documentId: string): string {
  return `All records of ${quote(documentId)} are missing.`;
}
