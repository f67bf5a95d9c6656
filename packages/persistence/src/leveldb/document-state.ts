/** What the store remembers of one document between writes: enough to give the next one its place. */
import { changeMeta, newMeta } from '../document-meta.ts';
import type { DocumentMeta, MetaChange } from '../document-store.ts';
import { documentDamaged, documentDeleted } from '../refusals.ts';
import { encodeMeta } from './document-records.ts';
import type { DocumentReading } from './document-reader.ts';
import { witnessRecord } from './document-witness.ts';
import type { MetaSource } from './group-commit.ts';
import type { DocumentKeys } from './keys.ts';
import { type Operation, putRecord } from './record.ts';

/** As it will be on disk when everything that was submitted is. */
export class DocumentState implements MetaSource {
  readonly documentId: string;
  readonly keys: DocumentKeys;
  #meta: DocumentMeta | null = null;
  #lastSequence = 0;
  #snapshotSequence: number | null = null;
  #deletedAt: number | null = null;
  #isTrashed = false;
  #damages: readonly string[] = [];
  /** Pieces of snapshots that may be on disk: generation → how many keys. One of them at most is in use. [S75] */
  readonly #pieces: Map<number, number>;
  /** Commits that hold writes of this document and are not on disk. */
  #commits = 0;

  constructor(documentId: string, keys: DocumentKeys, reading: DocumentReading | null) {
    this.documentId = documentId;
    this.keys = keys;
    this.#pieces = new Map(reading?.pieces);
    if (reading === null) return;
    this.#damages = reading.damages;
    this.#lastSequence = reading.lastSequence;
    this.#meta = reading.record?.meta ?? null;
    this.#snapshotSequence = reading.record?.snapshotSequence ?? null;
    this.#deletedAt = reading.record?.deletedAt ?? null;
    this.#isTrashed = reading.record?.isTrashed ?? false;
  }

  get existence(): 'absent' | 'live' | 'trashed' | 'deleted' | 'damaged' {
    if (this.#deletedAt !== null && !this.#isTrashed) return 'deleted';
    if (this.#damages.length > 0) return 'damaged';
    if (this.#isTrashed) return 'trashed';
    return this.#meta === null ? 'absent' : 'live';
  }

  get isIdle(): boolean {
    return this.#commits === 0;
  }

  get meta(): DocumentMeta | null {
    return this.#meta;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get snapshotSequence(): number | null {
    return this.#snapshotSequence;
  }

  /** [S11] [S26] */
  assertWritable(): void {
    if (this.#deletedAt !== null) throw documentDeleted(this.documentId);
    if (this.#damages.length > 0) throw documentDamaged(this.documentId, this.#damages);
  }

  get damages(): readonly string[] {
    return this.#damages;
  }

  damage(damages: readonly string[]): void {
    this.#damages = damages;
  }

  /** Changes meta, and creates the document where it is absent. */
  describe(change: MetaChange, now: number, updatedAt?: number): DocumentMeta {
    this.#meta = changeMeta(this.#meta ?? newMeta(now), change, updatedAt);
    return this.#meta;
  }

  takeSequence(): number {
    return ++this.#lastSequence;
  }

  /** Gives the generation of so many pieces that will be written. */
  startPieces(count: number): number {
    const generation = Math.max(0, ...this.#pieces.keys()) + 1;
    this.#pieces.set(generation, count);
    return generation;
  }

  /** The keys of all pieces but those of this generation: they are to be deleted by what is written next. */
  dropPieces(kept: number | null): Buffer[] {
    const keys: Buffer[] = [];
    for (const [generation, count] of this.#pieces) {
      if (generation === kept) continue;
      this.#pieces.delete(generation);
      for (let index = 0; index < count; index++) keys.push(this.keys.piece(generation, index));
    }
    return keys;
  }

  compacted(throughSequence: number): void {
    this.#snapshotSequence = throughSequence;
  }

  delete(now: number): void {
    this.#meta = { ...(this.#meta ?? newMeta(now)), title: null };
    this.#snapshotSequence = null;
    this.#deletedAt = now;
    this.#isTrashed = false;
    this.#damages = [];
  }

  /** [S71] */
  trash(now: number): void {
    this.#deletedAt = now;
    this.#isTrashed = true;
  }

  /** [S72] */
  restore(): void {
    this.#deletedAt = null;
    this.#isTrashed = false;
  }

  joinCommit(): void {
    this.#commits++;
  }

  leaveCommit(): void {
    this.#commits--;
  }

  /** Meta, and its witness. [S29] [S32] */
  metaOperations(): readonly Operation[] {
    const payload = encodeMeta({
      meta: this.#meta ?? newMeta(0),
      lastSequence: this.#lastSequence,
      snapshotSequence: this.#snapshotSequence,
      deletedAt: this.#deletedAt,
      isTrashed: this.#isTrashed,
      hasWitness: true,
    });
    const meta = putRecord(this.keys.meta, this.#lastSequence, payload);
    return [meta, witnessRecord(this.keys, meta, this.#lastSequence)];
  }
}
