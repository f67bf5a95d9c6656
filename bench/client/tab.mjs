// One open page, as far as the wire goes: it joins, answers what it is asked, and hands on what comes.
// @ts-check
import { WebSocket } from 'ws';
import { Wire } from '../wire/frames.mjs';

const nothing = Uint8Array.of(0, 0);

/**
 * @typedef {object} TabOptions
 * @property {import('./target.mjs').Target} target
 * @property {string} document
 * @property {Uint8Array} [stateVector] what it has already; nothing if left out
 * @property {Uint8Array} [answer] what it answers the server's step 1 with
 * @property {(update: Uint8Array) => void} [onUpdate] step 2 and updates
 * @property {(states: Uint8Array) => void} [onAwareness]
 * @property {(count: number) => void} [onAck]
 * @property {boolean} [wantsAcks] offers our sub-protocol
 */

export class Tab {
  #socket;
  #options;
  #wire;
  /** Resolves when step 2 has come; rejects when the socket closes before. @type {Promise<void>} */
  synced;
  /** Why it was closed by the other end; null while it was not. @type {string | null} */
  fault = null;
  framesReceived = 0;
  bytesReceived = 0;
  #isClosing = false;
  #onSynced = () => {};

  /** @param {TabOptions} options */
  constructor(options) {
    const { target, document, wantsAcks = false } = options;
    this.#options = options;
    this.#wire = new Wire({ dialect: target.dialect, document });
    const protocols = wantsAcks ? ['scriptorium.v1'] : [];
    this.#socket = new WebSocket(target.addressOf(document), protocols, { perMessageDeflate: false, maxPayload: 2 ** 28 });
    this.synced = new Promise((resolve, reject) => {
      this.#onSynced = resolve;
      this.#socket.on('close', (code, reason) => {
        if (!this.#isClosing) this.fault ??= `closed ${code} ${reason.toString()}`;
        reject(new Error(this.fault ?? 'closed'));
      });
    });
    this.synced.catch(() => undefined);
    this.#socket.on('error', (error) => (this.fault ??= error.message));
    this.#socket.on('open', () => this.#greet());
    this.#socket.on('message', (/** @type {Buffer} */ frame) => this.#receive(frame));
  }

  get wire() {
    return this.#wire;
  }

  /** @param {Uint8Array} frame */
  send(frame) {
    this.#socket.send(frame);
  }

  close() {
    this.#isClosing = true;
    this.#socket.terminate();
  }

  #greet() {
    const hello = this.#wire.hello();
    if (hello !== null) this.send(hello);
    this.send(this.#wire.step1(this.#options.stateVector ?? Uint8Array.of(0)));
  }

  /** @param {Buffer} bytes */
  #receive(bytes) {
    this.framesReceived++;
    this.bytesReceived += bytes.byteLength;
    const frame = this.#wire.read(bytes);
    switch (frame.kind) {
      case 'step-1':
        this.send(this.#wire.step2(this.#options.answer ?? nothing));
        return;
      case 'step-2':
        this.#options.onUpdate?.(frame.update);
        this.#onSynced();
        return;
      case 'update':
        this.#options.onUpdate?.(frame.update);
        return;
      case 'awareness':
        this.#options.onAwareness?.(frame.states);
        return;
      case 'ack':
        this.#options.onAck?.(frame.count);
        return;
      case 'other':
        return;
    }
  }
}
