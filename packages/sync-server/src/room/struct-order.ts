/** In which order the structs of an update can be integrated, and which of them never can. [A4] */

/** The new structs of one client in an update: clocks up to `end` (exclusive). */
export interface OrderedRun {
  readonly client: number;
  readonly end: number;
}

/** The struct at `clock` of the run `run` names `client`:`named`, which the document does not have. */
export interface Need {
  readonly run: number;
  readonly clock: number;
  readonly client: number;
  readonly named: number;
}

/** The need that holds a run up, and whether what it names is not there at all, or waits for this run itself. */
export interface Block<N extends Need> {
  readonly need: N;
  readonly cause: 'missing' | 'circle';
}

/**
 * Depth first, as Yjs integrates: a struct that names another client's struct waits until that client's run has come so far. A run
 * that waits for itself waits for ever. `needs` come in the order of runs and clocks; each is looked at a bounded number of times.
 * Gives the block of each run that can't be integrated to its end.
 */
export function blocksOf<N extends Need>(runs: readonly OrderedRun[], needs: readonly N[]): Map<number, Block<N>> {
  return needs.length === 0 ? new Map() : new Order(runs, needs).blocks();
}

class Order<N extends Need> {
  readonly #runs: readonly OrderedRun[];
  readonly #runOfClient = new Map<number, number>();
  /** The needs of each run that are not met yet, the next one last. */
  readonly #unmet: N[][];
  readonly #blocks = new Map<number, Block<N>>();

  constructor(runs: readonly OrderedRun[], needs: readonly N[]) {
    this.#runs = runs;
    runs.forEach(({ client }, run) => this.#runOfClient.set(client, run));
    this.#unmet = runs.map(() => []);
    for (const need of needs.toReversed()) this.#unmet[need.run]?.push(need);
  }

  blocks(): Map<number, Block<N>> {
    for (const [run, { end }] of this.#runs.entries()) this.#advance(run, end);
    return this.#blocks;
  }

  /** Moves a run on until it has come to `goal`, or is blocked. */
  #advance(run: number, goal: number): void {
    const waiting = [{ run, goal }];
    const onStack = new Set([run]);
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const step = this.#reached(top.run) >= top.goal ? 'done' : this.#meetNext(top.run, onStack);
      if (typeof step !== 'string') {
        waiting.push(step);
        onStack.add(step.run);
      } else if (step === 'done') {
        waiting.pop();
        onStack.delete(top.run);
      }
    }
  }

  /** Meets the next need of a run, blocks the run, or tells which other run has to move on first. */
  #meetNext(run: number, onStack: ReadonlySet<number>): 'met' | 'done' | { run: number; goal: number } {
    const need = this.#unmet[run]?.at(-1);
    if (need === undefined || this.#blocks.has(run)) return 'done';
    const named = this.#runOfClient.get(need.client);
    if (named === undefined || need.named >= (this.#runs[named]?.end ?? 0)) return this.#block(run, need, 'missing');
    if (this.#reached(named) > need.named) {
      this.#unmet[run]?.pop();
      return 'met';
    }
    const block = this.#blocks.get(named);
    if (block !== undefined) return this.#block(run, need, block.cause);
    if (onStack.has(named)) return this.#block(run, need, 'circle');
    return { run: named, goal: need.named + 1 };
  }

  #block(run: number, need: N, cause: Block<N>['cause']): 'done' {
    this.#blocks.set(run, { need, cause });
    return 'done';
  }

  /** The clock that a run has come to. */
  #reached(run: number): number {
    return this.#unmet[run]?.at(-1)?.clock ?? this.#runs[run]?.end ?? 0;
  }
}
