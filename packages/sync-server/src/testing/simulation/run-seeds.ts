/** Many simulations, one seed after the other: what was found, and how much was looked at. */
import { runSimulation } from './run-simulation.ts';
import type { Plant } from './simulated-server.ts';

export interface Failure {
  readonly seed: number;
  readonly what: string;
}

export interface SeedsOutcome {
  readonly seeds: number;
  readonly failures: readonly Failure[];
  /** Messages sent and received, commits, crashes, … */
  readonly events: number;
  readonly crashes: number;
}

export async function runSeeds(seeds: Iterable<number>): Promise<SeedsOutcome> {
  const failures: Failure[] = [];
  let count = 0;
  let events = 0;
  let crashes = 0;
  for (const seed of seeds) {
    const outcome = await runSimulation({ seed });
    count++;
    events += outcome.events;
    crashes += outcome.crashes;
    if (outcome.failure !== null) failures.push({ seed, what: outcome.failure });
  }
  return { seeds: count, failures, events, crashes };
}

/** How many seeds it took to find a planted bug; null where so many were not enough. */
export async function findPlanted(plant: Plant, options: { readonly isWatching: boolean; readonly seedsMax: number }): Promise<number | null> {
  for (let seed = 1; seed <= options.seedsMax; seed++) {
    const { failure } = await runSimulation({ seed, plant, isWatching: options.isWatching });
    if (failure !== null) return seed;
  }
  return null;
}
