/** Reads all records of one document as of one moment, and names every damage. [S25] [S27] [S29] */
import type { Snapshot, StoredUpdate } from '../document-store.ts';
import { quote } from '../refusals.ts';
import { type Database, type Entry, type PlainRange, isCorruption } from './database.ts';
import { type MetaRecord, decodeMeta, decodeSnapshot } from './document-records.ts';
import { type DocumentKeys, readDocumentKey } from './keys.ts';
import { type Witness, allLost, contradiction, decodeWitness, witnessRange } from './document-witness.ts';
import { checkOf, readRecord } from './record.ts';
import { PieceCollector, decodeHead, namedPieces } from './snapshot-pieces.ts';

export interface DocumentReading {
  /** Null where the meta record is lost. */
  readonly record: MetaRecord | null;
  /** The meta record's own; null where it is lost. */
  readonly metaCheck: number | null;
  readonly snapshot: Snapshot | null;
  readonly tail: readonly StoredUpdate[];
  /** Pieces of snapshots, in use or left by a crash: generation → how many keys there may be of it. [S75] */
  readonly pieces: ReadonlyMap<number, number>;
  /** The highest that any record speaks of. */
  readonly lastSequence: number;
  /** One sentence each. */
  readonly damages: readonly string[];
  /** The witness says that this is not the newest state: then it says nothing of whether the document is in the trash, either. [S29] */
  readonly isContradicted?: boolean;
}

/** Null where there is no record at all. Rejects with LevelDB's error where the disk can't be read now. */
export async function readDocument(
  database: Database,
  documentId: string,
  keys: DocumentKeys,
): Promise<DocumentReading | null> {
  const collector = new DocumentCollector(documentId);
  const [entries, witness] = await Promise.all([readEntries(database, keys, collector), readWitness(database, keys)]);
  const read = judge(documentId, { collector, entries, witness });
  if (read.contradiction === null) return read.reading;
  const together = await readTogether(database, keys, { gte: keys.start, lt: keys.end });
  const sure = together === null ? read : judge(documentId, { collector: new DocumentCollector(documentId), ...together });
  return sure.contradiction === null ? sure.reading : withDamage(sure.reading, sure.contradiction, sure.witness);
}

interface Judged {
  readonly reading: DocumentReading | null;
  readonly witness: Witness | null;
  readonly contradiction: string | null;
}

function judge(
  documentId: string,
  { collector, entries, witness }: { collector: DocumentCollector; entries: readonly Entry[]; witness: Witness | null },
): Judged {
  for (const { key, value } of entries) collector.take(key, value);
  const reading = collector.finish();
  return { reading, witness, contradiction: witnessDamage(documentId, reading, witness) };
}

/** `damaged` where it fails its check, or can't be read. Null where there is none. */
async function readWitness(database: Database, keys: DocumentKeys): Promise<Witness | null> {
  try {
    const [entry] = await database.entries(witnessRange(keys));
    return entry === undefined ? null : decodeWitness(entry);
  } catch (error) {
    if (isCorruption(error)) return 'damaged';
    throw error;
  }
}

/** Where the two disagree, a commit may have come between them: then both as of one moment. Null where a block can't be read. [S29] */
async function readTogether(
  database: Database,
  keys: DocumentKeys,
  records: PlainRange,
): Promise<{ readonly entries: readonly Entry[]; readonly witness: Witness | null } | null> {
  try {
    const [entries = [], [witness] = []] = await database.entriesTogether([records, witnessRange(keys)]);
    return { entries, witness: witness === undefined ? null : decodeWitness(witness) };
  } catch (error) {
    if (isCorruption(error)) return null;
    throw error;
  }
}

function witnessDamage(documentId: string, reading: DocumentReading | null, witness: Witness | null): string | null {
  if (reading === null) return witness === null ? null : allLost(documentId);
  const { record, metaCheck } = reading;
  return record === null || metaCheck === null ? null : contradiction(documentId, { record, metaCheck }, witness);
}

