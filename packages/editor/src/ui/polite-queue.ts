/** Messages that wait until it is polite to speak, to be spoken together. Pure. */

/** Of more that wait the oldest are left out: nobody wants to hear minutes of it. */
export const waitingMax = 6;

export class PoliteQueue {
  readonly #waiting = new Map<string, string>();
  #spoken = '';

  /** Of one topic only the last is kept: what it says has taken the place of what came before. */
  put(message: string, topic: string = message): void {
    this.#waiting.delete(topic);
    this.#waiting.set(topic, message);
    for (const oldest of this.#waiting.keys()) if (this.#waiting.size > waitingMax) this.#waiting.delete(oldest);
  }

  /** All that waits, and then nothing does. Never the same twice running: a text that stays as it is would not be heard. */
  take(): string {
    const text = [...this.#waiting.values()].join('. ');
    this.#waiting.clear();
    this.#spoken = text === this.#spoken ? `${text}\u00A0` : text;
    return this.#spoken;
  }
}
