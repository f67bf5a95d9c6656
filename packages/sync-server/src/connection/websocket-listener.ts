/** Upgrades to sockets, and sockets to sessions: who may come in is decided here, before anything is read. [P1–P9] */
import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { CloseCode, ProtocolError } from '@scriptorium/protocol';
import type { Authenticate } from '../auth/authenticate.ts';
import type { Authorize } from '../auth/authorize.ts';
import { identityKey } from '../auth/identity.ts';
import type { Clock } from '../room/clock.ts';
import { joinRefusalOf } from '../room/join-refusal.ts';
import type { RoomLog } from '../room/room-context.ts';
import type { RoomRegistry } from '../room/room-registry.ts';
import { chooseSubprotocol, isJoinPath, parseJoinRequest, versionFault } from './handshake.ts';
import type { JoinRequest } from './handshake.ts';
import { Heartbeat } from './heartbeat.ts';
import type { HeartbeatTimings } from './heartbeat.ts';
import type { OutboxLimits } from './outbox.ts';
import { createFramer } from './frame.ts';
import { Session } from './session.ts';
import type { SessionMetrics } from './session.ts';
import { WriteTurn } from './write-turn.ts';

export interface ConnectionLimits extends OutboxLimits {
  /** One frame, in bytes; a larger one is answered 1009. */
  readonly frameBytesMax: number;
  /** Sessions in all. */
  readonly sessionsMax: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  frameBytesMax: 16 * 1024 * 1024,
  sessionsMax: 20_000,
  outboxBytesMax: 4 * 1024 * 1024,
  outboxFramesMax: 4_000,
};

/** Of one message: more than any honest client makes, too few to be worth an attack. */
const fragmentsMax = 1_024;
/** Reads that a frame may take. A frame of 16 MiB takes 12,000 where each read is one small TCP segment, and may come in worse pieces. */
const bufferedChunksMax = 65_536;
/** How long the answer to a refused upgrade gets to leave. */
const refusalMs = 2_000;

/** How long the sockets get to close when the server stops. */
const closingMs = 2_000;

export interface WebSocketListenerOptions {
  readonly server: Server;
  readonly registry: RoomRegistry;
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  /** Host and Origin; null lets the request in. */
  readonly checkUpgrade: (request: IncomingMessage) => { readonly status: number; readonly reason: string } | null;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly timings: HeartbeatTimings;
  readonly metrics: SessionMetrics & { failure(kind: 'frame' | 'load'): void };
  readonly log: RoomLog;
}

export class WebSocketListener {
  readonly #options: WebSocketListenerOptions;
  readonly #sockets: WebSocketServer;
  readonly #sessions = new Set<Session>();
  readonly #heartbeat: Heartbeat;
  readonly #framer = createFramer();
  readonly #turn = new WriteTurn();
  readonly #onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  #lastId = 0;
  #onEmpty: (() => void) | null = null;
  #isClosing = false;

