/** Group commit: one synced batch in flight; what arrives meanwhile forms the next one. [S30–S32] */
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { type Load, loadAfterCommit, noLoad, pauseMs } from './pace.ts';
import type { Operation } from './record.ts';

/** A document whose meta record goes once into each commit that touches it. */
export interface MetaSource {
  joinCommit(): void;
  leaveCommit(): void;
  metaOperations(): readonly Operation[];
}

/** One finished commit, for metrics. */
export interface CommitStats {
  /** Calls that it completed: appends, compactions, writes of namespaces. */
  readonly operations: number;
  /** Of keys and values. */
  readonly bytes: number;
  readonly durationMs: number;
}

export interface GroupCommitOptions {
  /** Resolves when the operations are on disk, together. Rejects only when they never will be. */
  readonly write: (operations: readonly Operation[]) => Promise<void>;
  readonly clock: Clock;
  readonly onCommit?: ((stats: CommitStats) => void) | undefined;
}

export class GroupCommit {
  readonly #write: GroupCommitOptions['write'];
  readonly #clock: Clock;
  readonly #onCommit: GroupCommitOptions['onCommit'];
  /** The last one takes what arrives; the others are full. */
  readonly #waiting: Group[] = [];
  #inFlight: Group | null = null;
  #cancelStart: (() => void) | null = null;
  /** When the next commit starts, while one is to. */
  #startsAtMs = 0;
  #load: Load = noLoad;
  #lastStartMs: number;

  constructor({ write, clock, onCommit }: GroupCommitOptions) {
    this.#write = write;
    this.#clock = clock;
    this.#onCommit = onCommit;
    this.#lastStartMs = clock.monotonic();
  }

  /** Puts the operations, which stay together, at the end of the queue. Resolves when they are on disk. They may wait for others so long. [S33] */
  submit(operations: readonly Operation[], document?: MetaSource, patienceMs: number = 0): Promise<void> {
    let group = this.#waiting.at(-1);
    if (group === undefined || group.isSealed) {
      group = new Group();
      this.#waiting.push(group);
    }
    group.add(operations, document);
    group.isDueAt(patienceMs <= 0 ? 0 : this.#clock.monotonic() + Math.min(patienceMs, limits.patienceMsMax));
    // At once: before its next operation comes, a document already says more than this commit holds.
    if (group.bytes > limits.commitBytesMax) {
      group.seal();
      group.isDueAt(0);
    }
    this.#schedule();
    return group.done;
  }

  /** Whether the last commit that began held more than one call. */
  get isShared(): boolean {
    return this.#load.lastCommitOperations > 1;
  }

  /** Resolves when everything that was submitted is on disk, and does not pause for it. */
  async flush(): Promise<void> {
    const last = this.#waiting.at(-1) ?? this.#inFlight;
    this.#hurry();
    await last?.done;
  }

  #schedule(): void {
    const [next] = this.#waiting;
    if (this.#inFlight !== null || next === undefined) return;
    const startsAtMs = Math.max(this.#lastStartMs + pauseMs(this.#load), next.dueAtMs);
    if (this.#cancelStart !== null) {
      if (startsAtMs >= this.#startsAtMs) return;
      this.#cancelStart();
    }
    this.#startsAtMs = startsAtMs;
    this.#start(startsAtMs - this.#clock.monotonic());
  }

  #hurry(): void {
    if (this.#cancelStart === null) return;
    this.#cancelStart();
    this.#startsAtMs = 0;
    this.#start(0);
  }

  #start(delayMs: number): void {
    this.#cancelStart = this.#clock.after(Math.max(0, delayMs), () => {
      this.#cancelStart = null;
      // Its outcome goes to those who wait for the group.
      void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    const group = this.#waiting.shift();
    if (group === undefined) return;
    this.#inFlight = group;
    group.seal();
    const startMs = this.#clock.monotonic();
    this.#load = loadAfterCommit(this.#load, { operations: group.calls, elapsedMs: startMs - this.#lastStartMs });
    this.#lastStartMs = startMs;
    const outcome = await this.#write(group.operations).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    this.#inFlight = null;
    if (outcome === null) group.resolve();
    else group.reject(outcome.error);
    if (this.#waiting.length > 0) this.#schedule();
    const durationMs = this.#clock.monotonic() - startMs;
    if (outcome === null) this.#onCommit?.({ operations: group.calls, bytes: group.bytes, durationMs });
  }
}

/** The operations of one commit, and those who wait for it. */
class Group {
  readonly operations: Operation[] = [];
  readonly done: Promise<void>;
  calls = 0;
  bytes = 0;
  readonly #documents = new Set<MetaSource>();
  #isSealed = false;
  #dueAtMs = Number.POSITIVE_INFINITY;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isSealed(): boolean {
    return this.#isSealed;
  }

  add(operations: readonly Operation[], document: MetaSource | undefined): void {
    this.calls++;
    for (const operation of operations) this.#push(operation);
    if (document === undefined || this.#documents.has(document)) return;
    this.#documents.add(document);
    document.joinCommit();
  }

  /** When the first of those who wait for it wants it. */
  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  isDueAt(ms: number): void {
    this.#dueAtMs = Math.min(this.#dueAtMs, ms);
  }

  /** Meta is as of the group's last operation: nothing may be added any more. */
  seal(): void {
    if (this.#isSealed) return;
    this.#isSealed = true;
    for (const document of this.#documents) for (const operation of document.metaOperations()) this.#push(operation);
  }

  resolve(): void {
    this.#leave();
    this.#resolve();
  }

  reject(error: unknown): void {
    this.#leave();
    this.#reject(error);
  }

  #push(operation: Operation): void {
    this.operations.push(operation);
    this.bytes += operation.key.byteLength + (operation.value?.byteLength ?? 0);
  }

  #leave(): void {
    for (const document of this.#documents) document.leaveCommit();
  }
}
