/** Which of a session's frames are on disk, as one number: acks count frames, since TCP keeps their order. [P20] */

/** A frame that carried an update, and which sync step 2 of the session it was (0 for a plain update). */
export interface FrameMark {
  /** Counts from 1. */
  readonly frame: number;
  readonly answer: number;
}

export class AckLedger {
  #received = 0;
  #answersReceived = 0;
  #durable = 0;
  #sent = 0;
  /** From a dropped frame on nothing is acked before this answer to our sync step 1 is on disk. */
  #blocked: { readonly fromFrame: number; readonly untilAnswer: number } | null = null;
  #answersAsked = 0;

  /** Counts a frame as it comes in. */
  receive(type: 'update' | 'sync-step-2'): FrameMark {
    this.#received++;
    if (type === 'sync-step-2') this.#answersReceived++;
    return { frame: this.#received, answer: type === 'sync-step-2' ? this.#answersReceived : 0 };
  }

  /** We sent a sync step 1; the client answers each with one sync step 2, in order. */
  ask(): void {
    this.#answersAsked++;
  }

  /** Whether every sync step 1 that we sent was answered. */
  get isAnswered(): boolean {
    return this.#answersReceived >= this.#answersAsked;
  }

  /** Whether the first sync step 1 was answered: before that, a gap is no fault. */
  get hasAnswered(): boolean {
    return this.#answersReceived > 0;
  }

  get isBlocked(): boolean {
    return this.#blocked !== null;
  }

  /** Whether a frame was dropped that no sync step 1 has asked for since. */
  get needsAsking(): boolean {
    return this.#blocked !== null && this.#blocked.untilAnswer > this.#answersAsked;
  }

  /** The last frame was dropped: only the answer to a sync step 1 that is yet to be sent is sure to hold it. */
  drop(): void {
    this.#block(this.#answersAsked + 1);
  }

  /** The last frame was dropped, and the answer to the sync step 1 under way is known to hold it. */
  dropUntilAnswer(): void {
    this.#block(this.#answersAsked);
  }

  /** This frame, and every one before it that was not dropped, is on disk. */
  commit({ frame, answer }: FrameMark): void {
    if (this.#blocked !== null && frame >= this.#blocked.fromFrame) {
      if (answer < this.#blocked.untilAnswer) return;
      this.#blocked = null;
    }
    if (frame > this.#durable) this.#durable = frame;
  }

  /** The count to send now, or null when nothing new is due. */
  due(): number | null {
    if (this.#durable === this.#sent) return null;
    this.#sent = this.#durable;
    return this.#durable;
  }

  #block(untilAnswer: number): void {
    this.#blocked = {
      fromFrame: this.#blocked?.fromFrame ?? this.#received,
      untilAnswer: Math.max(untilAnswer, this.#blocked?.untilAnswer ?? 0),
    };
  }
}
