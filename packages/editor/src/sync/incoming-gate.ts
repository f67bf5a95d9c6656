/**
 * Holds back what others write: while the person composes a character, since a text that changes under it would end the
 * composition; until a key is painted; and for as long as it takes that their changes do not take this tab's time from the person's own.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsUpdate } from 'y-protocols/sync';
import { type WebsocketProvider, messageAwareness, messageSync } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';

/** Phones compose each word, also while the person only looks at it: then others go on after so long. */
export const heldForMsMax = 3_000;
export const heldBytesMax = 1024 * 1024;
/** After a change of others that took so long, the next ones wait so many times longer and are then one: a short document shows them at once. */
export const pauseFactor = 10;
export const pauseMsMax = 200;
/** A key that nobody saw painted, as in a hidden tab, is waited for so long. */
export const paintedInMsMax = 100;

type Handler = WebsocketProvider['messageHandlers'][number];

interface Held {
  /** An answer is the server's, to this page's question. */
  readonly kind: 'update' | 'answer' | 'awareness';
  readonly pass: () => void;
}

export class IncomingGate {
  readonly #provider: WebsocketProvider;
  readonly #clock: Clock;
  #held: Held[] = [];
  #heldBytes = 0;
  #isComposing = false;
  #isPausing = false;
  #isKeyUnpainted = false;
  /** From when on the time is theirs that the last changes took from the person. */
  #restIsHalfOverAt = 0;
  #cancelHold: () => void = () => {};
  #cancelPause: () => void = () => {};
  #cancelKey: () => void = () => {};

  constructor({ provider, clock }: { readonly provider: WebsocketProvider; readonly clock: Clock }) {
    this.#provider = provider;
    this.#clock = clock;
    // Before the provider forgets who was there: what still waits would bring them back.
    provider.on('connection-close', () => {
      if (this.#isComposing) this.#held = this.#held.filter(({ kind }) => kind !== 'awareness');
      else this.#passAll();
    });
    for (const type of [messageSync, messageAwareness]) {
      const handle = provider.messageHandlers[type];
      if (handle !== undefined) provider.messageHandlers[type] = this.#gate(handle);
    }
  }

  /** For a composition. Call it again at each sign of life. */
  hold(): void {
    this.#isComposing = true;
    this.#cancelHold();
    this.#cancelHold = this.#clock.after(heldForMsMax, () => this.release());
  }

  release(): void {
    this.#cancelHold();
    this.#isComposing = false;
    this.#passAll();
  }

  /** For a key that was pressed: what others write comes behind it. */
  keyPressed(): void {
    this.#isKeyUnpainted = true;
    this.#cancelKey();
    this.#cancelKey = this.#clock.after(paintedInMsMax, () => this.keyPainted());
  }

  /** Nothing is as far away now as the next key: what waits passes, and what comes after it waits for that one, within its time. */
  keyPainted(): void {
    if (!this.#isKeyUnpainted) return;
    this.#isKeyUnpainted = false;
    this.#cancelKey();
    if (this.#isComposing) return;
    if (this.#isPausing && this.#clock.now() < this.#restIsHalfOverAt) return;
    this.#passAll();
    this.#pause(pauseMsMax);
  }

  /** Lets through what it has, and holds nothing any more. */
  close(): void {
    this.release();
    this.#cancelPause();
    this.#cancelKey();
  }

  #gate(handle: Handler): Handler {
    return (encoder, decoder, provider, emitSynced, type) => {
      const kind = kindOf(decoder, type);
      // The server's question is answered at once: it takes nothing into the document.
      if (kind === 'question') {
        handle(encoder, decoder, provider, emitSynced, type);
        return;
      }
      // Its answer is what the whole page waits for.
      const isWaiting = this.#isPausing || this.#isKeyUnpainted;
      if (this.#isComposing || (isWaiting && kind !== 'answer')) {
        const rest = decoding.createDecoder(decoder.arr.slice(decoder.pos));
        this.#keep({ kind, pass: () => handle(encoding.createEncoder(), rest, provider, emitSynced, type) }, rest.arr.byteLength);
        return;
      }
      this.#passAll();
      this.#timed(() => handle(encoder, decoder, provider, emitSynced, type));
    };
  }

  #keep(held: Held, bytes: number): void {
    this.#held.push(held);
    this.#heldBytes += bytes;
    if (this.#heldBytes > heldBytesMax) this.release();
  }

  /** The updates as one change, which the editor takes in at the cost of one; then who is where, which refers to them. */
  #passAll(): void {
    const held = this.#held;
    if (held.length === 0) return;
    this.#held = [];
    this.#heldBytes = 0;
    this.#timed(() => {
      let updates: Held[] = [];
      const passUpdates = (): void => {
        const passing = updates;
        updates = [];
        Y.transact(this.#provider.doc, () => passing.forEach(({ pass }) => pass()), this.#provider, false);
      };
      for (const each of held) {
        if (each.kind === 'update') updates.push(each);
        if (each.kind !== 'answer') continue;
        passUpdates();
        each.pass();
      }
      passUpdates();
      for (const { kind, pass } of held) if (kind === 'awareness') pass();
    });
  }

  #timed(work: () => void): void {
    const start = this.#clock.now();
    work();
    const end = this.#clock.now();
    const pauseMs = Math.min(pauseMsMax, (end - start) * pauseFactor);
    this.#restIsHalfOverAt = end + pauseMs / 2;
    if (pauseMs > 0) this.#pause(pauseMs);
  }

  #pause(ms: number): void {
    this.#isPausing = true;
    this.#cancelPause();
    this.#cancelPause = this.#clock.after(ms, () => {
      this.#isPausing = false;
      if (!this.#isComposing && !this.#isKeyUnpainted) this.#passAll();
    });
  }
}

function kindOf(decoder: decoding.Decoder, type: number): Held['kind'] | 'question' {
  if (type === messageAwareness) return 'awareness';
  const kind = decoder.arr[decoder.pos];
  if (kind === messageYjsSyncStep1) return 'question';
  return kind === messageYjsUpdate ? 'update' : 'answer';
}
