/** What waits to leave one socket: bounded by bytes and by count, and it says when it has drained. [P42] */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Frame } from './frame.ts';
import { messageBytes } from './frame.ts';
import type { WriteTurn } from './write-turn.ts';

export interface OutboxLimits {
  /** Bytes and frames that may wait; past either the outbox is congested. */
  readonly outboxBytesMax: number;
  readonly outboxFramesMax: number;
}

export interface OutboxOptions {
  readonly socket: WebSocket;
  /** What the socket writes to: frames go there as they are, and those of one turn in one write. Without it the socket frames each. */
  readonly stream: Duplex | null;
  readonly turn: WriteTurn;
  readonly limits: OutboxLimits;
  readonly onSent: (bytes: number) => void;
  /** Called once each time the outbox was congested and has drained to half of its limits. */
  readonly onDrained: () => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  /** Of this turn. */
  #frames: Frame[] = [];
  #turnBytes = 0;
  /** The frames of each write that the stream has not taken yet. */
  readonly #writes: number[] = [];
  /** One call-back for every write: a closure for each would cost more than the frame. */
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

  /** Falls while the other end reads and nothing is added, even in the middle of a large frame; to be compared, not added up. */
  get unreadBytes(): number {
    const { socket } = this.#options;
    return socket.bufferedAmount + this.#turnBytes + underWayBytes(socket);
  }

  send(frame: Frame): void {
    const { socket, stream, turn, limits, onSent } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    this.#waitingFrames++;
    if (stream === null) {
      this.#writes.push(1);
      socket.send(messageBytes(frame), this.#written);
    } else {
      if (this.#frames.length === 0) turn.add(this);
      this.#frames.push(frame);
      this.#turnBytes += frame.byteLength;
    }
    onSent(frame.byteLength);
    if (this.#waitingFrames > limits.outboxFramesMax || socket.bufferedAmount + this.#turnBytes > limits.outboxBytesMax) {
      this.#isCongested = true;
    }
  }

  /**
   * Writes what waits for the end of the turn. To be called before the socket itself writes something that must come after it: `ws`
   * writes to the same stream, each frame as a whole and in one turn, so that ours stay between its own.
   */
  flush(): void {
    const frames = this.#frames;
    const { socket, stream, turn } = this.#options;
    if (frames.length === 0 || stream === null) return;
    this.#frames = [];
    this.#turnBytes = 0;
    // It has said goodbye meanwhile: nothing may follow that.
    if (socket.readyState !== socket.OPEN) return;
    this.#writes.push(frames.length);
    turn.write(stream, frames, this.#written);
  }

  /** Also called when the socket failed: then nothing is drained, and the session ends by itself. */
  #onWritten(): void {
    this.#waitingFrames -= this.#writes.shift() ?? 0;
    if (!this.#isCongested) return;
    const { socket, limits, onDrained } = this.#options;
    const waitingBytes = socket.bufferedAmount + this.#turnBytes;
    if (this.#waitingFrames > limits.outboxFramesMax / 2 || waitingBytes > limits.outboxBytesMax / 2) return;
    this.#isCongested = false;
    onDrained();
  }
}

/**
 * What the system has not taken yet of the write that is under way: a stream counts a write as a whole, and many frames are one write.
 * The handle is not public; Node's own time-outs look at the same number. 0 where it is not there. Source: node lib/net.js `_onTimeout`.
 */
function underWayBytes(socket: WebSocket): number {
  const { _socket: stream } = socket as { readonly _socket?: { readonly _handle?: { readonly writeQueueSize?: unknown } | null } | null };
  const bytes = stream?._handle?.writeQueueSize;
  return typeof bytes === 'number' ? bytes : 0;
}
