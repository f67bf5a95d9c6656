/** The slow work of an open document, off the relay's thread: compaction, and the reading of title and text. [J16–J18] */
import { PersistenceError } from '@scriptorium/persistence';
import type { DocumentMeta } from '@scriptorium/persistence';
import type { Cancel } from './clock.ts';
import type { DocumentState } from './document-state.ts';
import type { Description } from './document-worker/document-worker.ts';
import { WorkerError } from './document-worker/document-worker.ts';
import type { RoomContext } from './room-context.ts';

/** A tail above this share of the snapshot is worth a compaction. */
const tailShare = 0.5;

/** So that what fails again and again is tried about once an hour. */
const doublingsMax = 6;

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

type TaskKind = 'compact' | 'describe';

export class Upkeep {
  readonly #options: UpkeepOptions;
  #title: string | null;
  /** The task under way; upkeep does one thing at a time. */
  #task: Promise<void> | null = null;
  #cancelTimer: Cancel | null = null;
  /** Since when title and text may be other than what was read last. */
  #dirtySince: number | null = null;
  #changedAt = 0;
  readonly #backOff: Readonly<Record<TaskKind, BackOff>>;
  #compactions = 0;
  #isClosed = false;

  constructor(options: UpkeepOptions) {
    const { compactionRetryMs } = options.context.timings;
    this.#options = options;
    this.#title = options.meta.title;
    this.#backOff = { compact: new BackOff(compactionRetryMs), describe: new BackOff(compactionRetryMs) };
  }

  /** A change is on disk. */
  changed(): void {
    const { clock, timings } = this.#options.context;
    this.#changedAt = clock.now();
    const isFirst = this.#dirtySince === null;
    this.#dirtySince ??= this.#changedAt;
    if (isFirst) this.#options.context.events.changed(this.#options.documentId);
    if (this.#isCompactionDue()) this.#run('compact');
    else this.#cancelTimer ??= clock.after(timings.describeQuietMs, () => this.#wake());
  }

  /** Before unloading: what is due is done now. Call it when everything is on disk. */
  async finish(): Promise<void> {
    await this.#task;
    const isLong = this.#options.state.tailCount >= this.#options.context.limits.tailCountAtUnload && this.#may('compact');
    if (isLong) this.#run('compact');
    else if (this.#dirtySince !== null && this.#may('describe')) this.#run('describe');
    await this.#task;
  }

  /** Waits for the task under way. One that waits for the worker or the store ends when that is closed. */
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
    this.#run('compact');
    await this.#task;
    return this.#compactions > done ? 'compacted' : 'failed';
  }

  /** Reads title and text without waiting for quiet. */
  async describeNow(): Promise<void> {
    await this.#task;
    this.#run('describe');
    await this.#task;
  }

  #wake(): void {
    this.#cancelTimer = null;
    if (this.#dirtySince === null || this.#isClosed) return;
    const { clock, timings } = this.#options.context;
    const now = clock.now();
    const quietAt = Math.min(this.#changedAt + timings.describeQuietMs, this.#dirtySince + timings.describeLatestMs);
    const dueAt = Math.max(quietAt, this.#backOff.describe.until);
    if (now < dueAt) this.#cancelTimer = clock.after(dueAt - now, () => this.#wake());
    else this.#run('describe');
  }

  #isCompactionDue(): boolean {
    const { tailBytes, tailCount, snapshotBytes } = this.#options.state;
    const { tailBytesMin, tailCountMin } = this.#options.context.limits;
    if (tailBytes < tailBytesMin && tailCount < tailCountMin) return false;
    const isHeavy = tailBytes > snapshotBytes * tailShare || tailCount > tailCountMin * 20;
    return isHeavy && this.#task === null && this.#may('compact');
  }

  #may(kind: TaskKind): boolean {
    return this.#options.context.clock.now() >= this.#backOff[kind].until;
  }

  /** One task at a time; a second call while one is under way comes back through the timer. */
  #run(kind: TaskKind): void {
    if (this.#isClosed || this.#options.isDamaged) return;
    if (this.#task !== null) return this.#wakeLater();
    const dirtySince = this.#dirtySince ?? (kind === 'describe' ? this.#options.context.clock.now() : null);
    this.#dirtySince = null;
    this.#task = (kind === 'compact' ? this.#compact() : this.#describe())
      .then(
        () => this.#backOff[kind].succeed(),
        (error: unknown) => {
          this.#dirtySince = dirtySince ?? this.#dirtySince;
          this.#fail(kind, error);
        },
      )
      .finally(() => {
        this.#task = null;
      });
  }

  #wakeLater(): void {
    const { clock, timings } = this.#options.context;
    this.#cancelTimer ??= clock.after(timings.describeQuietMs, () => this.#wake());
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
  #fail(kind: TaskKind, error: unknown): void {
    const { documentId, context, onPoisoned } = this.#options;
    // It is over, for the document or for the server: nothing has failed.
    if (this.#isClosed || isEnd(error)) return;
    this.#backOff[kind].fail(context.clock.now());
    if (kind === 'compact') context.metrics.compaction('failed');
    if (this.#dirtySince !== null) this.#wakeLater();
    if (!(error instanceof WorkerError)) {
      context.log.warn({ documentId, kind, err: error }, 'The store did not take what was read out of the document; it is tried again.');
    } else if (error.code === 'busy') {
      context.log.info({ documentId, kind }, 'The worker has too much to do; the document is read later.');
    } else {
      context.log.error({ documentId, kind, err: error }, 'The document could not be read by the worker; its last good bytes are kept.');
      if (error.code === 'threw') onPoisoned();
    }
  }
}

/** The first retry waits once the delay, each further one twice as long as the one before. */
class BackOff {
  readonly #delayMs: number;
  #failures = 0;
  #until = 0;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Not before. */
  get until(): number {
    return this.#until;
  }

  fail(now: number): void {
    this.#until = now + this.#delayMs * 2 ** Math.min(this.#failures, doublingsMax);
    this.#failures++;
  }

  succeed(): void {
    this.#failures = 0;
    this.#until = 0;
  }
}

function isEnd(error: unknown): boolean {
  if (error instanceof WorkerError) return error.code === 'closed';
  return error instanceof PersistenceError && (error.code === 'closed' || error.code === 'document-deleted');
}
