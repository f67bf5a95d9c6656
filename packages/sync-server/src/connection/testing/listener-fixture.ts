/** A listener on a real socket of this machine, over rooms in memory. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryStore } from '@scriptorium/persistence';
import type { DocumentStore } from '@scriptorium/persistence';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { authorize } from '../../auth/authorize.ts';
import { authenticate } from '../../auth/authenticate.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import { checkUpgrade } from '../../auth/check-request.ts';
import type { Clock } from '../../room/clock.ts';
import { systemClock } from '../../room/clock.ts';
import { createRoomFixture } from '../../room/testing/room-fixture.ts';
import type { LogLine } from '../../room/testing/room-fixture.ts';
import type { RoomRegistry } from '../../room/room-registry.ts';
import { defaultHeartbeatTimings } from '../heartbeat.ts';
import { WebSocketListener, defaultConnectionLimits } from '../websocket-listener.ts';
import type { ConnectionLimits } from '../websocket-listener.ts';

export interface ListenerFixture {
  readonly url: string;
  readonly port: number;
  readonly store: DocumentStore;
  readonly registry: RoomRegistry;
  readonly listener: WebSocketListener;
  /** Kinds of failures that were counted, in order. */
  readonly failures: string[];
  readonly log: readonly LogLine[];
  /** A raw socket; `path` comes after `/ws/`. */
  readonly connect: (path: string, options?: ConnectOptions) => TestSocket;
  close(): Promise<void>;
}

export interface ListenerFixtureOptions {
  readonly clock?: Clock;
  readonly limits?: Partial<ConnectionLimits>;
  readonly authenticate?: Authenticate;
}

export interface ConnectOptions extends ClientOptions {
  readonly subprotocols?: string[];
}

/** A raw client that keeps what it was sent. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[] = [];
  readonly #waiting: (() => void)[] = [];
  #end: { readonly code: number; readonly reason: string } | null = null;

  constructor(url: string, { subprotocols = [], ...options }: ConnectOptions) {
    this.socket = new WebSocket(url, subprotocols, options);
    this.socket.on('message', (data) => {
      this.frames.push(new Uint8Array(data as Buffer));
      this.#wake();
    });
    this.socket.on('close', (code, reason) => {
      this.#end = { code, reason: reason.toString() };
      this.#wake();
    });
    this.socket.on('error', () => this.#wake());
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await new Promise((resolve) => this.socket.once('open', resolve));
    return this;
  }

  /** Resolves when a frame fits, with the first that does. */
  async frame(fits: (frame: Uint8Array) => boolean): Promise<Uint8Array> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found !== undefined) return found;
      if (this.#end !== null) throw new Error(`The socket was closed with ${this.#end.code}: ${this.#end.reason}`);
      await this.#next();
    }
  }

  async ended(): Promise<{ readonly code: number; readonly reason: string }> {
    while (this.#end === null) await this.#next();
    return this.#end;
  }

  /** The status of an upgrade that was refused. */
  async refused(): Promise<{ readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }> {
    return await new Promise((resolve) => {
      this.socket.once('unexpected-response', (_request, response) => {
        response.setEncoding('utf8');
        let body = '';
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      });
    });
  }

  #next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export async function createListenerFixture(options: ListenerFixtureOptions = {}): Promise<ListenerFixture> {
  const clock = options.clock ?? systemClock;
  const store = createMemoryStore();
  const failures: string[] = [];
  const { registry, context, log } = createRoomFixture({ store, clock });
  const server = createServer();
  const listener = new WebSocketListener({
    server,
    registry,
    clock,
    authenticate: options.authenticate ?? ((credentials) => authenticate(credentials, { mode: 'open' })),
    authorize,
    checkUpgrade: ({ headers }) => checkUpgrade(headers, { host: '127.0.0.1', allowedOrigins: ['http://pages.example'] }),
    limits: { ...defaultConnectionLimits, ...options.limits },
    timings: defaultHeartbeatTimings,
    metrics: { bytesReceived: () => {}, bytesSent: () => {}, failure: (kind) => void failures.push(kind) },
    log: context.log,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sockets: TestSocket[] = [];
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    port,
    store,
    registry,
    listener,
    failures,
    log,
    connect: (path, connectOptions = {}) => {
      const socket = new TestSocket(`ws://127.0.0.1:${port}/ws/${path}`, connectOptions);
      sockets.push(socket);
      return socket;
    },
    close: async () => {
      for (const { socket } of sockets) socket.terminate();
      await listener.close();
      await registry.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