function withDamage(reading: DocumentReading | null, damage: string, witness: Witness | null): DocumentReading {
  const present = reading ?? { record: null, metaCheck: null, snapshot: null, tail: [], pieces: new Map(), lastSequence: 0, damages: [] };
  const written = witness === null || witness === 'damaged' ? 0 : witness.lastSequence;
  return { ...present, lastSequence: Math.max(present.lastSequence, written), damages: [...present.damages, damage], isContradicted: true };
}

export interface MetaReading {
  /** Null where the record is lost. */
  readonly record: MetaRecord | null;
  /** What is wrong, as far as it can be seen without the content. */
  readonly damages: readonly string[];
}

/** Null where there is no document. */
export async function readMeta(database: Database, documentId: string, keys: DocumentKeys): Promise<MetaReading | null> {
  const range = { gte: keys.start, lt: keys.end, limit: 1 };
  const [entries, witness] = await Promise.all([database.entries(range), readWitness(database, keys)]);
  const reading = judgeMeta(documentId, { entries, witness });
  if (reading === null || reading.damages.length === 0) return reading;
  const together = await readTogether(database, keys, range);
  return together === null ? reading : judgeMeta(documentId, together);
}

function judgeMeta(
  documentId: string,
  { entries: [first], witness }: { readonly entries: readonly Entry[]; readonly witness: Witness | null },
): MetaReading | null {
  if (first === undefined) return witness === null ? null : { record: null, damages: [allLost(documentId)] };
  const record = readMetaEntry(first);
  if (record === null) return { record, damages: [`The meta record of ${quote(documentId)} is missing or fails its check.`] };
  const damage = contradiction(documentId, { record, metaCheck: checkOf(first.value) }, witness);
  return { record, damages: damage === null ? [] : [damage] };
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
  for (const key of namedPieces(keys, await ask(keys.snapshot))) await ask(key);
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
  #metaCheck: number | null = null;
  #snapshot: { readonly sequence: number; readonly snapshot: Snapshot } | null = null;
  readonly #pieces = new PieceCollector();
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
        if (this.#record !== null) this.#metaCheck = checkOf(value);
        else this.#damages.push(`The meta record of ${this.#name} fails its check.`);
        return;
      case 'snapshot': {
        this.#hasSnapshot = true;
        const head = record === null ? null : decodeHead(record.payload);
        if (record !== null && head !== null) this.#pieces.expect(head, record.sequence);
        else this.#takeSnapshot(record?.sequence ?? 0, record?.payload ?? null);
        return;
      }
      case 'piece':
        this.#pieces.take(place, key, value);
        return;
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
    const pieces = this.#pieces.found;
    if (record !== null && record.deletedAt !== null && !record.isTrashed) {
      return { record, metaCheck: this.#metaCheck, snapshot: null, tail: [], pieces, lastSequence: record.lastSequence, damages: [] };
    }
    if (this.#pieces.sequence !== null) this.#takeSnapshot(this.#pieces.sequence, this.#pieces.payload());
    if (!this.#hasMeta) this.#damages.push(`The meta record of ${this.#name} is missing.`);
    this.#checkSnapshot();
    const covered = this.#snapshot?.sequence ?? record?.snapshotSequence ?? 0;
    const lastSequence = this.#checkTail(covered);
    const snapshot = this.#snapshot?.snapshot ?? null;
    return { record, metaCheck: this.#metaCheck, snapshot, tail: this.#tail, pieces, lastSequence, damages: this.#damages };
  }

  #takeSnapshot(sequence: number, payload: Uint8Array | null): void {
    const snapshot = payload === null ? null : decodeSnapshot(payload);
    if (snapshot !== null) this.#snapshot = { sequence, snapshot };
    else this.#damages.push(`The snapshot of ${this.#name} fails its check${this.#pieces.sequence === null ? '' : ', or a piece of it is missing'}.`);
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
