/** What a proof is: a part with a name, that runs at some length from a seed, and gives figures beside those to reach. */

/** `short` belongs to the everyday tests and judges no times; `full` is what docs/reliability.md reports. */
export type Tier = 'short' | 'full';

export interface Figure {
  readonly name: string;
  /** As a person reads it, with its unit. */
  readonly reached: string;
  /** Null where the figure is only told. */
  readonly target: string | null;
  readonly passed: boolean;
}

export interface PartResult {
  readonly figures: readonly Figure[];
  readonly passed: boolean;
  /** Why it could not run here; then there are no figures. */
  readonly skipped?: string;
}

export interface Part {
  /** One word: how it is asked for on the command line. */
  readonly name: string;
  readonly title: string;
  /** A few sentences: what is done, what is looked at, what is left out. */
  readonly method: string;
  /** Rejects only where the proof itself is broken. */
  run(tier: Tier, seed: number): Promise<PartResult>;
}

export function resultOf(figures: readonly Figure[]): PartResult {
  return { figures, passed: figures.every(({ passed }) => passed) };
}

export function skippedBecause(reason: string): PartResult {
  return { figures: [], passed: true, skipped: reason };
}

/** A figure that only informs. */
export function told(name: string, reached: string | number): Figure {
  return { name, reached: String(reached), target: null, passed: true };
}

export function exactly(name: string, reached: number, target: number): Figure {
  return { name, reached: countOf(reached), target: countOf(target), passed: reached === target };
}

export function atLeast(name: string, reached: number, target: number): Figure {
  return { name, reached: countOf(reached), target: `≥ ${countOf(target)}`, passed: reached >= target };
}

/** A time in ms, judged in the full tier alone: the short one shares its machine with other tests. */
export function below(name: string, { reachedMs, limitMs, tier }: { reachedMs: number; limitMs: number; tier: Tier }): Figure {
  const isJudged = tier === 'full';
  const target = isJudged ? `< ${countOf(limitMs)} ms` : null;
  return { name, reached: `${countOf(Math.round(reachedMs))} ms`, target, passed: !isJudged || reachedMs < limitMs };
}

/** The smallest value that so much of all values do not exceed; 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function countOf(value: number): string {
  return value.toLocaleString('en-GB');
}
