/** A WebSocket constructor that reports what goes through the sockets it makes; `y-websocket` takes it as its own. */
import { subprotocol } from '@scriptorium/protocol';
import * as decoding from 'lib0/decoding';

/** A sub-protocol is the one header that a page can give to a socket. */
const tokenPrefix = 'token.';

/** The sync frames that the server acks. */
export type AckedFrame = 'sync-step-2' | 'update';

export interface SocketObserver {
  opened(socket: WebSocket): void;
  sent(frame: AckedFrame): void;
}

export interface SocketOptions {
  readonly observer: SocketObserver;
  /** Asked at each attempt to connect. */
  readonly token?: (() => string | null) | undefined;
  /** Does what it is given now or later, in order. */
  readonly pass: (work: () => void) => void;
}

/**
 * Wraps `base` so that each socket offers `scriptorium.v1` [P20] and, where there is one, the token of that moment, and tells
 * `observer` of the frames that will be acked, once they are sent.
 */
export function observeSockets(base: typeof WebSocket, { observer, token = () => null, pass }: SocketOptions): typeof WebSocket {
  return new Proxy(base, {
    construct(target, [url]: [string]): WebSocket {
      const proof = token();
      const socket = new target(url, proof === null ? subprotocol : [subprotocol, `${tokenPrefix}${proof}`]);
      const send = socket.send.bind(socket);
      socket.addEventListener('open', () => observer.opened(socket), { once: true });
      socket.send = (data): void =>
        pass(() => {
          // Closed while it waited: the next connection begins with all that the server lacks.
          if (socket.readyState !== socket.OPEN) return;
          send(data);
          const frame = data instanceof Uint8Array ? ackedFrameOf(data) : null;
          if (frame !== null) observer.sent(frame);
        });
      return socket;
    },
  });
}

/** Sync frames are `varUint 0, varUint step, …`: step 1 answers with 1, a change is 2. [P10] */
export function ackedFrameOf(bytes: Uint8Array): AckedFrame | null {
  const decoder = decoding.createDecoder(bytes);
  if (decoding.readVarUint(decoder) !== 0) return null;
  const step = decoding.readVarUint(decoder);
  if (step === 1) return 'sync-step-2';
  return step === 2 ? 'update' : null;
}