  constructor(options: WebSocketListenerOptions) {
    const { server, limits, clock, timings } = options;
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.frameBytesMax,
      maxFragments: fragmentsMax,
      maxBufferedChunks: bufferedChunksMax,
      handleProtocols: chooseSubprotocol,
    });
    this.#heartbeat = new Heartbeat({ sessions: this.#sessions, clock, timings });
    this.#onUpgrade = (request, socket, head) => this.#upgrade(request, socket, head);
    server.on('upgrade', this.#onUpgrade);
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** Takes no new sockets. */
  stop(): void {
    this.#isClosing = true;
  }

  /** Sends everyone away and waits, a little, until they are gone. [P32] */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#heartbeat.close();
    for (const session of this.#sessions) session.close(CloseCode.restart, 'The server restarts; your page reconnects by itself.');
    await this.#emptied();
    for (const session of this.#sessions) session.terminate();
    this.#options.server.off('upgrade', this.#onUpgrade);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const version = versionFault(request);
    if (version !== null) return this.#refuse(socket, version, 'This address speaks WebSocket, version 13.');
    if (!isJoinPath(request.url)) return this.#refuse(socket, 404, 'Documents are served at /ws/<document>.');
    if (this.#isClosing) return this.#refuse(socket, 503, 'The server is stopping; try again in a moment.');
    const refusal = this.#options.checkUpgrade(request);
    if (refusal !== null) {
      this.#options.log.warn({ origin: request.headers.origin, host: request.headers.host }, refusal.reason);
      return this.#refuse(socket, refusal.status, refusal.reason);
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, socket, request));
  }

  /** With an answer in HTTP, before there is a WebSocket. Node ends no socket that asked for an upgrade. */
  #refuse(socket: Duplex, status: number, reason: string): void {
    const cancel = this.#options.clock.after(refusalMs, () => socket.destroy());
    socket.once('close', cancel);
    socket.once('finish', () => socket.destroy());
    socket.end(refusalOf(status, reason));
  }

  #open(socket: WebSocket, stream: Duplex, request: IncomingMessage): void {
    const asked = readRequest(request);
    const session = this.#createSession(socket, stream, asked);
    if (asked instanceof ProtocolError) return session.close(CloseCode.malformed, asked.message);
    const { sessionsMax } = this.#options.limits;
    if (this.#sessions.size > sessionsMax) {
      return session.close(CloseCode.tryAgainLater, `The server has ${sessionsMax} sessions, the most it may; try again later.`);
    }
    // Never rejects: whatever goes wrong closes the session with its reason.
    void this.#decide(session, asked);
  }

  #createSession(socket: WebSocket, stream: Duplex, asked: JoinRequest | ProtocolError): Session {
    const { clock, limits, metrics, log } = this.#options;
    const isReadable = !(asked instanceof ProtocolError);
    const session = new Session({
      id: ++this.#lastId,
      socket,
      stream,
      clock,
      framer: this.#framer,
      turn: this.#turn,
      limits,
      metrics,
      log,
      isScriptorium: isReadable && asked.isScriptorium,
      schemaVersion: isReadable ? asked.schemaVersion : null,
      onClosed: (closed) => this.#forget(closed),
    });
    this.#sessions.add(session);
    return session;
  }

  /** Both doors, then the room. Nothing of the session is read before. */
  async #decide(session: Session, { documentId, token }: JoinRequest): Promise<void> {
    const { authenticate, authorize, registry } = this.#options;
    try {
      const authentication = await authenticate({ token });
      if (authentication.kind === 'refused') return session.close(CloseCode.unauthenticated, authentication.reason);
      const { identity } = authentication;
      const reading = authorize(identity, documentId, 'read');
      if (!reading.allowed) return session.close(CloseCode.forbidden, reading.reason);
      const lease = await registry.lease(documentId);
      session.admit({
        lease,
        identityKey: identityKey(identity),
        role: authorize(identity, documentId, 'write').allowed ? 'writer' : 'reader',
        may: (action) => authorize(identity, documentId, action).allowed,
      });
    } catch (error) {
      this.#turnAway(session, documentId, error);
    }
  }

  #turnAway(session: Session, documentId: string, error: unknown): void {
    const { code, reason, isFailure } = joinRefusalOf(error);
    if (isFailure) {
      this.#options.metrics.failure('load');
      this.#options.log.error({ documentId, err: error }, 'The document could not be opened.');
    }
    session.close(code, reason);
  }

  #forget(session: Session): void {
    this.#sessions.delete(session);
    if (this.#sessions.size === 0) this.#onEmpty?.();
  }

  #emptied(): Promise<void> {
    if (this.#sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, closingMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function readRequest(request: IncomingMessage): JoinRequest | ProtocolError {
  try {
    return parseJoinRequest(request);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

function refusalOf(status: number, reason: string): string {
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(reason)}`,
    ...(status === 426 ? ['Sec-WebSocket-Version: 13', 'Upgrade: websocket'] : []),
  ];
  return `${headers.join('\r\n')}\r\n\r\n${reason}`;
}
