/** Bytes that many may hold together: what the rooms of a server keep in memory ahead of the disk. [P43] */

export class ByteBudget {
  readonly #bytesMax: number;
  #held = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get heldBytes(): number {
    return this.#held;
  }

  /** Whether so many more would be too many. One that is alone is never too large: it has passed every other limit. */
  isExceededBy(bytes: number): boolean {
    return this.#held > 0 && this.#held + bytes > this.#bytesMax;
  }

  take(bytes: number): void {
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}
