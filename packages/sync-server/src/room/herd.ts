/** What many joiners ask for at once is made once: by state vector, for a moment. [J21] */
import type { Cancel, Clock } from './clock.ts';

/** A herd comes within seconds; what it was sent is not kept for the next one. */
const keptMs = 2_000;
export const herdEntriesMax = 64;
export const herdVectorBytesMax = 4_096;

export class Herd<Answer> {
  readonly #clock: Clock;
  readonly #answers = new Map<string, Answer>();
  #cancel: Cancel | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer that was made for the same state vector while it is `isGood`, or a new one. */
  answer(stateVector: Uint8Array, isGood: (answer: Answer) => boolean, make: () => Answer): Answer {
    if (stateVector.byteLength > herdVectorBytesMax) return make();
    const key = Buffer.from(stateVector.buffer, stateVector.byteOffset, stateVector.byteLength).toString('latin1');
    const known = this.#answers.get(key);
    if (known !== undefined && isGood(known)) return known;
    const made = make();
    if (this.#answers.size >= herdEntriesMax) this.#answers.clear();
    this.#answers.set(key, made);
    this.#cancel ??= this.#clock.after(keptMs, () => this.close());
    return made;
  }

  /** Forgets everything. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#answers.clear();
  }
}
