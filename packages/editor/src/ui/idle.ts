/** Work that nobody waits for. */

/** What the page is busy with comes first, but not for longer than so. */
const idleWithinMs = 5_000;
/** Where nobody tells when it is idle: Safari, and Node. */
const quietMs = 500;

/** Runs once, when the page has nothing else to do. Gives back the way to cancel. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(work, { timeout: idleWithinMs });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, quietMs);
  return () => clearTimeout(timer);
}
