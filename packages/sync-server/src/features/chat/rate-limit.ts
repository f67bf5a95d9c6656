/** How often one sender may post: a few at once, and one every so often after that. [C3] */

export interface RateLimitOptions {
  readonly burst: number;
  readonly everyMs: number;
  readonly now: () => number;
}

/** Senders that are remembered; of more, the one that was quiet for longest starts anew. */
const sendersMax = 10_000;

export class RateLimit {
  readonly #options: RateLimitOptions;
  /** When each sender's allowance is full again. */
  readonly #fullAt = new Map<string, number>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** Milliseconds to wait; 0 where it may, and then it counts. */
  take(sender: string): number {
    const { burst, everyMs, now } = this.#options;
    const time = now();
    const fullAt = Math.max(time, this.#fullAt.get(sender) ?? 0);
    const waitMs = fullAt + everyMs - (time + burst * everyMs);
    if (waitMs > 0) return waitMs;
    this.#fullAt.delete(sender);
    this.#fullAt.set(sender, fullAt + everyMs);
    const [oldest] = this.#fullAt.keys();
    if (this.#fullAt.size > sendersMax && oldest !== undefined) this.#fullAt.delete(oldest);
    return 0;
  }
}
