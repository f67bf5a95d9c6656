/** How often a room speaks: at once after quiet, then with a pause between one time and the next. [P25, P26] */
import type { Cancel, Clock } from './clock.ts';

export const updatePauseMsMax = 50;
export const awarenessPauseMs = 50;
/** How long awareness waits for an update of its room, so that both leave together. */
export const awarenessHoldMs = 20;

/** A write costs about as much whatever is in it: the more there are of them, the more is worth waiting for. */
const pauseMsPerReceiver = 0.3;
/** Below it a timer would cost more than it spares. */
const pauseMsMin = 1;
const latenessFactor = 2;

/** `lateMs`: by how much the last timer came too late, which tells how busy the thread is. */
export function updatePauseMs({ receivers, lateMs }: { readonly receivers: number; readonly lateMs: number }): number {
  if (receivers <= 1) return 0;
  const pause = receivers * pauseMsPerReceiver + Math.max(0, lateMs) * latenessFactor;
  return pause < pauseMsMin ? 0 : Math.min(updatePauseMsMax, pause);
}

export interface PacerOptions {
  readonly clock: Clock;
  readonly run: () => void;
}

export class Pacer {
  readonly #clock: Clock;
  readonly #work: () => void;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: Cancel | null = null;
  #lateMs = 0;

  constructor({ clock, run }: PacerOptions) {
    this.#clock = clock;
    this.#work = run;
  }

  /** By how much the last timer came too late. */
  get lateMs(): number {
    return this.#lateMs;
  }

  /** Whether so much time has passed since the last run. */
  hasRested(pauseMs: number): boolean {
    return this.#waitMs(pauseMs) <= 0;
  }

  /** Runs now, or when the pause since the last run is over; `holdMs` from now at the earliest. Asking again while it waits changes nothing. */
  request(pauseMs: number, holdMs: number = 0): void {
    if (this.#cancel !== null) return;
    const waitMs = Math.max(holdMs, this.#waitMs(pauseMs));
    if (waitMs <= 0) return this.run();
    const dueAt = this.#clock.now() + waitMs;
    this.#cancel = this.#clock.after(waitMs, () => {
      this.#lateMs = this.#clock.now() - dueAt;
      this.run();
    });
  }

  /** Runs now, whatever the pause. */
  run(): void {
    this.close();
    this.#lastAt = this.#clock.now();
    this.#work();
  }

  /** Runs no more by itself. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Never more than the pause, should the clock be set back. */
  #waitMs(pauseMs: number): number {
    return Math.min(pauseMs, this.#lastAt + pauseMs - this.#clock.now());
  }
}
