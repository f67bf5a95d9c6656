/** A `DocumentWorker` over a few threads of tinypool: a task that takes too long or too much ends its thread, not the pool. [J12] */
import { Tinypool } from 'tinypool';
import type { CompactionInput } from '../document-state.ts';
import { WorkerError, type CompactionResult, type Description, type DocumentWorker } from './worker-contract.ts';
import type { CompactionOutcome } from './tasks.ts';
import { pack, type Task } from './worker-message.ts';

export * from './worker-contract.ts';

export interface DocumentWorkerOptions {
  /** The built entry. */
  readonly entry?: URL;
  /** For one task, from its start; what waits for a thread is not counted. */
  readonly timeoutMs?: number;
  /** Of JavaScript heap for one thread. */
  readonly memoryMiB?: number;
  readonly threads?: number;
}

const TIMED_OUT = Symbol('timed out');

const DEFAULTS = { timeoutMs: 30_000, memoryMiB: 512, threads: 2 } as const;

export function createDocumentWorker(options: DocumentWorkerOptions = {}): DocumentWorker {
  return new PooledWorker({ entry: new URL('./worker-entry.js', import.meta.url), ...DEFAULTS, ...options });
}

class PooledWorker implements DocumentWorker {
  readonly #pool: Tinypool;
  readonly #timeoutMs: number;
  readonly #memoryMiB: number;
  readonly #turns: Turns;
  readonly #underWay = new Set<AbortController>();
  #closing: Promise<void> | null = null;

  constructor({ entry, timeoutMs, memoryMiB, threads }: Required<DocumentWorkerOptions>) {
    this.#timeoutMs = timeoutMs;
    this.#memoryMiB = memoryMiB;
    this.#turns = new Turns(threads);
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
    const outcome: CompactionOutcome = await this.#run(() => ({ kind: 'compact', throughSequence, parts: pack(parts) }));
    if (outcome.kind === 'rejected') throw new WorkerError('rejected', outcome.reason);
    return outcome.result;
  }

  describe(updates: readonly Uint8Array[]): Promise<Description> {
    return this.#run(() => ({ kind: 'describe', parts: pack(updates) }));
  }

  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array> {
    return this.#run(() => ({ kind: 'diff', parts: pack([stateVector, ...updates]) }));
  }

  setTitle(updates: readonly Uint8Array[], title: string): Promise<Uint8Array | null> {
    return this.#run(() => ({ kind: 'set-title', title, parts: pack(updates) }));
  }

  copy(updates: readonly Uint8Array[], title: string | null): Promise<Uint8Array> {
    return this.#run(() => ({ kind: 'copy', title, parts: pack(updates) }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.destroy();
    return this.#closing;
  }

  /** Bytes are copied when a thread is free and not before, or a hundred waiting documents would be held twice. */
  async #run<Result>(makeTask: () => Task): Promise<Result> {
    await this.#turns.take();
    const task = makeTask();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(TIMED_OUT), this.#timeoutMs);
    this.#underWay.add(abort);
    try {
      if (this.#closing !== null) throw new Error('The worker is closed.');
      const result: Result = await this.#pool.run(task, { signal: abort.signal, transferList: [task.parts.bytes.buffer] });
      return result;
    } catch (cause) {
      throw this.#errorOf(task, cause, abort.signal);
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(abort);
      this.#turns.give();
    }
  }

  #errorOf({ kind }: Task, cause: unknown, { aborted, reason }: AbortSignal): WorkerError {
    if (reason === TIMED_OUT) return new WorkerError('timeout', `The task "${kind}" took more than ${this.#timeoutMs} ms.`, { cause });
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

/** At most so many at a time, first come, first served: the pool's own queue would let the time limit run while a task waits. */
class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  take(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
