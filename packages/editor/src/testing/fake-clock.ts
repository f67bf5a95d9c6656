/** A clock that stands until a test moves it. */
import type { Clock } from '../sync/clock.ts';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

export class FakeClock implements Clock {
  #time: number;
  readonly #alarms = new Set<Alarm>();

  constructor(time = 1_000_000) {
    this.#time = time;
  }

  now(): number {
    return this.#time;
  }

  after(ms: number, callback: () => void): () => void {
    const alarm = { at: this.#time + ms, callback };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** Goes forward, calling back what falls due, in order. */
  advance(ms: number): void {
    const end = this.#time + ms;
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#time = Math.max(this.#time, due.at);
      this.#alarms.delete(due);
      due.callback();
    }
    this.#time = end;
  }

  #next(end: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}
