/** What each write to a document does to its records; run in the order of calls, by the cache. [S11–S13] */
import type { Clock } from '../clock.ts';
import type { Compaction, DocumentMeta, MetaChange, TrashedDocument } from '../document-store.ts';
import { documentDamaged } from '../refusals.ts';
import { checkThroughSequence } from '../requests.ts';
import { encodeSnapshot } from './document-records.ts';
import type { DocumentState } from './document-state.ts';
import type { GroupCommit } from './group-commit.ts';
import { type Operation, deleteRecord, putRecord } from './record.ts';
import { SnapshotWriter, tailDeletions } from './snapshot-writer.ts';

export interface DocumentWriterOptions {
  readonly commits: GroupCommit;
  readonly clock: Clock;
  /** Every key that lies on disk for a document. */
  readonly readKeys: (state: DocumentState) => Promise<readonly Uint8Array[]>;
  /** Takes what is not yet in the queue of commits, so that `flush` waits for it. */
  readonly track: (task: Promise<unknown>) => void;
  readonly snapshotWholeBytesMax?: number | undefined;
}

/** Everything before the first `await` of a method happens in the order of calls. */
export class DocumentWriter {
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #readKeys: DocumentWriterOptions['readKeys'];
  readonly #track: DocumentWriterOptions['track'];
  readonly #snapshots: SnapshotWriter;

  constructor({ commits, clock, readKeys, track, snapshotWholeBytesMax }: DocumentWriterOptions) {
    this.#commits = commits;
    this.#clock = clock;
    this.#readKeys = readKeys;
    this.#track = track;
    this.#snapshots = new SnapshotWriter({ commits, track, wholeBytesMax: snapshotWholeBytesMax });
  }

  /** Nobody writes any more: what is under way need not let others pass. */
  hurry(): void {
    this.#snapshots.hurry();
  }

  async append(
    state: DocumentState,
    update: Uint8Array,
    { change, patienceMs }: { readonly change: MetaChange; readonly patienceMs: number },
  ): Promise<number> {
    state.assertWritable();
    const now = this.#clock.now();
    state.describe(change, now, now);
    const sequence = state.takeSequence();
    await this.#commits.submit([putRecord(state.keys.update(sequence), sequence, update)], state, patienceMs);
    return sequence;
  }

  async compact(state: DocumentState, { snapshot, throughSequence, meta = {} }: Compaction): Promise<void> {
    state.assertWritable();
    if (state.existence === 'absent') throw new RangeError('A document that does not exist has nothing to compact.');
    checkThroughSequence(throughSequence, { snapshot: state.snapshotSequence ?? 0, last: state.lastSequence });
    state.describe(meta, this.#clock.now());
    await this.#snapshots.replace({ state, payload: encodeSnapshot(snapshot), throughSequence });
  }

  async describe(state: DocumentState, change: MetaChange): Promise<DocumentMeta> {
    state.assertWritable();
    const meta = state.describe(change, this.#clock.now());
    await this.#commits.submit([], state);
    return meta;
  }

  async delete(state: DocumentState): Promise<boolean> {
    switch (state.existence) {
      case 'absent':
      case 'deleted':
        return false;
      case 'live':
      case 'trashed': {
        const operations = tailDeletions(state, state.lastSequence);
        if (state.snapshotSequence !== null) operations.push(deleteRecord(state.keys.snapshot));
        for (const key of state.dropPieces(null)) operations.push(deleteRecord(key));
        return this.#deleteNow(state, operations);
      }
      case 'damaged':
        return this.#deleteDamaged(state);
    }
  }

  /** [S71] */
  async trash(state: DocumentState): Promise<TrashedDocument | null> {
    if (state.existence === 'damaged') throw documentDamaged(state.documentId, state.damages);
    const { documentId, existence, meta } = state;
    if (existence !== 'live' || meta === null) return null;
    const trashedAt = this.#clock.now();
    state.trash(trashedAt);
    await this.#commits.submit([], state);
    return { documentId, meta, trashedAt };
  }

  /** [S72] */
  async restore(state: DocumentState): Promise<boolean> {
    if (state.existence === 'damaged') throw documentDamaged(state.documentId, state.damages);
    if (state.existence !== 'trashed') return false;
    state.restore();
    await this.#commits.submit([], state);
    return true;
  }

  async #deleteNow(state: DocumentState, operations: readonly Operation[]): Promise<boolean> {
    state.delete(this.#clock.now());
    await this.#commits.submit(operations, state);
    return true;
  }

  /** What lies there is not known, so the keys are read, after the document's last write. [S12] */
  async #deleteDamaged(state: DocumentState): Promise<boolean> {
    const submitting = this.#submitDeleteDamaged(state);
    this.#track(submitting);
    const { deleted } = await submitting;
    return deleted;
  }

  async #submitDeleteDamaged(state: DocumentState): Promise<{ deleted: Promise<boolean> }> {
    await this.#commits.flush();
    const keys = await this.#readKeys(state);
    // Another call may have deleted it meanwhile.
    if (state.existence !== 'damaged') return { deleted: Promise.resolve(false) };
    return { deleted: this.#deleteNow(state, keys.map((key) => deleteRecord(Buffer.from(key)))) };
  }
}
