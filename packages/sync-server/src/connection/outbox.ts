/** What waits to leave one socket: bounded by bytes and by count, and it says when it has drained. [P42] */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Frame } from './frame.ts';
import { messageBytes } from './frame.ts';

export interface OutboxLimits {
  /** Bytes and frames that may wait; past either the outbox is congested. */
  readonly outboxBytesMax: number;
  readonly outboxFramesMax: number;
}

export interface OutboxOptions {
  readonly socket: WebSocket;
  /** What the socket writes to: frames go there as they are, and those of one turn in one write. Without it the socket frames each. */
  readonly stream: Duplex | null;
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
  #isCorked = false;

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
    return socket.bufferedAmount + underWayBytes(socket);
  }

  send(frame: Frame): void {
    const { socket, stream, limits, onSent } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    this.#waitingFrames++;
    if (stream === null) socket.send(messageBytes(frame), this.#written);
    else this.#write(stream, frame);
    onSent(frame.byteLength);
    if (this.#waitingFrames > limits.outboxFramesMax || socket.bufferedAmount > limits.outboxBytesMax) {
      this.#isCongested = true;
    }
  }

  /** `ws` writes to the same stream, each frame as a whole and in one turn, so that ours stay between its own. */
  #write(stream: Duplex, { chunks }: Frame): void {
    if (!this.#isCorked) {
      this.#isCorked = true;
      stream.cork();
      process.nextTick(this.#uncork, this, stream);
    }
    const last = chunks.length - 1;
    for (const [index, chunk] of chunks.entries()) {
      if (index === last) stream.write(chunk, this.#written);
      else stream.write(chunk);
    }
  }

  /** Not a method, so that no closure is made for each turn. */
  readonly #uncork = (outbox: Outbox, stream: Duplex): void => {
    outbox.#isCorked = false;
    stream.uncork();
  };

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

/**
 * What the system has not taken yet of the write that is under way: a stream counts a write as a whole, and many frames are one write.
 * The handle is not public; Node's own time-outs look at the same number. 0 where it is not there. Source: node lib/net.js `_onTimeout`.
 */
function underWayBytes(socket: WebSocket): number {
  const { _socket: stream } = socket as { readonly _socket?: { readonly _handle?: { readonly writeQueueSize?: unknown } | null } | null };
  const bytes = stream?._handle?.writeQueueSize;
  return typeof bytes === 'number' ? bytes : 0;
}
