/** What waits to leave one socket: bounded by bytes and by count, and it says when it has drained. [P42] */
import type { WebSocket } from 'ws';

export interface OutboxLimits {
  /** Bytes and frames that may wait; past either the outbox is congested. */
  readonly outboxBytesMax: number;
  readonly outboxFramesMax: number;
}

export interface OutboxOptions {
  readonly socket: WebSocket;
  readonly limits: OutboxLimits;
  readonly onSent: (bytes: number) => void;
  /** Called once each time the outbox was congested and has drained to half of its limits. */
  readonly onDrained: () => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  /** One call-back for every frame: a closure for each would cost more than the frame. */
  readonly #written: () => void;
  #waitingFrames = 0;
  #isCongested = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#written = () => this.#onWritten();
  }

  get isCongested(): boolean {
    return this.#isCongested;
  }

  /** Bytes that the socket has not taken yet; it falls while the other end reads. */
  get waitingBytes(): number {
    return this.#options.socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    const { socket, limits, onSent } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    this.#waitingFrames++;
    socket.send(frame, this.#written);
    onSent(frame.byteLength);
    if (this.#waitingFrames > limits.outboxFramesMax || socket.bufferedAmount > limits.outboxBytesMax) {
      this.#isCongested = true;
    }
  }

  /** Also called when the socket failed: then nothing is drained, and the session ends by itself. */
  #onWritten(): void {
    this.#waitingFrames--;
    if (!this.#isCongested) return;
    const { socket, limits, onDrained } = this.#options;
    if (this.#waitingFrames > limits.outboxFramesMax / 2 || socket.bufferedAmount > limits.outboxBytesMax / 2) return;
    this.#isCongested = false;
    onDrained();
  }
}
