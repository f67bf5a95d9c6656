/** Time that passes only when something is due: every event of a simulation stands in one order that its seed decides. */

interface Event {
  readonly atMs: number;
  /** Of two events of one moment the one that was scheduled first comes first. */
  readonly order: number;
  run: (() => void) | null;
}

export class VirtualTime {
  #nowMs = 1_700_000_000_000;
  #lastOrder = 0;
  /** A binary heap. */
  readonly #events: Event[] = [];

  now(): number {
    return this.#nowMs;
  }

  /** Whole milliseconds. Gives back the way to cancel. */
  schedule(delayMs: number, run: () => void): () => void {
    const event: Event = { atMs: this.#nowMs + Math.max(0, Math.ceil(delayMs)), order: ++this.#lastOrder, run };
    this.#push(event);
    return () => {
      event.run = null;
    };
  }

  /** Runs what falls due, each with everything that follows from it before the next. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#events[0]; next !== undefined && next.atMs <= untilMs; next = this.#events[0]) {
      this.#pop();
      if (next.run === null) continue;
      this.#nowMs = next.atMs;
      next.run();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  #push(event: Event): void {
    const events = this.#events;
    let at = events.push(event) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = events[above];
      if (parent === undefined || !isBefore(event, parent)) break;
      events[at] = parent;
      at = above;
    }
    events[at] = event;
  }

  #pop(): void {
    const events = this.#events;
    const last = events.pop();
    if (last === undefined || events.length === 0) return;
    let at = 0;
    for (;;) {
      const left = events[2 * at + 1];
      const right = events[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      events[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    events[at] = last;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Microtasks all run before this; nothing in a simulation waits for anything else of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
