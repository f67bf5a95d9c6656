/** A WebSocket whose other end is the test. */
import { type Message, decodeMessage, encodeMessage, subprotocol } from '@scriptorium/protocol';

export class FakeSocket extends EventTarget {
  static readonly made: FakeSocket[] = [];

  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly url: string;
  readonly protocols: unknown;
  readonly protocol: string = subprotocol;
  readonly sent: Message[] = [];
  binaryType = 'blob';
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string, protocols: unknown) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeSocket.made.push(this);
  }

  /** The socket that was made last. */
  static get latest(): FakeSocket {
    const socket = FakeSocket.made.at(-1);
    if (socket === undefined) throw new Error('No socket was made.');
    return socket;
  }

  /** As the provider is to take it. */
  static get asWebSocket(): typeof WebSocket {
    return FakeSocket as unknown as typeof WebSocket;
  }

  send(data: Uint8Array): void {
    this.sent.push(decodeMessage(data.slice()));
  }

  close(): void {
    this.readyState = this.CLOSED;
  }

  /** The other end accepts. */
  accept(): void {
    this.readyState = this.OPEN;
    this.dispatchEvent(new Event('open'));
    this.onopen?.();
  }

  receive(message: Message): void {
    const bytes = encodeMessage(message);
    this.onmessage?.({ data: bytes.slice().buffer });
  }

  /** The other end, or the network, ends it. */
  drop(code = 1006, reason = ''): void {
    this.readyState = this.CLOSED;
    this.onclose?.({ code, reason });
  }
}
