/** What an open room holds of its document: bytes and their index, never a Y.Doc. No I/O. */
import type { Snapshot, StoredUpdate } from '@scriptorium/persistence';
import {
  admit,
  applyToIndex,
  storedLimits,
  type Admission,
  type AdmissionLimits,
  type AdmittedUpdate,
  type DocumentIndex,
} from './admission.ts';
import { DeletedRanges } from './deleted-ranges.ts';
import { answerTo, framesOf, wholeOf, type DurableContent, type JoinAnswer } from './join-answer.ts';
import { decodeOwnStateVector, encodeStateVector, type StateVector } from './state-vector.ts';
import { Tail } from './tail.ts';

export type { JoinAnswer } from './join-answer.ts';

/** What a store gives of a document. */
export interface StoredContent {
  readonly snapshot: Snapshot | null;
  readonly tail: readonly StoredUpdate[];
  readonly lastSequence: number;
}

/** Durable content, for the worker. */
export interface CompactionInput {
  readonly updates: readonly Uint8Array[];
  readonly throughSequence: number;
  readonly stateVector: Uint8Array;
  readonly deletedRanges: Uint8Array;
}

export class DocumentState {
  /** With what is in flight: admission looks here. */
  readonly #accepted: DocumentIndex = { stateVector: new Map(), deleted: new DeletedRanges() };
  /** On disk. */
  readonly #durableVector: StateVector = new Map();
  /** Accepted and not on disk, in order. Deletions on disk are those accepted without these: a set of their own would double the index. */
  readonly #inFlight: AdmittedUpdate[] = [];
  readonly #tail = new Tail();
  readonly #faults: string[] = [];
  #snapshot: Snapshot | null = null;
  #snapshotVector: StateVector = new Map();
  /** Updates up to this sequence are in the snapshot alone. */
  #compactedThrough: number;
  #durableSequence: number;
  #inFlightBytes = 0;
  #encodedVector: Uint8Array | null = null;
  /** On disk, while something is in flight; null until somebody asks. */
  #encodedDeletions: Uint8Array | null = null;

  private constructor(snapshot: Snapshot | null, compactedThrough: number) {
    this.#compactedThrough = compactedThrough;
    this.#durableSequence = compactedThrough;
    if (snapshot !== null) this.#setSnapshot(snapshot);
  }

  /** Throws `ProtocolError` where the snapshot's index can't be read. What can't be read of the tail is in `faults`. */
  static open({ snapshot, tail, lastSequence }: StoredContent): DocumentState {
    const before = (tail[0]?.sequence ?? lastSequence + 1) - 1;
    const state = new DocumentState(snapshot, before);
    for (const { sequence, update } of tail) state.#restore(sequence, update);
    state.#durableSequence = lastSequence;
    return state;
  }

  /** One sentence for each stored update that did not fit what is before it. Empty for a sound document. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** The sequence of the last update that is on disk; 0 while there is none. */
  get durableSequence(): number {
    return this.#durableSequence;
  }

  get snapshotBytes(): number {
    return this.#snapshot?.update.byteLength ?? 0;
  }

  /** On disk since the snapshot. */
  get tailBytes(): number {
    return this.#tail.byteLength;
  }

  /** Updates on disk since the snapshot. */
  get tailCount(): number {
    return this.#durableSequence - this.#compactedThrough;
  }

  get sizeBytes(): number {
    return this.snapshotBytes + this.tailBytes + this.#inFlightBytes;
  }

