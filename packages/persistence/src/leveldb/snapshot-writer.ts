/** Puts a new snapshot in the place of the last one; a large one piece by piece, so that nobody waits for one large commit. [S75] */
import { limits } from '../limits.ts';
import { documentDamaged } from '../refusals.ts';
import { checkThroughSequence } from '../requests.ts';
import type { DocumentState } from './document-state.ts';
import type { GroupCommit } from './group-commit.ts';
import { type Operation, deleteRecord, putRecord } from './record.ts';
import { addPieceCheck, cutPayload, encodeHead } from './snapshot-pieces.ts';

export interface SnapshotWriterOptions {
  readonly commits: Pick<GroupCommit, 'submit' | 'isShared'>;
  /** Takes what is not yet in the queue of commits, so that `flush` waits for it. */
  readonly track: (task: Promise<unknown>) => void;
  /** What is larger goes in pieces of half of it. */
  readonly wholeBytesMax?: number | undefined;
}

interface Replacement {
  readonly state: DocumentState;
  /** The snapshot's payload, in parts. */
  readonly payload: readonly Uint8Array[];
  readonly throughSequence: number;
}

export class SnapshotWriter {
  readonly #commits: SnapshotWriterOptions['commits'];
  readonly #track: SnapshotWriterOptions['track'];
  readonly #wholeBytesMax: number;
  readonly #pieceBytes: number;
  /** The last that waits: pieces of one snapshot are written after those of another, since together they would be one large commit again. */
  #last: Promise<unknown> = Promise.resolve();
  #isHurried = false;
  /** Documents with a snapshot that waits or is being written: their next one comes after it. */
  readonly #waiting = new Map<DocumentState, number>();

  constructor({ commits, track, wholeBytesMax }: SnapshotWriterOptions) {
    this.#commits = commits;
    this.#track = track;
    this.#wholeBytesMax = wholeBytesMax ?? limits.snapshotWholeBytesMax;
    this.#pieceBytes = wholeBytesMax === undefined ? limits.snapshotPieceBytes : Math.max(1, Math.floor(wholeBytesMax / 2));
  }

  /** Resolves when it is on disk. A small one has its place in the order of calls, a large one where its pieces are written. */
  async replace(replacement: Replacement): Promise<void> {
    const { state, payload } = replacement;
    const bytes = payload.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const isLarge = bytes > this.#wholeBytesMax;
    if (!isLarge && !this.#waiting.has(state)) return this.#putWhole(replacement);
    // What the store remembers of the document must stay while there are pieces that nothing on disk names.
    state.joinCommit();
    this.#waiting.set(state, (this.#waiting.get(state) ?? 0) + 1);
    const turn = this.#last.then(() => this.#inTurn(replacement, isLarge ? bytes : 0));
    this.#last = turn.catch(() => {});
    this.#track(turn);
    try {
      const { committed } = await turn;
      await committed;
    } finally {
      this.#leave(state);
    }
  }

  /** Nobody has to be let pass any more: what is left goes in as few commits as it can. */
  hurry(): void {
    this.#isHurried = true;
  }

  #leave(state: DocumentState): void {
    state.leaveCommit();
    const left = (this.#waiting.get(state) ?? 0) - 1;
    if (left > 0) this.#waiting.set(state, left);
    else this.#waiting.delete(state);
  }

  /** Resolves when the last of it is in the queue of commits. `bytes`: 0 for one that goes whole. */
  async #inTurn(replacement: Replacement, bytes: number): Promise<{ committed: Promise<void> }> {
    const { state, throughSequence } = replacement;
    if (!isOpen(state)) return { committed: Promise.resolve() };
    checkThroughSequence(throughSequence, { snapshot: state.snapshotSequence ?? 0, last: state.lastSequence });
    if (bytes === 0) return { committed: this.#putWhole(replacement) };
    const pieceBytes = Math.max(this.#pieceBytes, Math.ceil(bytes / limits.snapshotPiecesMax));
    const generation = state.startPieces(Math.ceil(bytes / pieceBytes));
    let count = 0;
    let check = 0;
    for (const piece of cutPayload(replacement.payload, pieceBytes)) {
      const operation = putRecord(state.keys.piece(generation, count), throughSequence, ...piece);
      await this.#submitPiece(operation);
      if (!isOpen(state)) return { committed: Promise.resolve() };
      check = addPieceCheck(operation.check, check);
      count++;
    }
    const head = putRecord(state.keys.snapshot, throughSequence, encodeHead({ generation, count, check }));
    return { committed: this.#put(replacement, head, generation) };
  }

  /** A commit that others are in is worth waiting for; where nobody else writes, the next piece waits for nothing but the last. */
  async #submitPiece(operation: Operation): Promise<void> {
    const patienceMs = this.#commits.isShared && !this.#isHurried ? limits.piecePatienceMs : 0;
    const written = this.#commits.submit([operation], undefined, patienceMs);
    if (!this.#isHurried) return written;
    // The last batch comes behind it in the queue, and fails where it does.
    written.catch(() => {});
  }

  #putWhole(replacement: Replacement): Promise<void> {
    const { state, payload, throughSequence } = replacement;
    return this.#put(replacement, putRecord(state.keys.snapshot, throughSequence, ...payload), null);
  }

  /** In one batch: the snapshot, or what names its pieces; the updates that it holds go, and so do all other pieces. */
  #put({ state, throughSequence }: Replacement, snapshot: Operation, generation: number | null): Promise<void> {
    const operations = tailDeletions(state, throughSequence);
    for (const key of state.dropPieces(generation)) operations.push(deleteRecord(key));
    operations.push(snapshot);
    state.compacted(throughSequence);
    return this.#commits.submit(operations, state);
  }
}

/** False behind a tombstone, where there is nothing to replace any more. Nothing is written behind damage. [S12] [S26] */
function isOpen(state: DocumentState): boolean {
  if (state.existence === 'damaged') throw documentDamaged(state.documentId, state.damages);
  return state.existence !== 'deleted';
}

export function tailDeletions(state: DocumentState, throughSequence: number): Operation[] {
  const operations: Operation[] = [];
  for (let sequence = (state.snapshotSequence ?? 0) + 1; sequence <= throughSequence; sequence++) {
    operations.push(deleteRecord(state.keys.update(sequence)));
  }
  return operations;
}
