/** Accepted updates on their way to the disk: in order, bounded, and each followed by whatever waits for it. */
import type { DocumentStore, MetaChange } from '@scriptorium/persistence';
import { syncLimits } from './admission-limits.ts';
import type { AdmittedUpdate } from './admission.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { DocumentState } from './document-state.ts';

/** An update that is on disk now. */
export interface DurableUpdate {
  readonly sequence: number;
  readonly update: Uint8Array;
  readonly authorId: number | null;
}

interface Entry {
  readonly admitted: AdmittedUpdate;
  readonly authorId: number | null;
  readonly waiting: (() => void)[];
  /** Null until it is on disk. */
  sequence: number | null;
}

export interface JournalOptions {
  readonly documentId: string;
  readonly store: DocumentStore;
  readonly state: DocumentState;
  /** Un-acked bytes of this room, … */
  readonly unackedBytesMax: number;
  /** … and of all rooms together. */
  readonly budget: ByteBudget;
  /** Told of each update before it is written; gives how long it may wait for its commit, in ms, since nobody could be shown it before. [P25] */
  readonly expectUpdate: () => number;
  /** Called for each update in order, before whatever waits for it. */
  readonly onDurable: (update: DurableUpdate) => void;
  /** The store will not take it, ever, or we failed on it: the room can't go on. */
  readonly onRejected: (error: unknown) => void;
}

export class Journal {
  readonly #options: JournalOptions;
  readonly #entries: Entry[] = [];
  readonly #onBroken: ((error: unknown) => void)[] = [];
  readonly #onWritten: (() => void)[] = [];
  #bytes = 0;
  /** Appends that the store has not answered. */
  #underWay = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Whether so many more bytes would run too far ahead of the disk. What is asked for when half is free is not, however large it is. [P43] */
  isFullFor(bytes: number): boolean {
    const { unackedBytesMax, budget } = this.#options;
    return (this.#bytes >= unackedBytesMax / 2 && this.#bytes + bytes > unackedBytesMax) || budget.isExceededBy(bytes);
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Whether half of the limit is free, and the largest answer fits beside the other rooms: then what was dropped is worth asking for. [P43] */
  get isHalfEmpty(): boolean {
    const { unackedBytesMax, budget } = this.#options;
    return this.#bytes < unackedBytesMax / 2 && !budget.isExceededBy(syncLimits.updateBytesMax);
  }

  /** Takes what admission gave; the bytes are copied, since a frame's memory belongs to the socket. */
  append(admitted: AdmittedUpdate, authorId: number | null, meta: MetaChange): void {
    const { state, store, documentId } = this.#options;
    const patienceMs = this.#options.expectUpdate();
    const kept: AdmittedUpdate = { ...admitted, update: new Uint8Array(admitted.update) };
    state.accept(kept);
    const entry: Entry = { admitted: kept, authorId, waiting: [], sequence: null };
    this.#entries.push(entry);
    this.#bytes += kept.update.byteLength;
    this.#options.budget.take(kept.update.byteLength);
    this.#underWay++;
    store.append(documentId, kept.update, meta, patienceMs).then(
      (sequence) => this.#end(entry, sequence),
      (error: unknown) => {
        this.#break(error);
        this.#tellWritten();
      },
    );
  }

  /** Resolves when the store is done with all that it was given, whatever became of it. */
  written(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.#onWritten.push(resolve));
  }

  /** Calls back once everything that was accepted so far is on disk: at once when nothing is under way. */
  settle(callback: () => void): void {
    const last = this.#entries.at(-1);
    if (last === undefined) callback();
    else last.waiting.push(callback);
  }

  /** Like `settle`, as a promise; rejects when the store refuses an update for good. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onBroken.push(reject);
      this.settle(() => {
        this.#onBroken.splice(this.#onBroken.indexOf(reject), 1);
        resolve();
      });
    });
  }

  /** The store is done with one update. A fault in what follows is nobody's to catch: it breaks the room, not the process. */
  #end(entry: Entry, sequence: number): void {
    try {
      this.#land(entry, sequence);
    } catch (error) {
      this.#break(error);
    }
    this.#tellWritten();
  }

  #tellWritten(): void {
    this.#underWay--;
    if (this.#underWay === 0) for (const resolve of this.#onWritten.splice(0)) resolve();
  }

  /** It is on disk. One commit of the store holds many updates and tells of them in any order: here they come in their own. */
  #land(landed: Entry, landedSequence: number): void {
    landed.sequence = landedSequence;
    for (let entry = this.#entries[0]; entry !== undefined && entry.sequence !== null; entry = this.#entries[0]) {
      const { admitted, authorId, sequence, waiting } = entry;
      this.#entries.shift();
      this.#bytes -= admitted.update.byteLength;
      this.#options.budget.give(admitted.update.byteLength);
      this.#options.state.commit(sequence, admitted);
      this.#options.onDurable({ sequence, update: admitted.update, authorId });
      for (const callback of waiting) callback();
    }
  }

  #break(error: unknown): void {
    this.#entries.length = 0;
    this.#options.budget.give(this.#bytes);
    this.#bytes = 0;
    for (const reject of this.#onBroken.splice(0)) reject(error);
    this.#options.onRejected(error);
  }
}
