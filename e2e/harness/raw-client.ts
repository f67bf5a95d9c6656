/** A bare WebSocket that keeps every frame and how it ended: for what a well-behaved client would never do. */
import { type ClientOptions, WebSocket } from 'ws';

export interface RawClientOptions {
  readonly url: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export class RawClient {
  readonly #socket: WebSocket;
  /** Every frame that came, in order. */
  readonly frames: Uint8Array[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<Closed>;

  constructor({ url, protocols = [], headers = {} }: RawClientOptions) {
    const options: ClientOptions = { headers: { ...headers } };
    const socket = new WebSocket(url, [...protocols], options);
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.frames.push(new Uint8Array(data)));
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    // Whoever waits for the opening hears of the error; nobody has to.
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** The sub-protocol that the server picked. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(...bytes: readonly (number | Uint8Array)[]): void {
    const parts = bytes.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : part));
    this.#socket.send(Buffer.concat(parts));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.terminate();
  }
}
