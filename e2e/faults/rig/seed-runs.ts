/** Seeds of a fuzzer, run in processes of their own: one for each processor. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Progress } from './progress.ts';

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

/** The same seeds, a share at a time for each process; FAULTS_PROCESSES says how many, if not one for each processor. */
export async function runInParallel<Outcome>(run: SeedRun & { readonly share: number }, progress: Progress): Promise<readonly Outcome[]> {
  const { fuzzer, first: from, count, share } = run;
  const processes = Number(process.env['FAULTS_PROCESSES'] ?? Math.min(4, availableParallelism()));
  const firsts = Array.from({ length: Math.ceil(count / share) }, (_, index) => from + index * share);
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let first = firsts.shift(); first !== undefined; first = firsts.shift()) {
      const part = { fuzzer, first, count: Math.min(share, from + count - first) };
      outcomes.push(await progress.step(`${part.first}+${part.count}`, async () => await runSeeds<Outcome>(part)));
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return outcomes;
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

export function sayFailures(failures: readonly Failure[]): void {
  for (const { seed, what } of failures.slice(0, 10)) console.log(`SEED=${seed}: ${what.slice(0, 1_000)}`);
}
