/** Seeds of a fuzzer, run in processes of their own: one for each processor. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface SeedRun {
  readonly fuzzer: 'simulation' | 'planted' | 'admission' | 'literal';
  readonly first: number;
  readonly count: number;
}

/** A seed that repeats it, and what went wrong. */
export interface Failure {
  readonly seed: number;
  readonly what: string;
}

const entry = fileURLToPath(new URL('../entry/seeds.mjs', import.meta.url));

/** Rejects where the process itself fails. */
export async function runSeeds<Outcome>(run: SeedRun): Promise<Outcome> {
  const child = spawn(process.execPath, [entry, JSON.stringify(run)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`${JSON.stringify(run)} ended with ${child.exitCode}.`);
  // Yjs says things of its own before.
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Outcome;
}

/** The same seeds, shared out. */
export async function runInParallel<Outcome>(run: SeedRun): Promise<readonly Outcome[]> {
  const processes = Math.min(4, availableParallelism());
  const share = Math.ceil(run.count / processes);
  const firsts = Array.from({ length: processes }, (_, index) => run.first + index * share);
  return await Promise.all(firsts.map((first) => runSeeds<Outcome>({ ...run, first, count: Math.min(share, run.first + run.count - first) })));
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

export function sayFailures(failures: readonly Failure[]): void {
  for (const { seed, what } of failures.slice(0, 10)) console.log(`SEED=${seed}: ${what.slice(0, 1_000)}`);
}
