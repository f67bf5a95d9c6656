/** A document while it is open: who is in it, what they send each other, and in which order. */
import { CloseCode } from '@scriptorium/protocol';
import type { ClientMessage } from '@scriptorium/protocol';
import { PersistenceError } from '@scriptorium/persistence';
import type { StoredDocument } from '@scriptorium/persistence';
import { Asking } from './asking.ts';
import { Attendance } from './attendance.ts';
import { Broadcaster } from './broadcaster.ts';
import { DocumentState } from './document-state.ts';
import { FeatureMessages } from './feature-messages.ts';
import type { FeaturePayload } from './feature-messages.ts';
import { Intake } from './intake.ts';
import { Journal } from './journal.ts';
import type { DurableUpdate } from './journal.ts';
import { Member } from './member.ts';
import type { RoomCondition } from './member.ts';
import type { Peer } from './peer.ts';
import { Replies } from './replies.ts';
import type { RoomContext } from './room-context.ts';
import { TurnEnd } from './turn-end.ts';
import { Upkeep } from './upkeep.ts';
import { WholeDocument } from './whole-document.ts';
import { Writers } from './writers.ts';

const noDocument = { title: null, createdAt: 0, updatedAt: 0, schemaVersion: 0 };

export interface RoomOptions {
  readonly documentId: string;
  /** Null where the document does not exist yet. */
  readonly stored: StoredDocument | null;
  /** Parts of it are damaged: it is for reading only. */
  readonly isDamaged: boolean;
  readonly context: RoomContext;
  /** The store refuses an update for good, or we failed on it: the room can't go on. */
  readonly onBroken: (error: unknown) => void;
}

export class Room {
  /** The document as one piece, for those who copy it or bring one in. */
  readonly content: WholeDocument;
  readonly #documentId: string;
  readonly #context: RoomContext;
  readonly #onBroken: (error: unknown) => void;
  readonly #members = new Map<number, Member>();
  readonly #state: DocumentState;
  readonly #journal: Journal;
  readonly #writers: Writers;
  readonly #asking: Asking;
  readonly #intake: Intake;
  readonly #replies: Replies;
  readonly #broadcaster: Broadcaster;
  readonly #turnEnd: TurnEnd;
  readonly #attendance: Attendance;
  readonly #featureMessages: FeatureMessages;
  readonly #upkeep: Upkeep;
  #condition: RoomCondition;
  /** Set when everyone was sent away: whoever comes now is too. */
  #end: { readonly code: CloseCode; readonly reason: string } | null = null;

