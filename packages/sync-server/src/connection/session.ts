/** One socket in one room: bytes to messages and back, and an end with a reason. */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CloseCode, ProtocolError, decodeClientMessage, keepaliveFrame } from '@scriptorium/protocol';
import type { ClientMessage, Role, ServerMessage } from '@scriptorium/protocol';
import type { Action } from '../auth/authorize.ts';
import type { Clock } from '../room/clock.ts';
import type { Peer } from '../room/peer.ts';
import type { RoomLog } from '../room/room-context.ts';
import type { RoomLease } from '../room/room-registry.ts';
import type { Framer } from './frame.ts';
import { frameOf } from './frame.ts';
import type { OutboxLimits } from './outbox.ts';
import { Outbox } from './outbox.ts';
import type { WriteTurn } from './write-turn.ts';

/** How long a refused client gets to read why before the socket is closed. [P9] */
const refusalDelayMs = 1_000;
/** How long a closed socket gets to say goodbye before it is ended. */
const closingMs = 2_000;
/** The same bytes for everyone. [P15] */
const keepalive = frameOf([keepaliveFrame]);
/** A close frame holds 123 bytes of reason at most. */
const closeReasonBytesMax = 123;

export interface SessionMetrics {
  bytesReceived(bytes: number): void;
  bytesSent(bytes: number): void;
  failure(kind: 'frame'): void;
}

export interface SessionOptions {
  readonly id: number;
  readonly socket: WebSocket;
  /** What the socket writes to; null where it is not known. */
  readonly stream: Duplex | null;
  readonly clock: Clock;
  readonly framer: Framer;
  /** Of all sessions together. */
  readonly turn: WriteTurn;
  readonly limits: OutboxLimits;
  readonly metrics: SessionMetrics;
  readonly log: Pick<RoomLog, 'error'>;
  readonly isScriptorium: boolean;
  readonly schemaVersion: number | null;
  /** Called once, when the socket is closed. */
  readonly onClosed: (session: Session) => void;
}

/** What was decided about a session before it may be read. */
export interface Admittance {
  readonly lease: RoomLease;
  readonly identityKey: string | null;
  readonly role: Role;
  /** Asked for each message. */
  readonly may: (action: Action) => boolean;
}

/** deciding: nothing is read · joined: in a room · ending: said why, reads nothing more · closed. */
type Phase =
  | { readonly name: 'deciding' }
  | { readonly name: 'joined'; readonly admittance: Admittance }
  | { readonly name: 'ending' }
  | { readonly name: 'closed' };

export class Session implements Peer {
  readonly id: number;
  readonly isScriptorium: boolean;
  readonly schemaVersion: number | null;
  readonly #options: SessionOptions;
  readonly #outbox: Outbox;
  #phase: Phase = { name: 'deciding' };
  #identityKey: string | null = null;
  #role: Role = 'reader';
  #isQuiet = false;
  #isAlive = true;

