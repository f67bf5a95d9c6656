/** How the parts of the server are closed: each gets its turn, whatever becomes of another. */
import type { Logger } from './logger.ts';
import type { Clock } from './room/clock.ts';

/** Things to close, the last one first. */
export type Closers = (() => Promise<void> | void)[];

/** One that fails must not keep the others open. */
export async function closeAll(closers: Closers, logger: Logger): Promise<void> {
  for (const close of closers.toReversed()) {
    try {
      await close();
    } catch (error) {
      logger.error({ err: error }, 'A part of the server did not close.');
    }
  }
}

/** The same, none waiting for another. */
export async function closeAtOnce(closers: Closers, logger: Logger): Promise<void> {
  await Promise.all(closers.map(async (close) => await closeAll([close], logger)));
}

/** Settles as the work does, and resolves at the latest after the limit. */
export async function withLimit(work: Promise<void>, limitMs: number, clock: Clock): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const cancel = clock.after(limitMs, resolve);
    work.finally(cancel).then(resolve, reject);
  });
}
