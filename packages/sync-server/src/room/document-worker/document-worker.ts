/** A `DocumentWorker` over a few threads of tinypool: a task that takes too long or too much ends its thread, not the pool. [J12] */
import { Tinypool } from 'tinypool';
import type { CompactionInput } from '../document-state.ts';
import type { CompactionOutcome } from './tasks.ts';
import { Turns, type Lane } from './turns.ts';
import { WorkerError, type CompactionResult, type Description, type DocumentWorker } from './worker-contract.ts';
import { pack, type Task } from './worker-message.ts';

export * from './worker-contract.ts';

export interface DocumentWorkerOptions {
  /** The built entry. */
  readonly entry?: URL;
  /** For one task, from its start; what waits for a thread is not counted. */
  readonly timeoutMs?: number;
  /** The same for a diff, and the longest that it waits before: whoever joins is better off with the whole document by then. [J3] */
  readonly diffTimeoutMs?: number;
  /** Tasks that may wait, of those that people wait for and of upkeep each. */
  readonly waitingMax?: number;
  /** Of JavaScript heap for one thread. */
  readonly memoryMiB?: number;
  readonly threads?: number;
}

const TIMED_OUT = Symbol('timed out');

const DEFAULTS = { timeoutMs: 30_000, diffTimeoutMs: 5_000, waitingMax: 1_000, memoryMiB: 512, threads: 2 } as const;

export function createDocumentWorker(options: DocumentWorkerOptions = {}): DocumentWorker {
  return new PooledWorker({ entry: new URL('./worker-entry.js', import.meta.url), ...DEFAULTS, ...options });
}

class PooledWorker implements DocumentWorker {
  readonly #pool: Tinypool;
  readonly #timeoutMs: number;
  readonly #diffTimeoutMs: number;
  readonly #memoryMiB: number;
  readonly #turns: Turns;
  readonly #underWay = new Set<AbortController>();
  #closing: Promise<void> | null = null;

  constructor({ entry, timeoutMs, diffTimeoutMs, waitingMax, memoryMiB, threads }: Required<DocumentWorkerOptions>) {
    this.#timeoutMs = timeoutMs;
    this.#diffTimeoutMs = diffTimeoutMs;
    this.#memoryMiB = memoryMiB;
    this.#turns = new Turns({ threads, waitingMax });
    this.#pool = new Tinypool({
      filename: entry.href,
      name: 'run',
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 30_000,
      // The thread runs the built entry, whatever this process was started with.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    // A thread that ends without a task, as when it can't be started; the pool would let what waits for it wait for ever.
    this.#pool.on('error', (error: unknown) => {
      for (const abort of this.#underWay) abort.abort(error);
    });
  }

  async compact({ updates, throughSequence, stateVector, deletedRanges }: CompactionInput): Promise<CompactionResult> {
    const parts = [stateVector, deletedRanges, ...updates];
    const outcome: CompactionOutcome = await this.#run('upkeep', () => ({ kind: 'compact', throughSequence, parts: pack(parts) }));
    if (outcome.kind === 'rejected') throw new WorkerError('rejected', outcome.reason);
    return outcome.result;
  }

  describe(updates: readonly Uint8Array[]): Promise<Description> {
    return this.#run('upkeep', () => ({ kind: 'describe', parts: pack(updates) }));
  }

  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array> {
    return this.#run('person', () => ({ kind: 'diff', parts: pack([stateVector, ...updates]) }), this.#diffTimeoutMs);
  }

  setTitle(updates: readonly Uint8Array[], title: string): Promise<Uint8Array | null> {
    return this.#run('person', () => ({ kind: 'set-title', title, parts: pack(updates) }));
  }

  copy(updates: readonly Uint8Array[], title: string | null): Promise<Uint8Array> {
    return this.#run('person', () => ({ kind: 'copy', title, parts: pack(updates) }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.destroy();
    return this.#closing;
  }

  /** Bytes are copied when a thread is free and not before, or a hundred waiting documents would be held twice. */
  async #run<Result>(lane: Lane, makeTask: () => Task, limitMs: number | null = null): Promise<Result> {
    await this.#turns.take(lane, limitMs);
    if (this.#closing !== null) {
      this.#turns.give(lane);
      throw new WorkerError('closed', 'The task was not done: the worker is closed.');
    }
    const task = makeTask();
    const timeoutMs = limitMs ?? this.#timeoutMs;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(TIMED_OUT), timeoutMs);
    this.#underWay.add(abort);
    try {
      const result: Result = await this.#pool.run(task, { signal: abort.signal, transferList: [task.parts.bytes.buffer] });
      return result;
    } catch (cause) {
      throw this.#errorOf(task, cause, abort.signal, timeoutMs);
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(abort);
      this.#turns.give(lane);
    }
  }

  #errorOf({ kind }: Task, cause: unknown, { aborted, reason }: AbortSignal, timeoutMs: number): WorkerError {
    if (reason === TIMED_OUT) return new WorkerError('timeout', `The task "${kind}" took more than ${timeoutMs} ms.`, { cause });
    if (aborted) return new WorkerError('unavailable', `The task "${kind}" was not done: its thread ended.`, { cause: reason });
    if (this.#closing !== null) return new WorkerError('closed', `The task "${kind}" was not done: the worker is closed.`, { cause });
    if (isOutOfMemory(cause)) {
      return new WorkerError('memory', `The task "${kind}" took more than ${this.#memoryMiB} MiB.`, { cause });
    }
    return new WorkerError('threw', `The task "${kind}" failed on the document.`, { cause });
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
