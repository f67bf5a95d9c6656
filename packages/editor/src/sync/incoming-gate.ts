/** Holds back what others write while the person composes a character: a text that changes under it would end the composition. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { type WebsocketProvider, messageAwareness, messageSync } from 'y-websocket';
import type { Clock } from './clock.ts';

/** Phones compose each word, also while the person only looks at it: then others go on after so long. */
export const heldForMsMax = 3_000;
export const heldBytesMax = 1024 * 1024;

type Handler = WebsocketProvider['messageHandlers'][number];

export class IncomingGate {
  readonly #clock: Clock;
  #held: (() => void)[] = [];
  #heldBytes = 0;
  #isHolding = false;
  #cancel: () => void = () => {};

  constructor({ provider, clock }: { readonly provider: WebsocketProvider; readonly clock: Clock }) {
    this.#clock = clock;
    for (const type of [messageSync, messageAwareness]) {
      const handle = provider.messageHandlers[type];
      if (handle !== undefined) provider.messageHandlers[type] = this.#gate(handle);
    }
  }

  /** Call it again at each sign of life. */
  hold(): void {
    this.#isHolding = true;
    this.#cancel();
    this.#cancel = this.#clock.after(heldForMsMax, () => this.release());
  }

  release(): void {
    this.#cancel();
    this.#isHolding = false;
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    for (const pass of held) pass();
  }

  #gate(handle: Handler): Handler {
    return (encoder, decoder, provider, emitSynced, type) => {
      // The server's question is answered at once: it takes nothing into the document.
      const isQuestion = type === messageSync && decoder.arr[decoder.pos] === messageYjsSyncStep1;
      if (!this.#isHolding || isQuestion) {
        handle(encoder, decoder, provider, emitSynced, type);
        return;
      }
      const rest = decoding.createDecoder(decoder.arr.slice(decoder.pos));
      this.#held.push(() => handle(encoding.createEncoder(), rest, provider, emitSynced, type));
      this.#heldBytes += rest.arr.byteLength;
      if (this.#heldBytes > heldBytesMax) this.release();
    };
  }
}
