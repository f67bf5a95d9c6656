/** What a turn of the event loop sends, socket by socket in one write each; what many are sent alike is joined once. */
import type { Duplex } from 'node:stream';
import type { Frame } from './frame.ts';

/** Frames that wait for the end of the turn. */
export interface Turnable {
  /** Writes what waits, if anything. */
  flush(): void;
}

/** A chunk that is no larger is copied together with its neighbours: a second one in a write costs more than the copy. */
const copiedBytesMax = 4096;
/** A room with many tabs sends all of them the same few frames, so larger ones are worth it too where that is so. */
const joinedBytesMax = 64 * 1024;

export class WriteTurn {
  #due: Turnable[] = [];
  #lastFrames: readonly Frame[] = [];
  #lastJoined: Buffer | null = null;

  /** Flushes it when what this turn still does is done. */
  add(outbox: Turnable): void {
    if (this.#due.length === 0) process.nextTick(this.#flush);
    this.#due.push(outbox);
  }

  /** Calls back once, when the stream has taken all of them. */
  write(stream: Duplex, frames: readonly Frame[], done: () => void): void {
    const [only] = frames;
    if (only !== undefined && frames.length === 1 && only.chunks.length === 1) {
      stream.write(only.chunks[0], done);
      return;
    }
    const joined = this.#joined(frames);
    if (joined !== null) stream.write(joined, done);
    else writeChunks(stream, frames.flatMap(({ chunks }) => chunks), done);
  }

  /** As one buffer; null where copying would cost more than it spares. */
  #joined(frames: readonly Frame[]): Buffer | null {
    if (isSame(frames, this.#lastFrames)) {
      this.#lastJoined ??= join(frames, joinedBytesMax);
      return this.#lastJoined;
    }
    const joined = join(frames, copiedBytesMax);
    this.#lastFrames = frames;
    this.#lastJoined = joined;
    return joined;
  }

  /** A value, so that no closure is made for each turn. */
  readonly #flush = (): void => {
    const due = this.#due;
    this.#due = [];
    for (const outbox of due) outbox.flush();
    this.#lastFrames = [];
    this.#lastJoined = null;
  };
}

function isSame(some: readonly Frame[], others: readonly Frame[]): boolean {
  return some.length === others.length && some.every((frame, index) => frame === others[index]);
}

/** Null where they have more bytes than that. */
function join(frames: readonly Frame[], bytesMax: number): Buffer | null {
  let bytes = 0;
  for (const { headerBytes, byteLength } of frames) bytes += headerBytes + byteLength;
  if (bytes > bytesMax) return null;
  const joined = Buffer.allocUnsafe(bytes);
  let offset = 0;
  for (const { chunks } of frames) {
    for (const chunk of chunks) {
      joined.set(chunk, offset);
      offset += chunk.byteLength;
    }
  }
  return joined;
}

function writeChunks(stream: Duplex, chunks: readonly Uint8Array[], done: () => void): void {
  stream.cork();
  const last = chunks.length - 1;
  for (const [index, chunk] of chunks.entries()) {
    if (index === last) stream.write(chunk, done);
    else stream.write(chunk);
  }
  stream.uncork();
}
