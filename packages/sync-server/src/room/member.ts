/** A peer inside a room: what it was sent, what it may do, and how far it is. */
import { canWrite } from '@scriptorium/protocol';
import type { SessionReason, SessionState } from '@scriptorium/protocol';
import { AckLedger } from './ack-ledger.ts';
import type { Peer } from './peer.ts';

/** What holds for the whole room. */
export interface RoomCondition {
  readonly isSaving: boolean;
  readonly isDamaged: boolean;
  readonly schemaVersion: number;
  readonly requiresSchema: boolean;
}

export class Member {
  readonly peer: Peer;
  readonly ledger: AckLedger = new AckLedger();
  /** Its sync step 1 was answered: it is part of the broadcast. [P11] */
  isJoined = false;
  /** It was sent the awareness states of others. [P16] */
  isInformed = false;
  /** Its socket was full when there was something for it: it is sent nothing until it drains. [P42] */
  isLagging = false;
  /** The last state vector that it sent and that is not answered yet. [P11] */
  pendingVector: Uint8Array | null = null;
  /** The worker is looking for what it lacks. */
  isBeingAnswered = false;
  /** Everything durable up to this sequence was sent to it. */
  sentSequence = 0;
  /** It lacked something once already, and was asked for it. [P13] */
  wasAskedForGap = false;
  /** Its sync step 2 lacked something that it names: asking again would bring the same. */
  hasDamagedCopy = false;
  /** The log knows that its updates are dropped. */
  hasLoggedBar = false;
  /** An update of its own would have brought the document past one of its limits. [P41] */
  hitSizeLimit = false;
  #sentState: SessionState | null = null;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  get id(): number {
    return this.peer.id;
  }

  get identityKey(): string | null {
    return this.peer.identityKey;
  }

  /** Why it may not write; null when it may. */
  writeBar(room: RoomCondition): SessionReason | null {
    if (room.isDamaged) return 'damaged';
    if (!canWrite(this.peer.role)) return 'role';
    if (this.#isSchemaTooOld(room)) return 'schema';
    return this.hitSizeLimit ? 'size' : null;
  }

  /** Whether it must be sent nothing now; what it would have been sent is made up for when its socket has drained. [P42] */
  isHeldBack(): boolean {
    if (this.peer.isCongested) this.isLagging = true;
    return this.isLagging;
  }

  /** It declared a schema below the document's: no page of that age may stay, unless it can be told that it only reads. [P23] */
  isOlderThan({ schemaVersion }: RoomCondition): boolean {
    return this.peer.schemaVersion !== null && this.peer.schemaVersion < schemaVersion;
  }

  /** Tells the session its state where that changed. [P21] */
  tellState(room: RoomCondition): void {
    if (!this.peer.isScriptorium || this.isHeldBack()) return;
    const bar = this.writeBar(room);
    const state: SessionState = {
      saving: room.isSaving,
      writable: bar === null,
      reason: bar ?? (room.isSaving ? null : 'store'),
    };
    if (JSON.stringify(state) === JSON.stringify(this.#sentState)) return;
    this.#sentState = state;
    this.peer.send({ type: 'session-state', state });
  }

  /** Sends the ack that is due, if any. [P20] */
  tellAck(): void {
    if (this.isHeldBack()) return;
    const count = this.ledger.due();
    if (count !== null && this.peer.isScriptorium) this.peer.send({ type: 'ack', count });
  }

  #isSchemaTooOld(room: RoomCondition): boolean {
    return this.peer.schemaVersion === null ? room.requiresSchema : this.isOlderThan(room);
  }
}
