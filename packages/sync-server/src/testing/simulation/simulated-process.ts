/** One life of the server: its timers, and what the machine does for it. When it is killed, nothing of it happens any more. */
import type { VirtualTime } from './virtual-time.ts';

/** Serves rooms, sessions and the store alike. */
export class SimulatedProcess {
  readonly #time: VirtualTime;
  readonly #timers = new Set<object>();
  #isAlive = true;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Timers that have not run and were not cancelled. */
  get timerCount(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#time.now();
  }

  monotonic(): number {
    return this.#time.now();
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = {};
    this.#timers.add(timer);
    const cancel = this.schedule(delayMs, () => {
      this.#timers.delete(timer);
      run();
    });
    return () => {
      this.#timers.delete(timer);
      cancel();
    };
  }

  /** For the machine's part: not a timer of the server's. */
  schedule(delayMs: number, run: () => void): () => void {
    return this.#time.schedule(delayMs, () => {
      if (this.#isAlive) run();
    });
  }

  /** Resolves later with what `run` gives then, or rejects with what it throws; never, once the process is dead. */
  perform<T>(delayMs: number, run: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.schedule(delayMs, () => {
        try {
          resolve(run());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  kill(): void {
    this.#isAlive = false;
    this.#timers.clear();
  }
}
