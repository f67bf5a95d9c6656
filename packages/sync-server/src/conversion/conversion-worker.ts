/** A `ConversionService` on one thread with limits of time and memory: a file that takes too much ends its thread, not the server. */
import { Tinypool } from 'tinypool';
import { ConversionError } from '../conversion-error.ts';
import type { ConversionService } from '../features/conversion-service.ts';
import type { ConversionOutcome, ConversionTask } from './conversion-entry.ts';
import { serviceOver } from './service-over.ts';

const defaultTimeoutMs = 60_000;
const memoryMiB = 1_024;
/** Under way and waiting. */
const tasksMax = 16;

const stopping = 'The server is stopping; try again in a moment.';

export interface ConversionWorkerOptions {
  /** The built entry. */
  readonly entry?: URL;
  readonly timeoutMs?: number;
}

export function createConversionWorker(options: ConversionWorkerOptions = {}): ConversionService {
  const worker = new ConversionWorker({ entry: new URL('./conversion-entry.js', import.meta.url), timeoutMs: defaultTimeoutMs, ...options });
  return serviceOver({ run: (begin) => worker.run(begin), close: () => worker.close() });
}

class ConversionWorker {
  readonly #pool: Tinypool;
  readonly #timeoutMs: number;
  #tasks = 0;
  /** One after the other: the time of a task begins when the one before has ended. */
  #last: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor({ entry, timeoutMs }: Required<ConversionWorkerOptions>) {
    this.#timeoutMs = timeoutMs;
    this.#pool = new Tinypool({
      filename: entry.href,
      name: 'run',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 30_000,
      // The thread runs the built entry, whatever this process was started with.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
  }

  async run(begin: () => Promise<ConversionTask>): Promise<ConversionOutcome> {
    if (this.#closing !== null || this.#tasks >= tasksMax) throw new ConversionError('busy', 'Too many files are being converted now; try again in a moment.');
    this.#tasks++;
    const turn = this.#after(this.#last, begin);
    this.#last = turn;
    try {
      return await turn;
    } finally {
      this.#tasks--;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.destroy();
    return this.#closing;
  }

  async #after(before: Promise<unknown>, begin: () => Promise<ConversionTask>): Promise<ConversionOutcome> {
    await Promise.allSettled([before]);
    const isOpen = this.#closing === null;
    const task = isOpen ? await begin() : null;
    // A pool that was ended would let the task wait for ever.
    if (task === null || this.#closing !== null) throw new ConversionError('busy', stopping);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.#timeoutMs);
    try {
      const outcome: ConversionOutcome = await this.#pool.run(task, { signal: abort.signal });
      return outcome;
    } catch (cause) {
      if (this.#closing !== null) throw new ConversionError('busy', stopping, { cause });
      throw new ConversionError('too-much', 'The document takes more time or memory to be converted than the server gives it.', { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
