/** A relay without sockets, disk or threads: admits, commits late, broadcasts, answers, compacts, and is opened again. */
import type { Snapshot, StoredUpdate } from '@scriptorium/persistence';
import { liveLimits, syncLimits, type Admission, type AdmittedUpdate } from '../admission.ts';
import { compact, diff } from '../document-worker/tasks.ts';
import { DocumentState, type JoinAnswer } from '../document-state.ts';
import { decodeStateVector } from '../state-vector.ts';

export class SimulatedRelay {
  state: DocumentState = DocumentState.open({ snapshot: null, tail: [], lastSequence: 0 });
  /** What the disk holds. */
  snapshot: Snapshot | null = null;
  tail: StoredUpdate[] = [];
  /** Reasons for which a compaction was rejected. */
  readonly rejected: string[] = [];
  #sequence = 0;
  readonly #inFlight: AdmittedUpdate[] = [];
  readonly #onCommit: (update: Uint8Array) => void;

  constructor(onCommit: (update: Uint8Array) => void = () => undefined) {
    this.#onCommit = onCommit;
  }

  get inFlight(): number {
    return this.#inFlight.length;
  }

  /** Admits, and accepts what is new; of a step 2 with a gap, what is admissible. */
  receive(update: Uint8Array, kind: 'live' | 'step-2'): Admission {
    const admission = this.state.admit(update, kind === 'live' ? liveLimits : syncLimits);
    if (admission.kind === 'new') this.#accept(admission.admitted);
    if (admission.kind === 'gap' && kind === 'step-2' && admission.admissible !== null) this.#accept(admission.admissible);
    return admission;
  }

  /** The disk has taken the oldest `count` of what is in flight; the rest of the room sees it now. */
  commit(count: number = this.#inFlight.length): void {
    for (const admitted of this.#inFlight.splice(0, count)) {
      this.#sequence++;
      this.tail.push({ sequence: this.#sequence, update: admitted.update });
      this.state.commit(this.#sequence, admitted);
      this.#onCommit(admitted.update);
    }
  }

  /** What a client is sent for its step 1, as frames. */
  answer(stateVector: Uint8Array): readonly Uint8Array[] {
    const answer: JoinAnswer = this.state.answer(decodeStateVector(stateVector));
    switch (answer.kind) {
      case 'frames':
        return answer.updates;
      case 'diff':
        return [diff(answer.updates, answer.stateVector)];
    }
  }

  /** `meanwhile` happens while the worker works. Gives whether the snapshot was good. */
  compact(meanwhile: () => void = () => undefined): boolean {
    const input = this.state.compactionInput();
    const outcome = compact(input);
    meanwhile();
    if (outcome.kind === 'rejected') {
      this.rejected.push(outcome.reason);
      return false;
    }
    this.snapshot = outcome.result.snapshot;
    this.tail = this.tail.filter(({ sequence }) => sequence > input.throughSequence);
    this.state.applyCompaction(this.snapshot, input.throughSequence);
    return true;
  }

  /** The server stops and starts: what was in flight is lost. */
  reopen(): void {
    this.#inFlight.length = 0;
    this.state = DocumentState.open({ snapshot: this.snapshot, tail: this.tail, lastSequence: this.#sequence });
  }

  #accept(admitted: AdmittedUpdate): void {
    const kept = { ...admitted, update: admitted.update.slice() };
    this.state.accept(kept);
    this.#inFlight.push(kept);
  }
}