  constructor(options: SessionOptions) {
    const { id, socket, stream, turn, limits, metrics, isScriptorium, schemaVersion } = options;
    this.id = id;
    this.isScriptorium = isScriptorium;
    this.schemaVersion = schemaVersion;
    this.#options = options;
    this.#outbox = new Outbox({
      socket,
      stream,
      turn,
      limits,
      onSent: (bytes) => metrics.bytesSent(bytes),
      onDrained: () => this.#onDrained(),
    });
    // Paused, not buffered: what comes before it is decided stays in the kernel, and so is bounded.
    socket.pause();
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('close', () => this.#onClose());
    // `ws` closes with the right code itself (1002, 1007, 1009); the event only must not be unhandled.
    socket.on('error', () => metrics.failure('frame'));
  }

  get identityKey(): string | null {
    return this.#identityKey;
  }

  get role(): Role {
    return this.#role;
  }

  get isCongested(): boolean {
    return this.#outbox.isCongested;
  }

  /** Falls while the other end reads. */
  get unreadBytes(): number {
    return this.#outbox.unreadBytes;
  }

  /** Puts the session into its room, and begins to read. Where it ended meanwhile, the lease is given back. */
  admit(admittance: Admittance): void {
    if (this.#phase.name !== 'deciding') {
      admittance.lease.release();
      return;
    }
    this.#phase = { name: 'joined', admittance };
    this.#identityKey = admittance.identityKey;
    this.#role = admittance.role;
    admittance.lease.room.join(this);
    this.#options.socket.resume();
  }

  send(message: ServerMessage): void {
    if (this.#phase.name !== 'joined' && this.#phase.name !== 'ending') return;
    this.#isQuiet = false;
    this.#outbox.send(this.#options.framer.frameOf(message));
  }

  close(code: CloseCode, reason: string): void {
    if (this.#phase.name === 'ending' || this.#phase.name === 'closed') return;
    this.#leave({ name: 'ending' });
    this.#options.socket.resume();
    if (isFinal(code)) {
      this.send({ type: 'denied', reason });
      this.#options.clock.after(refusalDelayMs, () => this.#closeSocket(code, reason));
    } else {
      this.#closeSocket(code, reason);
    }
  }

  /** Once in every beat of the heart: keeps an idle client from hanging up. [P15] */
  keepAlive(): void {
    if (this.#phase.name !== 'joined') return;
    if (this.#isQuiet && !this.isCongested) this.#outbox.send(keepalive);
    this.#isQuiet = true;
  }

  /** Asks the other end whether it lives; false when it has not answered the last time. */
  ping(): boolean {
    const { socket } = this.#options;
    if (!this.#isAlive) return false;
    this.#isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
    return true;
  }

  /** Ends the socket without a word: the other end does not listen. */
  terminate(): void {
    this.#options.socket.terminate();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    const { metrics } = this.#options;
    if (this.#phase.name !== 'joined') return;
    this.#isAlive = true;
    const { lease, may } = this.#phase.admittance;
    try {
      if (!isBinary) throw new ProtocolError('malformed', 'Malformed message: the frame holds text; frames are binary.');
      const frame = data as Buffer;
      metrics.bytesReceived(frame.byteLength);
      const message = decodeClientMessage(frame);
      if (may(actionOf(message))) lease.room.receive(this, message);
    } catch (error) {
      metrics.failure('frame');
      if (error instanceof ProtocolError) this.close(CloseCode.malformed, error.message);
      else this.#fail(error);
    }
  }

  /** A fault of ours: it ends this session, not the process with everyone in it. */
  #fail(error: unknown): void {
    this.#options.log.error({ session: this.id, err: error }, 'A message could not be dealt with; its session is closed.');
    this.close(CloseCode.internalError, 'The server failed on a message of yours; your page reconnects by itself.');
  }

  #onDrained(): void {
    // Whoever reads is there; what we have asked it may have waited behind the rest.
    this.#isAlive = true;
    if (this.#phase.name === 'joined') this.#phase.admittance.lease.room.drained(this);
  }

  #onClose(): void {
    this.#leave({ name: 'closed' });
    this.#options.onClosed(this);
  }

  #leave(next: Phase): void {
    const phase = this.#phase;
    this.#phase = next;
    if (phase.name !== 'joined') return;
    phase.admittance.lease.room.leave(this);
    phase.admittance.lease.release();
  }

  #closeSocket(code: CloseCode, reason: string): void {
    const { socket, clock } = this.#options;
    this.#outbox.flush();
    socket.close(code, truncate(reason));
    clock.after(closingMs, () => socket.terminate());
  }
}

/** A final code comes with a reason that a stock client can show: its own close event says too little. */
function isFinal(code: CloseCode): boolean {
  return code >= 4400 && code < 4500;
}

/** A write that a reader may not make is answered by the room, which can say so. [P24] */
function actionOf(message: ClientMessage): Action {
  switch (message.type) {
    case 'sync-step-1':
    case 'sync-step-2':
    case 'update':
      return 'read';
    case 'awareness':
    case 'query-awareness':
      return 'awareness';
  }
}

function truncate(reason: string): string {
  let text = reason;
  while (Buffer.byteLength(text) > closeReasonBytesMax) text = `${Array.from(text).slice(0, -2).join('').trimEnd()}…`;
  return text;
}
