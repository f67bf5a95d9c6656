/** Loads code over a connection that may fail for a moment. */

/** So often in all: after that whoever waits is better off without. */
export const attemptsMax = 4;
const firstWaitMs = 1_000;

/** Null where it can't be had. Each wait is twice the one before. */
export async function loadPatiently<Loaded>(load: () => Promise<Loaded>, wait: (ms: number) => Promise<unknown>): Promise<Loaded | null> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    try {
      if (attempt > 0) await wait(firstWaitMs * 2 ** (attempt - 1));
      return await load();
    } catch {
      // The next attempt, or nothing.
    }
  }
  return null;
}
