/** One connection to the control socket: one request, its answers, the end. [S70] */
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { encodeEntries, type StoreSnapshot } from '@scriptorium/persistence';
import { AdminError, messageOf } from './admin-error.ts';
import { decodeRequest, encodeDataHead, encodeJson, FrameReader, type CompactionReport, type ControlAnswer, type ControlRequest } from './control-protocol.ts';
import type { CompactProgress } from './compact-documents.ts';

/** A request has to be there by then; and whoever does not take answers is cut, since a snapshot holds disk space. */
export const requestTimeoutMs = 5_000;
export const stallTimeoutMs = 60_000;
const requestBytesMax = 4_096;
const frameBytes = 65_536;

export interface ControlOperations {
  snapshot(): Promise<{ readonly documents: number; readonly snapshot: StoreSnapshot }>;
  compact(options: { readonly signal: AbortSignal; readonly onProgress: (progress: CompactProgress) => void }): Promise<CompactionReport>;
}

export interface ControlSessionOptions {
  readonly socket: Socket;
  readonly operations: ControlOperations;
  readonly signal: AbortSignal;
  /** Enough others are connected. */
  readonly isFull: boolean;
  readonly onError: (error: unknown) => void;
}

/** Never rejects. */
export async function serveControl({ socket, operations, signal, isFull, onError }: ControlSessionOptions): Promise<void> {
  const gone = new AbortController();
  socket.on('error', () => {});
  socket.on('close', () => gone.abort(new Error('The other end has gone.')));
  const both = AbortSignal.any([signal, gone.signal]);
  const answers = new Answers(socket, both);
  try {
    const request = await readRequest(socket, both);
    if (isFull) throw new AdminError('refused', 'Too many commands ask the server at once; try again when one has ended.');
    if (request === null) throw new AdminError('refused', 'The command and the running server are of different versions; restart the server.');
    await answer(request, { operations, answers, signal: both });
  } catch (error) {
    if (!gone.signal.aborted && !(error instanceof AdminError)) onError(error);
    socket.write(encodeJson({ kind: 'error', message: messageOf(error).slice(0, 4_096) }));
  }
  socket.end();
  // The last words get a moment; a peer that does not take them is cut.
  const cut = setTimeout(() => socket.destroy(), 1_000);
  if (!gone.signal.aborted) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  clearTimeout(cut);
}

interface Work {
  readonly operations: ControlOperations;
  readonly answers: Answers;
  readonly signal: AbortSignal;
}

async function answer({ command }: ControlRequest, { operations, answers, signal }: Work): Promise<void> {
  switch (command) {
    case 'snapshot': {
      const { documents, snapshot } = await operations.snapshot();
      try {
        await answers.say({ kind: 'start', documents });
        await sendRecords(snapshot, answers);
        await answers.say({ kind: 'end', hasUnreadable: snapshot.hasUnreadable });
      } finally {
        await snapshot.close();
      }
      return;
    }
    case 'compact': {
      const onProgress = (progress: CompactProgress): void => answers.mention({ kind: 'progress', ...progress });
      await answers.say({ kind: 'compacted', report: await operations.compact({ signal, onProgress }) });
      return;
    }
  }
}

/** One batch of records a turn, and none while the last ones are not taken. */
async function sendRecords(snapshot: StoreSnapshot, answers: Answers): Promise<void> {
  for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next()) {
    let pieces: Uint8Array[] = [];
    let bytes = 0;
    for (const piece of encodeEntries(batch)) {
      pieces.push(piece);
      bytes += piece.byteLength;
      if (bytes < frameBytes) continue;
      await answers.data(pieces, bytes);
      pieces = [];
      bytes = 0;
    }
    if (bytes > 0) await answers.data(pieces, bytes);
    await setImmediate();
  }
}

class Answers {
  readonly #socket: Socket;
  readonly #signal: AbortSignal;

  constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    this.#signal = signal;
  }

  async say(value: ControlAnswer): Promise<void> {
    await this.#write([encodeJson(value)]);
  }

  /** Left out where the other end does not keep up. */
  mention(value: ControlAnswer): void {
    if (!this.#socket.writableNeedDrain && !this.#signal.aborted) this.#socket.write(encodeJson(value));
  }

  async data(pieces: readonly Uint8Array[], bytes: number): Promise<void> {
    await this.#write([encodeDataHead(bytes), ...pieces]);
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    this.#signal.throwIfAborted();
    this.#socket.cork();
    for (const part of parts) this.#socket.write(part);
    this.#socket.uncork();
    if (this.#socket.writableNeedDrain) await this.#drained();
  }

  async #drained(): Promise<void> {
    const stalled = AbortSignal.any([this.#signal, AbortSignal.timeout(stallTimeoutMs)]);
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        this.#socket.off('drain', settle);
        stalled.removeEventListener('abort', settle);
        if (stalled.aborted) reject(stalled.reason instanceof Error ? stalled.reason : new Error('The other end does not read.'));
        else resolve();
      };
      this.#socket.on('drain', settle);
      stalled.addEventListener('abort', settle);
    });
  }
}

/** The first frame; null where it is none. */
async function readRequest(socket: Socket, signal: AbortSignal): Promise<ControlRequest | null> {
  const waiting = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    let taken = Buffer.alloc(0);
    const finish = (): void => {
      waiting.removeEventListener('abort', finish);
      if (waiting.aborted) reject(new AdminError('refused', 'No request came in time; try again.'));
      else resolve(taken);
    };
    // It stays, so that what comes later is thrown away and the end is seen.
    socket.on('data', (chunk: Buffer) => {
      if (taken.byteLength > requestBytesMax) return;
      taken = Buffer.concat([taken, chunk]);
      if (taken.byteLength < 5) return;
      const bytesMeant = 5 + taken.readUInt32BE(0);
      if (taken.byteLength >= bytesMeant || bytesMeant > requestBytesMax) finish();
    });
    waiting.addEventListener('abort', finish);
    if (waiting.aborted) finish();
  });
  const frame = await new FrameReader(once(bytes.subarray(0, requestBytesMax))).next();
  return frame?.kind === 'json' ? decodeRequest(frame.text) : null;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