  /** Changes nothing: call `accept` with what is to be kept. */
  admit(update: Uint8Array, limits: AdmissionLimits): Admission {
    return admit(this.#accepted, update, limits);
  }

  /** The document has it from now on, in flight: it counts for admission, and is not shown. */
  accept(admitted: AdmittedUpdate): void {
    applyToIndex(this.#accepted, admitted);
    this.#encodedVector = null;
    this.#inFlight.push(admitted);
    this.#inFlightBytes += admitted.update.byteLength;
  }

  /** It is on disk. Call in the order of `accept`. The update's bytes must be the caller's own copy: they are kept. */
  commit(sequence: number, admitted: AdmittedUpdate): void {
    this.#inFlight.shift();
    this.#inFlightBytes -= admitted.update.byteLength;
    this.#append(sequence, admitted);
  }

  /** Encoded; of everything accepted. */
  stateVector(): Uint8Array {
    this.#encodedVector ??= encodeStateVector(this.#accepted.stateVector);
    return this.#encodedVector;
  }

  /** Durable content only. */
  answer(client: StateVector): JoinAnswer {
    return answerTo(client, () => encodeStateVector(client), this.#content());
  }

  /** Durable updates after a sequence, and perhaps some before it; null if they went into the snapshot: then send `frames`. */
  since(sequence: number): readonly Uint8Array[] | null {
    if (sequence < this.#compactedThrough) return null;
    return this.#tail.since(sequence).map(({ update }) => update);
  }

  /** The snapshot and what came after it, durable. Empty for an empty document. */
  whole(): readonly Uint8Array[] {
    return wholeOf(this.#content());
  }

  /** The same in two frames at most, the same bytes for all. [J1] */
  frames(): readonly Uint8Array[] {
    return framesOf(this.#content());
  }

  compactionInput(): CompactionInput {
    this.#tail.seal();
    return {
      updates: this.whole(),
      throughSequence: this.#durableSequence,
      stateVector: encodeStateVector(this.#durableVector),
      deletedRanges: this.#deletions(),
    };
  }

  /** The snapshot that the worker made of `compactionInput`, once it is on disk. Updates after `throughSequence` stay. */
  applyCompaction(snapshot: Snapshot, throughSequence: number): void {
    this.#setSnapshot(snapshot);
    this.#tail.dropThrough(throughSequence);
    this.#compactedThrough = throughSequence;
  }

  #content(): DurableContent {
    return {
      snapshot: this.#snapshot,
      snapshotVector: this.#snapshotVector,
      tail: this.#tail,
      deleted: () => this.#deletions(),
    };
  }

  /** Durable. */
  #deletions(): Uint8Array {
    if (this.#inFlight.every(({ deletions }) => deletions.rangeCount === 0)) return this.#accepted.deleted.encode();
    this.#encodedDeletions ??= this.#durableDeletions().encode();
    return this.#encodedDeletions;
  }

  /** What is in flight was new when it was accepted, but a compaction may have found the same meanwhile, and that is on disk. */
  #durableDeletions(): DeletedRanges {
    const inFlight = new DeletedRanges();
    for (const { deletions } of this.#inFlight) inFlight.addAll(deletions);
    const durable = this.#accepted.deleted.minus(inFlight);
    if (this.#snapshot !== null) durable.addAll(DeletedRanges.decode(this.#snapshot.deletedRanges));
    return durable;
  }

  /** Compaction may find deletions that nobody sent, such as of values that lost a map's key to others. */
  #setSnapshot(snapshot: Snapshot): void {
    const vector = decodeOwnStateVector(snapshot.stateVector);
    const deletions = DeletedRanges.decode(snapshot.deletedRanges);
    // Nothing has changed yet where one of them can't be read.
    this.#snapshot = snapshot;
    this.#snapshotVector = vector;
    for (const known of [this.#durableVector, this.#accepted.stateVector]) {
      for (const [client, clock] of vector) known.set(client, Math.max(clock, known.get(client) ?? 0));
    }
    this.#accepted.deleted.addAll(deletions);
    this.#encodedVector = null;
    this.#encodedDeletions = null;
  }

  #restore(sequence: number, update: Uint8Array): void {
    const admission = admit(this.#accepted, update, storedLimits);
    switch (admission.kind) {
      case 'new':
        return this.#restoreAdmitted(sequence, admission.admitted);
      case 'known':
        return;
      case 'gap':
        this.#faults.push(`Update ${sequence}: ${admission.detail}`);
        if (admission.admissible !== null) this.#restoreAdmitted(sequence, admission.admissible);
        return;
      case 'full':
      case 'refused':
        this.#faults.push(`Update ${sequence}: ${admission.reason}`);
        return;
    }
  }

  #restoreAdmitted(sequence: number, admitted: AdmittedUpdate): void {
    applyToIndex(this.#accepted, admitted);
    this.#append(sequence, admitted);
  }

  #append(sequence: number, admitted: AdmittedUpdate): void {
    for (const [client, clock] of admitted.clocks) this.#durableVector.set(client, clock);
    this.#encodedDeletions = null;
    this.#tail.append(sequence, admitted.update);
    this.#durableSequence = sequence;
  }
}
