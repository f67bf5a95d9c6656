/** Checks every record of a snapshot: the documents one by one, and what belongs to none. [S60] */
import type { SalvagedDocument } from '../document-store.ts';
import { lostMeta } from '../document-meta.ts';
import { PersistenceError } from '../persistence-error.ts';
import { ringOf } from './commit-ring.ts';
import type { Entry } from './database.ts';
import { decodeFormat } from './format-record.ts';
import { DocumentCollector, type DocumentReading } from './document-reader.ts';
import type { MetaRecord } from './document-records.ts';
import { type CheckedMeta, allLost, contradiction, decodeWitness } from './document-witness.ts';
import { placeOf } from './keys.ts';
import { readRecord } from './record.ts';
import { behindSentinel, decodeSentinel } from './sentinel.ts';
import type { StoreSnapshot } from './store-snapshot.ts';

export type Inspected =
  /** Content is as `salvage` gives it: what passed its check, and one sentence for each damage. */
  | { readonly kind: 'document'; readonly documentId: string; readonly document: SalvagedDocument }
  | { readonly kind: 'tombstone'; readonly documentId: string }
  | { readonly kind: 'value' }
  /** `documentId` is null where it is of no document that has a name. Of a document it comes after the document, which said nothing of it. */
  | { readonly kind: 'damage'; readonly documentId: string | null; readonly sentence: string };

export interface InspectionOptions {
  /** For messages: the data directory. */
  readonly where: string;
  /** The sentinel as it was before the snapshot was taken; null checks the ring alone. [S45] */
  readonly sentinel: string | null;
}

/** Rejects like `StoreSnapshot.next`, and with `newer-format`. Holds one document's records at a time, the ring, and the check of each meta record. */
export async function* inspectSnapshot(snapshot: StoreSnapshot, options: InspectionOptions): AsyncGenerator<Inspected> {
  const inspection = new Inspection();
  for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next()) {
    for (const entry of batch) yield* inspection.take(entry);
  }
  yield* inspection.finish(options);
  if (snapshot.hasUnreadable) {
    yield { kind: 'damage', documentId: null, sentence: 'Blocks of the database can\'t be read: records, and whole documents, may be missing.' };
  }
}

class Inspection {
  #current: { readonly documentId: string; readonly collector: DocumentCollector } | null = null;
  #format: Entry | null = null;
  readonly #ring: Entry[] = [];
  /** Null for those that need no witness: tombstones, and those that are damaged as they are. */
  readonly #metas = new Map<string, CheckedMeta | null>();

  *take(entry: Entry): Generator<Inspected> {
    const place = placeOf(entry.key);
    if (place.kind !== 'document') yield* this.#endDocument();
    switch (place.kind) {
      case 'document':
        yield* this.#takeDocument(place.documentId, entry);
        return;
      case 'witness':
        yield* this.#takeWitness(place.documentId, entry);
        return;
      case 'namespace':
        yield { kind: 'value' };
        if (readRecord(entry.key, entry.value) !== null) return;
        yield { kind: 'damage', documentId: null, sentence: `A value of the namespace ${JSON.stringify(namespaceOf(entry.key))} fails its check (its key is ${hexOf(entry.key)}).` };
        return;
      case 'format':
        this.#format = entry;
        return;
      case 'ring':
        this.#ring.push(entry);
        return;
      case 'unknown':
        yield { kind: 'damage', documentId: null, sentence: `A record lies under a key that no record has (${hexOf(entry.key)}).` };
        return;
    }
  }

  *finish({ where, sentinel }: InspectionOptions): Generator<Inspected> {
    yield* this.#endDocument();
    for (const [documentId, meta] of this.#metas) if (meta !== null) yield* saying(documentId, contradiction(documentId, meta, null));
    if (this.#format === null) {
      yield { kind: 'damage', documentId: null, sentence: 'The format record is missing.' };
      return;
    }
    try {
      const ring = ringOf(this.#ring, decodeFormat(where, this.#format.value).first);
      if (ring.fault !== null) yield { kind: 'damage', documentId: null, sentence: `Commits are missing: ${ring.fault}.` };
      const mark = sentinel === null ? null : decodeSentinel(sentinel);
      if (sentinel !== null && mark === null) yield { kind: 'damage', documentId: null, sentence: 'The sentinel file can\'t be read.' };
      const behind = mark === null || mark === 'creating' ? null : behindSentinel(where, mark, ring);
      if (behind !== null) yield { kind: 'damage', documentId: null, sentence: behind.message };
    } catch (error) {
      if (!(error instanceof PersistenceError) || error.code !== 'corrupt') throw error;
      yield { kind: 'damage', documentId: null, sentence: error.message };
    }
  }

  *#takeDocument(documentId: string | null, { key, value }: Entry): Generator<Inspected> {
    if (documentId === null) {
      yield { kind: 'damage', documentId: null, sentence: `A record lies under a key that names no document (${hexOf(key)}).` };
      return;
    }
    if (this.#current?.documentId !== documentId) {
      yield* this.#endDocument();
      this.#current = { documentId, collector: new DocumentCollector(documentId) };
    }
    this.#current.collector.take(key, value);
  }

  /** [S29] Witnesses lie behind all documents. */
  *#takeWitness(documentId: string | null, entry: Entry): Generator<Inspected> {
    if (documentId === null) {
      yield { kind: 'damage', documentId, sentence: `A witness lies under a key that names no document (${hexOf(entry.key)}).` };
      return;
    }
    const meta = this.#metas.get(documentId);
    this.#metas.set(documentId, null);
    if (meta === undefined) yield* saying(documentId, allLost(documentId));
    else if (meta !== null) yield* saying(documentId, contradiction(documentId, meta, decodeWitness(entry)));
  }

  *#endDocument(): Generator<Inspected> {
    if (this.#current === null) return;
    const { documentId, collector } = this.#current;
    this.#current = null;
    const reading = collector.finish();
    if (reading === null) return;
    const { record, metaCheck, damages } = reading;
    const isSound = record !== null && metaCheck !== null && (record.deletedAt === null || record.isTrashed) && damages.length === 0;
    this.#metas.set(documentId, isSound ? { record: pick(record), metaCheck } : null);
    yield inspectedOf(documentId, reading);
  }
}

/** What a witness is held against; not the title. */
function pick({ deletedAt, isTrashed, hasWitness, lastSequence }: MetaRecord): CheckedMeta['record'] {
  return { deletedAt, isTrashed, hasWitness, lastSequence };
}

function* saying(documentId: string, sentence: string | null): Generator<Inspected> {
  if (sentence !== null) yield { kind: 'damage', documentId, sentence };
}

function inspectedOf(documentId: string, { record, snapshot, tail, lastSequence, damages }: DocumentReading): Inspected {
  if (record !== null && record.deletedAt !== null && !record.isTrashed) return { kind: 'tombstone', documentId };
  return { kind: 'document', documentId, document: { meta: record?.meta ?? lostMeta, snapshot, tail, lastSequence, damages } };
}

function namespaceOf(key: Uint8Array): string {
  const end = key.indexOf(0);
  return Buffer.from(key.subarray(1, end === -1 ? key.byteLength : end)).toString();
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}
