/** Reads all records of one document as of one moment, and names every damage. [S25] [S27] */
import type { Snapshot, StoredUpdate } from '../document-store.ts';
import { quote } from '../refusals.ts';
import { type Database, type Entry, isCorruption } from './database.ts';
import { type MetaRecord, decodeMeta, decodeSnapshot } from './document-records.ts';
import { type DocumentKeys, readDocumentKey } from './keys.ts';
import { readRecord } from './record.ts';

export interface DocumentReading {
  /** Null where the meta record is lost. */
  readonly record: MetaRecord | null;
  readonly snapshot: Snapshot | null;
  readonly tail: readonly StoredUpdate[];
  /** The highest that any record speaks of. */
  readonly lastSequence: number;
  /** One sentence each. */
  readonly damages: readonly string[];
}

/** Null where there is no record at all. Rejects with LevelDB's error where the disk can't be read now. */
export async function readDocument(
  database: Database,
  documentId: string,
  keys: DocumentKeys,
): Promise<DocumentReading | null> {
  const collector = new DocumentCollector(documentId);
  for (const { key, value } of await readEntries(database, keys, collector)) collector.take(key, value);
  return collector.finish();
}

/** Meta is a document's first key: another in its place says that meta is lost. Null for that, and where it is damaged. */
export function readMetaEntry({ key, value }: Entry): MetaRecord | null {
  const record = readDocumentKey(key).kind === 'meta' ? readRecord(key, value) : null;
  return record === null ? null : decodeMeta(record.payload);
}

/** A block that can't be read spoils a whole iteration, so then each record is asked for by its own key. */
async function readEntries(database: Database, keys: DocumentKeys, collector: DocumentCollector): Promise<readonly Entry[]> {
  try {
    return await database.entries({ gte: keys.start, lt: keys.end });
  } catch (error) {
    if (!isCorruption(error)) throw error;
    collector.unreadable();
  }
  const found: Entry[] = [];
  const ask = async (key: Uint8Array): Promise<Uint8Array | null> => {
    const value = await getReadable(database, key);
    if (value !== null) found.push({ key, value });
    return value;
  };
  const metaValue = await ask(keys.meta);
  await ask(keys.snapshot);
  const payload = metaValue === null ? null : (readRecord(keys.meta, metaValue)?.payload ?? null);
  const meta = payload === null ? null : decodeMeta(payload);
  const first = (meta?.snapshotSequence ?? 0) + 1;
  for (let sequence = first; sequence <= (meta?.lastSequence ?? 0); sequence++) await ask(keys.update(sequence));
  return found;
}

async function getReadable(database: Database, key: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await database.get(key);
  } catch (error) {
    if (isCorruption(error)) return null;
    throw error;
  }
}

/** Takes records in the order of their keys and finds what is wrong with them. */
export class DocumentCollector {
  readonly #name: string;
  readonly #damages: string[] = [];
  readonly #tail: StoredUpdate[] = [];
  /** Sequences whose record is there but damaged: said once, and no hole. */
  readonly #damaged = new Set<number>();
  #record: MetaRecord | null = null;
  #snapshot: { readonly sequence: number; readonly snapshot: Snapshot } | null = null;
  #hasMeta = false;
  #hasSnapshot = false;
  #isEmpty = true;

  constructor(documentId: string) {
    this.#name = quote(documentId);
  }

  unreadable(): void {
    this.#isEmpty = false;
    this.#damages.push(`A block of the database that holds records of ${this.#name} can't be read.`);
  }

  take(key: Uint8Array, value: Uint8Array): void {
    this.#isEmpty = false;
    const place = readDocumentKey(key);
    const record = readRecord(key, value);
    switch (place.kind) {
      case 'meta':
        this.#hasMeta = true;
        this.#record = record === null ? null : decodeMeta(record.payload);
        if (this.#record === null) this.#damages.push(`The meta record of ${this.#name} fails its check.`);
        return;
      case 'snapshot': {
        this.#hasSnapshot = true;
        const snapshot = record === null ? null : decodeSnapshot(record.payload);
        if (record !== null && snapshot !== null) this.#snapshot = { sequence: record.sequence, snapshot };
        else this.#damages.push(`The snapshot of ${this.#name} fails its check.`);
        return;
      }
      case 'update':
        if (record !== null) {
          this.#tail.push({ sequence: place.sequence, update: record.payload });
          return;
        }
        this.#damaged.add(place.sequence);
        this.#damages.push(`Update ${place.sequence} of ${this.#name} fails its check.`);
        return;
      case 'unknown':
        this.#damages.push(`A record of ${this.#name} lies under a key that no record has.`);
    }
  }

  finish(): DocumentReading | null {
    if (this.#isEmpty) return null;
    const record = this.#record;
    if (record !== null && record.deletedAt !== null) {
      return { record, snapshot: null, tail: [], lastSequence: record.lastSequence, damages: [] };
    }
    if (!this.#hasMeta) this.#damages.push(`The meta record of ${this.#name} is missing.`);
    this.#checkSnapshot();
    const covered = this.#snapshot?.sequence ?? record?.snapshotSequence ?? 0;
    const lastSequence = this.#checkTail(covered);
    return { record, snapshot: this.#snapshot?.snapshot ?? null, tail: this.#tail, lastSequence, damages: this.#damages };
  }

  #checkSnapshot(): void {
    if (this.#record === null) return;
    const expected = this.#record.snapshotSequence;
    const found = this.#snapshot?.sequence ?? null;
    if (expected !== null && !this.#hasSnapshot) this.#damages.push(`The snapshot of ${this.#name} is missing.`);
    else if (this.#snapshot !== null && found !== expected) {
      this.#damages.push(
        `The snapshot of ${this.#name} holds updates up to ${found}, but its meta record says ${expected ?? 'there is none'}.`,
      );
    }
  }

  #checkTail(covered: number): number {
    const known = this.#record?.lastSequence ?? 0;
    let expected = covered + 1;
    const present = [...this.#tail.map(({ sequence }) => sequence), ...this.#damaged].toSorted((one, other) => one - other);
    for (const sequence of present) {
      if (sequence < expected) this.#damages.push(`Update ${sequence} of ${this.#name} should be gone: the snapshot holds it.`);
      else this.#missing(expected, sequence - 1);
      expected = Math.max(expected, sequence + 1);
    }
    if (this.#record !== null && expected - 1 > known) {
      this.#damages.push(`The meta record of ${this.#name} is older than its update ${expected - 1}.`);
    }
    this.#missing(expected, known);
    return Math.max(known, expected - 1);
  }

  #missing(first: number, last: number): void {
    if (first > last) return;
    this.#damages.push(
      first === last
        ? `Update ${first} of ${this.#name} is missing.`
        : `Updates ${first} to ${last} of ${this.#name} are missing.`,
    );
  }
}
