/** A command's end of the control socket. [S70] */
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { EntryStreamDecoder, type Entry, type StoreSnapshot } from '@scriptorium/persistence';
import { AdminError, codeOf } from './admin-error.ts';
import type { CompactProgress } from './compact-documents.ts';
import { openControlAddress, socketName } from './control-address.ts';
import { controlVersion, decodeAnswer, encodeJson, FrameReader, type CompactionReport, type ControlAnswer, type ControlRequest } from './control-protocol.ts';

const batchBytes = 256 * 1024;

export interface Asking {
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** Whether a server answers. Rejects with `unreachable` where there is one that this user may not ask. */
export async function isServerThere(asking: Asking): Promise<boolean> {
  const socket = await connect(asking);
  socket?.destroy();
  return socket !== null;
}

export interface RemoteSnapshot {
  readonly documents: number;
  readonly snapshot: StoreSnapshot;
}

/** Rejects with `unreachable`, or `refused` with the server's own words. */
export async function askForSnapshot(asking: Asking): Promise<RemoteSnapshot> {
  const conversation = await Conversation.open(asking, 'snapshot');
  const start = await conversation.next();
  if (start.kind !== 'start') throw conversation.unexpected();
  let hasUnreadable = false;
  const data = conversation.data((end) => (hasUnreadable = end.kind === 'end' && end.hasUnreadable));
  const decoder = new EntryStreamDecoder(data);
  return {
    documents: start.documents,
    snapshot: {
      next: async () => {
        const batch: Entry[] = [];
        for (let bytes = 0; bytes < batchBytes; ) {
          const entry = await decoder.next();
          if (entry === null) break;
          batch.push(entry);
          bytes += entry.key.byteLength + entry.value.byteLength;
        }
        return batch;
      },
      get hasUnreadable() {
        return hasUnreadable;
      },
      close: async () => conversation.close(),
    },
  };
}

/** Rejects like `askForSnapshot`. Whoever goes away ends the compaction after the document that is under way. */
export async function askForCompaction(asking: Asking & { readonly onProgress: (progress: CompactProgress) => void }): Promise<CompactionReport> {
  const conversation = await Conversation.open(asking, 'compact');
  try {
    for (;;) {
      const answer = await conversation.next();
      if (answer.kind === 'compacted') return answer.report;
      if (answer.kind !== 'progress') throw conversation.unexpected();
      asking.onProgress({ phase: answer.phase, done: answer.done, total: answer.total });
    }
  } finally {
    conversation.close();
  }
}

class Conversation {
  readonly #socket: Socket;
  readonly #frames: FrameReader;
  readonly #signal: AbortSignal;

  private constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    this.#frames = new FrameReader(socket);
    this.#signal = signal;
    signal.addEventListener('abort', this.close);
  }

  static async open(asking: Asking, command: ControlRequest['command']): Promise<Conversation> {
    const socket = await connect(asking);
    if (socket === null) throw new AdminError('unreachable', `No server answers for ${asking.directory}; try again.`);
    socket.write(encodeJson({ version: controlVersion, command }));
    return new Conversation(socket, asking.signal);
  }

  readonly close = (): void => {
    this.#signal.removeEventListener('abort', this.close);
    this.#socket.destroy();
  };

  /** The next answer, which must be no data. */
  async next(): Promise<ControlAnswer> {
    const frame = await this.#read();
    if (frame?.kind !== 'json') throw this.#lost();
    const answer = decodeAnswer(frame.text);
    if (answer === null) throw this.unexpected();
    if (answer.kind === 'error') throw new AdminError('refused', answer.message);
    return answer;
  }

  /** The bytes up to the next answer, which must be the end. */
  async *data(onEnd: (answer: ControlAnswer) => void): AsyncGenerator<Uint8Array> {
    for (;;) {
      const frame = await this.#read();
      if (frame === null) throw this.#lost();
      if (frame.kind === 'data') {
        yield frame.bytes;
        continue;
      }
      const answer = decodeAnswer(frame.text);
      if (answer?.kind === 'error') throw new AdminError('refused', answer.message);
      if (answer?.kind !== 'end') throw this.unexpected();
      onEnd(answer);
      return;
    }
  }

  unexpected(): AdminError {
    return new AdminError('refused', 'The running server answers as another version does; restart it.');
  }

  async #read(): ReturnType<FrameReader['next']> {
    try {
      return await this.#frames.next();
    } catch (cause) {
      this.#signal.throwIfAborted();
      throw new AdminError('refused', 'The connection to the server was lost; try again when it is back.', { cause });
    }
  }

  #lost(): Error {
    this.#signal.throwIfAborted();
    return new AdminError('refused', 'The server ended the connection; try again when it is back.');
  }
}

/** Null where nobody listens. */
async function connect({ directory, signal }: Asking): Promise<Socket | null> {
  signal.throwIfAborted();
  const address = await openControlAddress(directory).catch(() => null);
  if (address === null) return null;
  try {
    return await new Promise<Socket>((resolve, reject) => {
      const socket = createConnection(join(address.directory, socketName));
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        // What breaks later is seen where it is read.
        socket.on('error', () => {});
        resolve(socket);
      });
    });
  } catch (error) {
    if (codeOf(error) !== 'EACCES') return null;
    throw new AdminError('unreachable', `The server that has ${directory} open may not be asked by this user; give the command as the server's user.`, { cause: error });
  } finally {
    await address.close();
  }
}
