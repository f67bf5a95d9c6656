/** How often a room speaks: at once after quiet, then with a pause between one time and the next. [P25, P26] */
import type { Cancel, Clock } from './clock.ts';

/** A pause between one run and the next, or, where some may follow each other at once, as many pauses for as many. */
export interface Pause {
  readonly ms: number;
  readonly atOnce?: number;
}

export const updatePauseMsMax = 50;
/** 20 times a second. */
export const awarenessPause: Pause = { ms: 50 };
/** How long awareness waits for an update of its room, so that both leave together. */
export const awarenessHoldMs = 20;

/** How long a room whose pause is over waits for what is on its way to the disk, so that both leave together. */
export const commitHoldMs = 10;

/** A write costs about as much whatever is in it: the more there are of them, the more is worth waiting for. */
const pauseMsPerReceiver = 0.3;
/** Below it a timer would cost more than it spares. */
const pauseMsMin = 1;
const latenessFactor = 2;
/** Up to so many, awareness goes along with updates rather than at even distances. */
const fewReceivers = 3;

/** `lateMs`: by how much the last timer came too late, which tells how busy the thread is. */
export function updatePauseMs({ receivers, lateMs }: { readonly receivers: number; readonly lateMs: number }): number {
  if (receivers <= 1) return 0;
  const pause = receivers * pauseMsPerReceiver + Math.max(0, lateMs) * latenessFactor;
  return pause < pauseMsMin ? 0 : Math.min(updatePauseMsMax, pause);
}

const atOnceMax = 4;

const fewPause: Pause = { ...awarenessPause, atOnce: atOnceMax };

/** Where there are few, a cursor goes along with each keystroke as long as that is not more often in a while; where there are many, evenly. */
export function ridingPause({ receivers }: { readonly receivers: number }): Pause {
  return receivers <= fewReceivers ? fewPause : awarenessPause;
}

export interface PacerOptions {
  readonly clock: Clock;
  /** False where there was nothing to do: then no pause begins. */
  readonly run: () => boolean;
}

export class Pacer {
  readonly #clock: Clock;
  readonly #work: () => boolean;
  /** The last runs, the latest at the end. */
  readonly #ranAt: number[] = [];
  #cancel: Cancel | null = null;
  #lateMs = 0;

  constructor({ clock, run }: PacerOptions) {
    this.#clock = clock;
    this.#work = run;
  }

  /** A run is to come. */
  get isWaiting(): boolean {
    return this.#cancel !== null;
  }

  /** By how much the last timer came too late. */
  get lateMs(): number {
    return this.#lateMs;
  }

  /** How long until the pause is over; 0 where it is. Never more than the pause, should the clock be set back. */
  restMs({ ms, atOnce = 1 }: Pause): number {
    if (ms === 0) return 0;
    const ranAt = this.#ranAt.at(-atOnce);
    if (ranAt === undefined) return 0;
    return Math.max(0, Math.min(ms * atOnce, ranAt + ms * atOnce - this.#clock.now()));
  }

  /** Runs now, or when the pause is over; `holdMs` from now at the earliest. Asking again while it waits changes nothing. */
  request(pause: Pause, holdMs: number = 0): void {
    if (this.#cancel !== null) return;
    const waitMs = Math.max(holdMs, this.restMs(pause));
    if (waitMs <= 0) this.run();
    else this.runIn(waitMs);
  }

  /** Has it run when the pause is over, if there is something to do by then; not now. */
  expect(pause: Pause): void {
    const waitMs = this.#cancel === null ? this.restMs(pause) : 0;
    if (waitMs > 0) this.runIn(waitMs);
  }

  /** Whatever the pause. */
  runIn(waitMs: number): void {
    this.close();
    const dueAt = this.#clock.now() + waitMs;
    this.#cancel = this.#clock.after(waitMs, () => {
      this.#lateMs = this.#clock.now() - dueAt;
      this.run();
    });
  }

  /** Runs now, whatever the pause. */
  run(): void {
    this.close();
    if (this.#work()) this.mark();
  }

  /** It has run by other means. */
  mark(): void {
    this.close();
    this.#ranAt.push(this.#clock.now());
    if (this.#ranAt.length > atOnceMax) this.#ranAt.shift();
  }

  /** Runs no more by itself. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
