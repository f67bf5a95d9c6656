/** The slow work of an open document, off the relay's thread: compaction, and the reading of title and text. [J16–J18] */
import type { DocumentMeta } from '@scriptorium/persistence';
import type { Cancel } from './clock.ts';
import type { DocumentState } from './document-state.ts';
import type { Description } from './document-worker/document-worker.ts';
import { WorkerError } from './document-worker/document-worker.ts';
import type { RoomContext } from './room-context.ts';

/** A tail above this share of the snapshot is worth a compaction. */
const tailShare = 0.5;

export interface UpkeepOptions {
  readonly documentId: string;
  readonly state: DocumentState;
  readonly meta: DocumentMeta;
  readonly context: RoomContext;
  /** What could not be read of it must not be folded away: nothing is done. [J19] */
  readonly isDamaged: boolean;
  /** A document that can't be loaded by a client: what was written since the last good snapshot did it. */
  readonly onPoisoned: () => void;
  /** The worker has loaded everything up to this sequence as a client would. */
  readonly onSound: (throughSequence: number) => void;
}

export class Upkeep {
  readonly #options: UpkeepOptions;
  #title: string | null;
  /** The task under way; upkeep does one thing at a time. */
  #task: Promise<void> | null = null;
  #cancelTimer: Cancel | null = null;
  #dirtySince: number | null = null;
  #changedAt = 0;
  #compactAfter = 0;
  #compactions = 0;
  #isClosed = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#title = options.meta.title;
  }

  /** A change is on disk. */
  changed(): void {
    const { clock, timings } = this.#options.context;
    this.#changedAt = clock.now();
    const isFirst = this.#dirtySince === null;
    this.#dirtySince ??= this.#changedAt;
    if (isFirst) this.#options.context.events.changed(this.#options.documentId);
    if (this.#isCompactionDue()) this.#run(() => this.#compact());
    else this.#cancelTimer ??= clock.after(timings.describeQuietMs, () => this.#wake());
  }

  /** Before unloading: what is due is done now. Call it when everything is on disk. */
  async finish(): Promise<void> {
    await this.#task;
    const isLong = this.#options.state.tailCount >= this.#options.context.limits.tailCountAtUnload && this.#mayCompact();
    if (isLong) this.#run(() => this.#compact());
    else if (this.#dirtySince !== null) this.#run(() => this.#describe());
    await this.#task;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer?.();
    await this.#task;
  }

  /** Folds the tail into the snapshot, however short it is, and whatever became of the last try. */
  async compactNow(): Promise<'compacted' | 'empty' | 'failed'> {
    for (let task = this.#task; task !== null; task = this.#task) await task;
    if (this.#options.state.tailCount === 0) return 'empty';
    if (this.#isClosed) return 'failed';
    const done = this.#compactions;
    this.#run(() => this.#compact());
    await this.#task;
    return this.#compactions > done ? 'compacted' : 'failed';
  }

  /** Reads title and text without waiting for quiet. */
  async describeNow(): Promise<void> {
    await this.#task;
    this.#run(() => this.#describe());
    await this.#task;
  }

  #wake(): void {
    this.#cancelTimer = null;
    if (this.#dirtySince === null || this.#isClosed) return;
    const { clock, timings } = this.#options.context;
    const now = clock.now();
    const dueAt = Math.min(this.#changedAt + timings.describeQuietMs, this.#dirtySince + timings.describeLatestMs);
    if (now < dueAt) this.#cancelTimer = clock.after(dueAt - now, () => this.#wake());
    else this.#run(() => this.#describe());
  }

  #isCompactionDue(): boolean {
    const { tailBytes, tailCount, snapshotBytes } = this.#options.state;
    const { tailBytesMin, tailCountMin } = this.#options.context.limits;
    if (tailBytes < tailBytesMin && tailCount < tailCountMin) return false;
    const isHeavy = tailBytes > snapshotBytes * tailShare || tailCount > tailCountMin * 20;
    return isHeavy && this.#task === null && this.#mayCompact();
  }

  #mayCompact(): boolean {
    return this.#options.context.clock.now() >= this.#compactAfter;
  }

  /** One task at a time; a second call while one is under way comes back through the timer. */
  #run(task: () => Promise<void>): void {
    if (this.#isClosed || this.#options.isDamaged) return;
    if (this.#task !== null) {
      this.#cancelTimer ??= this.#options.context.clock.after(this.#options.context.timings.describeQuietMs, () => this.#wake());
      return;
    }
    this.#dirtySince = null;
    this.#task = task()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#task = null;
      });
  }

  async #compact(): Promise<void> {
    const { documentId, state, context } = this.#options;
    const input = state.compactionInput();
    const { snapshot, description } = await context.worker.compact(input);
    await context.store.compact(documentId, {
      snapshot,
      throughSequence: input.throughSequence,
      meta: { title: description.title },
    });
    state.applyCompaction(snapshot, input.throughSequence);
    context.metrics.compaction('done');
    this.#compactions++;
    this.#options.onSound(input.throughSequence);
    this.#tell(description);
  }

  async #describe(): Promise<void> {
    const { documentId, state, context } = this.#options;
    const { durableSequence } = state;
    const description = await context.worker.describe(state.whole());
    this.#options.onSound(durableSequence);
    if (description.title !== this.#title) await context.store.describe(documentId, { title: description.title });
    this.#tell(description);
  }

  #tell(description: Description): void {
    this.#title = description.title;
    this.#options.context.events.described(this.#options.documentId, description, this.#dirtySince === null);
  }

  /** The last good bytes stay as they are, and the next try waits. */
  #fail(error: unknown): void {
    const { documentId, context, onPoisoned } = this.#options;
    this.#compactAfter = context.clock.now() + context.timings.compactionRetryMs;
    context.metrics.compaction('failed');
    context.log.error({ documentId, err: error }, 'The document could not be read by the worker; its last good bytes are kept.');
    if (error instanceof WorkerError && error.code === 'threw') onPoisoned();
  }
}