  constructor({ documentId, stored, isDamaged, context, onBroken }: RoomOptions) {
    const state = DocumentState.open(stored ?? { snapshot: null, tail: [], lastSequence: 0 });
    this.#documentId = documentId;
    this.#context = context;
    this.#onBroken = onBroken;
    this.#state = state;
    if (state.faults.length > 0) context.log.error({ documentId, faults: state.faults }, 'The document is damaged: it opens read-only.');
    this.#condition = {
      isSaving: context.store.status.state === 'ok',
      isDamaged: isDamaged || state.faults.length > 0,
      schemaVersion: stored?.meta.schemaVersion ?? 0,
      requiresSchema: context.requiresSchema,
    };
    this.#writers = new Writers(state.tailCount > 0 ? state.durableSequence : 0);
    const journal = new Journal({
      documentId,
      store: context.store,
      state,
      unackedBytesMax: context.limits.unackedBytesMax,
      budget: context.budget,
      expectUpdate: () => this.#broadcaster.expectUpdate(),
      onDurable: (update) => this.#onDurable(update),
      onRejected: onBroken,
    });
    this.#journal = journal;
    const onSchemaRaised = (schemaVersion: number): void => this.#setCondition({ schemaVersion });
    this.#asking = new Asking({ state, journal, members: this.#members, condition: () => this.#condition, context });
    this.#intake = new Intake({
      documentId,
      context,
      state,
      journal,
      condition: () => this.#condition,
      ask: (member) => this.#asking.ask(member),
      onAckDue: (member) => this.#turnEnd.ack(member),
      onDropped: () => this.#asking.askLater(),
      onSchemaRaised,
    });
    this.#replies = new Replies({ documentId, state, members: this.#members, context, onFault: onBroken });
    this.#broadcaster = this.#createBroadcaster();
    const outward = { members: this.#members, broadcaster: this.#broadcaster, asking: this.#asking };
    this.#turnEnd = new TurnEnd({ ...outward, attempt: (work) => this.#attempt(work) });
    this.#attendance = new Attendance({ ...context, announce: (entries, authorId) => this.#broadcaster.announce(entries, authorId) });
    this.#featureMessages = new FeatureMessages(this.#members);
    this.#upkeep = new Upkeep({
      documentId,
      state,
      meta: stored?.meta ?? noDocument,
      context,
      isDamaged: this.#condition.isDamaged,
      onSound: (throughSequence) => this.#writers.clearThrough(throughSequence),
      onPoisoned: () => this.#cutWriter(),
    });
    const whole = { state, journal, intake: this.#intake, upkeep: this.#upkeep, worker: context.worker };
    this.content = new WholeDocument({ ...whole, condition: () => this.#condition, onSchemaRaised });
    // A server that was killed may not have read the last changes.
    if (state.tailCount > 0 && !this.#condition.isDamaged) this.#upkeep.changed();
  }

  get sessionCount(): number {
    return this.#members.size;
  }

  /** Of its content. */
  get sizeBytes(): number {
    return this.#state.sizeBytes;
  }

  /** Takes a peer in, asks it what it has, and tells it how things stand. [P11] */
  join(peer: Peer): void {
    if (this.#end !== null) {
      peer.close(this.#end.code, this.#end.reason);
      return;
    }
    const { sessionsMax } = this.#context.limits;
    if (this.#members.size >= sessionsMax) {
      peer.close(CloseCode.tryAgainLater, `The document has ${sessionsMax} sessions, the most it may; try again later.`);
      return;
    }
    const member = new Member(peer);
    if (!peer.isScriptorium && member.writeBar(this.#condition) === 'schema' && member.isOlderThan(this.#condition)) {
      peer.close(CloseCode.schemaTooOld, 'This page is older than the document; reload it.');
      return;
    }
    this.#members.set(peer.id, member);
    this.#asking.ask(member);
    member.tellState(this.#condition);
  }

  /** Harmless for a peer that is not here. */
  leave(peer: Peer): void {
    const member = this.#members.get(peer.id);
    if (member === undefined) return;
    this.#members.delete(peer.id);
    this.#turnEnd.forget(member);
    this.#attendance.leave(member);
  }

  /** One message of a peer that is here. Throws `ProtocolError` where its inside is malformed. */
  receive(peer: Peer, message: ClientMessage): void {
    const member = this.#members.get(peer.id);
    if (member === undefined || this.#end !== null) return;
    switch (message.type) {
      case 'sync-step-1':
        this.#replies.receive(member, message.stateVector);
        this.#attendance.informSoon(member);
        return;
      case 'sync-step-2':
      case 'update':
        this.#intake.receive(member, message.update, message.type);
        return;
      case 'awareness':
        this.#attendance.receive(member, message.entries);
        return;
      case 'query-awareness':
        this.#attendance.answer(member);
        return;
    }
  }

  /** The peer's socket has drained. [P42] */
  drained(peer: Peer): void {
    const member = this.#members.get(peer.id);
    if (member !== undefined) this.#attempt(() => this.#catchUp(member));
  }

  /** Sends everyone who understands it a message of a feature. [P22] */
  tell(payload: FeaturePayload): void {
    this.#featureMessages.send(payload);
  }

  /** Replaces the title, as a peer would; resolves when that is on disk and read back. Rejects with `PersistenceError`. */
  async rename(title: string): Promise<void> {
    if (this.#condition.isDamaged) {
      throw new PersistenceError('document-damaged', `The document ${JSON.stringify(this.#documentId)} is damaged and read-only.`);
    }
    const update = await this.#context.worker.setTitle(this.#state.whole(), title);
    if (update !== null) this.#intake.write(update);
    await this.#journal.settled();
    await this.#upkeep.describeNow();
  }

  /** Folds everything that is on disk into the snapshot. Never rejects. */
  async compact(): Promise<'compacted' | 'empty' | 'failed' | 'damaged'> {
    return this.#condition.isDamaged ? 'damaged' : await this.#upkeep.compactNow();
  }

  /** The store fails, or works again. [P43] */
  setSaving(isSaving: boolean): void {
    this.#setCondition({ isSaving });
  }

  /** Sends everyone away and receives nothing more. */
  evict(code: CloseCode, reason: string): void {
    this.#end = { code, reason };
    for (const { peer } of this.#members.values()) peer.close(code, reason);
  }

  /** Resolves when everything accepted is on disk, its acks are sent, and the slow work that was due is done. */
  async settle(): Promise<void> {
    await this.#journal.settled();
    this.#turnEnd.run();
    this.#broadcaster.flushNow();
    // What could not be read of it must not be folded away.
    if (!this.#condition.isDamaged) await this.#upkeep.finish();
  }

  /** Resolves when nothing of it is on its way to the disk any more. */
  written(): Promise<void> {
    return this.#journal.written();
  }

  /** Call `evict` before. */
  async close(): Promise<void> {
    this.#asking.close();
    this.#broadcaster.close();
    this.#replies.close();
    this.#attendance.close();
    await this.#upkeep.close();
  }

  #createBroadcaster(): Broadcaster {
    return new Broadcaster({
      ...this.#context,
      members: this.#members,
      state: this.#state,
      isCommitting: () => !this.#journal.isEmpty,
      attempt: (work) => this.#attempt(work),
    });
  }

  #catchUp(member: Member): void {
    const { isLagging } = member;
    member.isLagging = false;
    // An answer holds what it missed, so that comes first.
    this.#replies.resume(member);
    if (isLagging) this.#broadcaster.catchUp(member, this.#attendance.entries());
    member.tellAck();
    member.tellState(this.#condition);
    this.#featureMessages.catchUp(member);
  }

  #onDurable(update: DurableUpdate): void {
    this.#writers.wrote(update.authorId, update.sequence);
    this.#broadcaster.enqueue(update);
    this.#upkeep.changed();
    this.#turnEnd.schedule();
  }

  /** For what no one calls who could catch it: a fault breaks this room, and not the process. */
  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onBroken(error);
    }
  }

  #setCondition(change: Partial<RoomCondition>): void {
    this.#condition = { ...this.#condition, ...change };
    for (const member of this.#members.values()) member.tellState(this.#condition);
  }

  /** The document throws in every client: if only one member can have done it, that member is cut off. [J18] */
  #cutWriter(): void {
    const { only } = this.#writers;
    if (only !== null) this.#members.get(only)?.peer.close(CloseCode.malformed, 'An update of this session makes the document unreadable.');
  }
}
