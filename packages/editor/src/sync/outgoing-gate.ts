/**
 * Holds back what a key sends to the server and writes to this device until the key is painted: on a machine with few cores that
 * work would take the time that its frame needs. Nothing is said to be sent or kept before it is.
 */
import type { Clock } from './clock.ts';
import { paintedInMsMax } from './incoming-gate.ts';

export class OutgoingGate {
  readonly #clock: Clock;
  #held: (() => void)[] = [];
  #isKeyUnpainted = false;
  #cancelWait: () => void = () => {};

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  keyPressed(): void {
    this.#isKeyUnpainted = true;
  }

  keyPainted(): void {
    this.#isKeyUnpainted = false;
    this.#passAll();
  }

  /** Does it now, or behind what waits for a key to be painted. */
  readonly pass = (work: () => void): void => {
    if (!this.#isKeyUnpainted) {
      work();
      return;
    }
    // One that nobody saw painted, as in a hidden tab, is waited for so long.
    if (this.#held.length === 0) this.#cancelWait = this.#clock.after(paintedInMsMax, () => this.keyPainted());
    this.#held.push(work);
  };

  #passAll(): void {
    this.#cancelWait();
    const held = this.#held;
    this.#held = [];
    for (const work of held) work();
  }
}
