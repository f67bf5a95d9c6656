/** How far apart commits start: nothing for a lone writer, more the more there is to write. [S31] */

export const pauseMsMax = 20;

/** Over how many ms the rate is smoothed: a burst counts soon, a pause is forgotten soon. */
const smoothingMs = 100;

/** Operations per second that one more millisecond of pause takes. */
const ratePerMs = 200;

export interface Load {
  /** Smoothed. */
  readonly operationsPerSecond: number;
  readonly lastCommitOperations: number;
}

export const noLoad: Load = { operationsPerSecond: 0, lastCommitOperations: 0 };

export function pauseMs({ operationsPerSecond, lastCommitOperations }: Load): number {
  return lastCommitOperations <= 1 ? 0 : Math.min(pauseMsMax, operationsPerSecond / ratePerMs);
}

/** `elapsedMs`: since the commit before this one started. */
export function loadAfterCommit(load: Load, commit: { readonly operations: number; readonly elapsedMs: number }): Load {
  const elapsedMs = Math.max(commit.elapsedMs, 0.1);
  const rate = (commit.operations / elapsedMs) * 1000;
  const weight = 1 - Math.exp(-elapsedMs / smoothingMs);
  return {
    operationsPerSecond: load.operationsPerSecond + (rate - load.operationsPerSecond) * weight,
    lastCommitOperations: commit.operations,
  };
}
