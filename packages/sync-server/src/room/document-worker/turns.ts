/** Whose task a thread does next: those that a person waits for come first, and no queue grows without a limit. [J12] */
import { WorkerError } from './worker-contract.ts';

/** `person`: somebody waits for it, as in a join. `upkeep`: it can be done later. */
export type Lane = 'person' | 'upkeep';

export interface TurnsOptions {
  readonly threads: number;
  /** Tasks that may wait in one lane. */
  readonly waitingMax: number;
}

interface Waiter {
  readonly begin: () => void;
}

export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting: Readonly<Record<Lane, Set<Waiter>>> = { person: new Set(), upkeep: new Set() };
  readonly #running: Record<Lane, number> = { person: 0, upkeep: 0 };

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Resolves when it is this task's turn; `give` it back. Rejects with `busy` where too many wait, or `waitMs` is over. */
  take(lane: Lane, waitMs: number | null): Promise<void> {
    const waiting = this.#waiting[lane];
    if (waiting.size === 0 && this.#isFree(lane)) {
      this.#running[lane]++;
      return Promise.resolve();
    }
    const { waitingMax } = this.#options;
    if (waiting.size >= waitingMax) return Promise.reject(new WorkerError('busy', `${waitingMax} tasks wait for the worker already.`));
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | null = null;
      const waiter: Waiter = {
        begin: () => {
          if (timer !== null) clearTimeout(timer);
          resolve();
        },
      };
      waiting.add(waiter);
      if (waitMs === null) return;
      timer = setTimeout(() => {
        waiting.delete(waiter);
        reject(new WorkerError('busy', `The task has waited ${waitMs} ms for the worker.`));
      }, waitMs);
    });
  }

  give(lane: Lane): void {
    this.#running[lane]--;
    for (const next of ['person', 'upkeep'] as const) {
      const [waiter] = this.#waiting[next];
      if (waiter === undefined || !this.#isFree(next)) continue;
      this.#waiting[next].delete(waiter);
      this.#running[next]++;
      waiter.begin();
    }
  }

  /** Upkeep leaves one thread to those who wait, where there are several. */
  #isFree(lane: Lane): boolean {
    const { threads } = this.#options;
    const { person, upkeep } = this.#running;
    if (person + upkeep >= threads) return false;
    return lane === 'person' || upkeep < Math.max(1, threads - 1);
  }
}
