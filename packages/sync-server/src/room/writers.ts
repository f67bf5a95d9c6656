/** Who wrote what the worker has not loaded yet: it tells who alone can have made a document unreadable. [J18] */

/** With two nobody can be blamed, so a third is not told apart. */
const writersMax = 2;

export class Writers {
  /** Writer → the last sequence that it wrote; null is the server itself. */
  readonly #lastSequences = new Map<number | null, number>();
  /** Up to this sequence somebody wrote who is not kept. */
  #unknownThrough: number;

  /** `unknownThrough`: what was written before by nobody knows whom, and was not loaded either; 0 where there is nothing. */
  constructor(unknownThrough: number) {
    this.#unknownThrough = unknownThrough;
  }

  /** The one session that wrote since the document was last found sound; null where it was none, several, or can't be known. */
  get only(): number | null {
    const [writer] = this.#lastSequences.keys();
    return this.#lastSequences.size === 1 && this.#unknownThrough === 0 ? (writer ?? null) : null;
  }

  /** Call in the order of sequences. */
  wrote(writerId: number | null, sequence: number): void {
    if (this.#lastSequences.has(writerId) || this.#lastSequences.size < writersMax) this.#lastSequences.set(writerId, sequence);
    else this.#unknownThrough = sequence;
  }

  /** The worker has loaded everything up to this sequence. */
  clearThrough(sequence: number): void {
    for (const [writerId, last] of this.#lastSequences) {
      if (last <= sequence) this.#lastSequences.delete(writerId);
    }
    if (this.#unknownThrough <= sequence) this.#unknownThrough = 0;
  }
}
