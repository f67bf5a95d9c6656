/** Runs something at once when asked, and at most once in a span: requests in between are one run at its end. */
import type { Clock } from './clock.ts';

export class Pacer {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #run: () => void;
  #isWaiting = false;
  #isWanted = false;
  #cancel: () => void = () => {};

  constructor(options: { readonly clock: Clock; readonly everyMs: number; readonly run: () => void }) {
    this.#clock = options.clock;
    this.#everyMs = options.everyMs;
    this.#run = options.run;
  }

  request(): void {
    if (this.#isWaiting) {
      this.#isWanted = true;
      return;
    }
    this.#isWaiting = true;
    this.#cancel = this.#clock.after(this.#everyMs, () => this.#afterSpan());
    this.#run();
  }

  close(): void {
    this.#cancel();
    this.#isWaiting = true;
  }

  #afterSpan(): void {
    this.#isWaiting = false;
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.request();
  }
}
