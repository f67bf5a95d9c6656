/** Time, as it is handed to whoever needs it, so that a simulation can stand in for it. */

/** Cancels the call-back; harmless once it has run. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, `delayMs` from now. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** The machine's own. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
