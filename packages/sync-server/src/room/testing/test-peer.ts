/** A client without a socket: a Y.Doc that answers the room as y-websocket does, and keeps what it was sent. */
import { encodeMessage } from '@scriptorium/protocol';
import type { CloseCode, Role, ServerMessage, SessionState } from '@scriptorium/protocol';
import * as Y from 'yjs';
import type { Peer } from '../peer.ts';
import type { Room } from '../room.ts';

export interface TestPeerOptions {
  readonly role?: Role;
  readonly schemaVersion?: number | null;
  readonly isScriptorium?: boolean;
  readonly identityKey?: string | null;
  readonly doc?: Y.Doc;
}

let lastId = 0;

export class TestPeer implements Peer {
  readonly id: number = ++lastId;
  readonly role: Role;
  readonly schemaVersion: number | null;
  readonly isScriptorium: boolean;
  readonly identityKey: string | null;
  readonly doc: Y.Doc;
  readonly sent: ServerMessage[] = [];
  isCongested = false;
  isSynced = false;
  closed: { readonly code: CloseCode; readonly reason: string } | null = null;
  /** Hold back answers to the room's sync step 1 by setting this. */
  answers = true;
  #room: Room | null = null;

  constructor({ role = 'writer', schemaVersion = null, isScriptorium = true, identityKey = null, doc }: TestPeerOptions = {}) {
    this.role = role;
    this.schemaVersion = schemaVersion;
    this.isScriptorium = isScriptorium;
    this.identityKey = identityKey;
    this.doc = doc ?? new Y.Doc();
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#room?.receive(this, { type: 'update', update });
    });
  }

  /** Joins, and opens as a provider does: with an empty or full sync step 1. */
  join(room: Room): this {
    this.#room = room;
    room.join(this);
    this.askAgain();
    return this;
  }

  askAgain(): void {
    this.#room?.receive(this, { type: 'sync-step-1', stateVector: Y.encodeStateVector(this.doc) });
  }

  leave(): void {
    this.#room?.leave(this);
    this.#room = null;
  }

  type(text: string): void {
    const body = this.doc.getText('body');
    body.insert(body.length, text);
  }

  get text(): string {
    return this.doc.getText('body').toString();
  }

  get acked(): number {
    return this.sent.reduce((count, message) => (message.type === 'ack' ? message.count : count), 0);
  }

  get state(): SessionState | null {
    return this.sent.reduce<SessionState | null>((state, message) => (message.type === 'session-state' ? message.state : state), null);
  }

  send(message: ServerMessage): void {
    encodeMessage(message);
    this.sent.push(message);
    if (message.type === 'update' || message.type === 'sync-step-2') Y.applyUpdate(this.doc, message.update, this);
    if (message.type === 'sync-step-2') this.isSynced = true;
    if (message.type === 'sync-step-1' && this.answers) this.answer(message.stateVector);
  }

  /** As a socket would: not in the same turn. */
  answer(stateVector: Uint8Array): void {
    queueMicrotask(() => {
      this.#room?.receive(this, { type: 'sync-step-2', update: Y.encodeStateAsUpdate(this.doc, stateVector) });
    });
  }

  close(code: CloseCode, reason: string): void {
    this.closed ??= { code, reason };
    this.leave();
  }
}
