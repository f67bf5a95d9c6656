/** Loads a part of the page that comes when it is first needed, and asks for it again where it can't be had: without it the text can still be read. */
import { type Clock, systemClock } from '../sync/clock.ts';

/** So often it is asked for in a row; then again when the browser says that there is a network. */
export const attemptsMax = 5;
/** After the first failure it is asked for again so soon, after each further one twice as late. */
export const againAfterMs = 2_000;

export interface LatePartOptions {
  /** Ends the asking. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** Null where the asking was ended. Never rejects. */
export async function loadLatePart<T>(load: () => Promise<T>, { signal, clock = systemClock }: LatePartOptions): Promise<T | null> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      return await load();
    } catch {
      failures += 1;
    }
    const pauseMs = failures < attemptsMax ? againAfterMs * 2 ** (failures - 1) : null;
    if ((await pause(pauseMs, { signal, clock })) === 'online') failures = 0;
  }
  return null;
}

/** Until the time is over, a network has come, or it is ended. */
async function pause(ms: number | null, { signal, clock }: Required<LatePartOptions>): Promise<'over' | 'online'> {
  const ended = new AbortController();
  let cancel = (): void => {};
  const what = await new Promise<'over' | 'online'>((resolve) => {
    if (ms !== null) cancel = clock.after(ms, () => resolve('over'));
    window.addEventListener('online', () => resolve('online'), { signal: ended.signal });
    signal.addEventListener('abort', () => resolve('over'), { signal: ended.signal });
    if (signal.aborted) resolve('over');
  });
  cancel();
  ended.abort();
  return what;
}
