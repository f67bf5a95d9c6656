/** What becomes of an update that a member sends: written, known, asked for again, or refused. [A1, P13, P20–P24, P41, P43] */
import { CloseCode, ProtocolError } from '@scriptorium/protocol';
import type { FrameMark } from './ack-ledger.ts';
import { liveLimits, storedLimits, syncLimits } from './admission-limits.ts';
import type { Admission, AdmittedUpdate } from './admission.ts';
import type { DocumentState } from './document-state.ts';
import type { Journal } from './journal.ts';
import type { Member, RoomCondition } from './member.ts';
import type { RoomContext } from './room-context.ts';

/** A copy may bring more than any session, but what one commit can hold. */
const fillLimits = { ...storedLimits, updateBytesMax: syncLimits.updateBytesMax };

export interface IntakeOptions {
  readonly documentId: string;
  readonly context: RoomContext;
  readonly state: DocumentState;
  readonly journal: Journal;
  readonly condition: () => RoomCondition;
  /** Sends sync step 1 to a member. */
  readonly ask: (member: Member) => void;
  /** Something of this member is on disk, and an ack may be due. */
  readonly onAckDue: (member: Member) => void;
  /** An update was dropped for want of room; it is to be asked for when there is some. */
  readonly onDropped: () => void;
  /** A member wrote under a higher schema version than the document had. [P23] */
  readonly onSchemaRaised: (version: number) => void;
}

export class Intake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  receive(member: Member, update: Uint8Array, type: 'update' | 'sync-step-2'): void {
    const { context, state, journal } = this.#options;
    const mark = member.ledger.receive(type);
    if (journal.isFullFor(update.byteLength)) {
      context.metrics.updateReceived('dropped');
      member.ledger.drop();
      this.#options.onDropped();
      return;
    }
    const admission = state.admit(update, type === 'update' ? liveLimits : syncLimits);
    if (admission.kind === 'full') member.hitSizeLimit = true;
    const isDropped = admission.kind === 'full' || this.#isBarred(member, admission);
    context.metrics.updateReceived(isDropped ? 'dropped' : admission.kind);
    if (isDropped) return this.#bar(member);
    switch (admission.kind) {
      case 'new':
        this.#write(member, admission.admitted);
        this.#ackWhenDurable(member, mark);
        return;
      case 'known':
        this.#ackWhenDurable(member, mark);
        return;
      case 'gap':
        if (type === 'sync-step-2') this.#receivePart(member, admission.admissible, admission.detail);
        else this.#receiveGap(member, admission.detail);
        return;
      case 'refused':
        this.#refuse(member, admission.reason);
        return;
    }
  }

  /** Takes an update of the server's own, as if a peer had sent it. Throws `ProtocolError` where the document can hold no more. */
  write(update: Uint8Array): void {
    const admission = this.#options.state.admit(update, liveLimits);
    switch (admission.kind) {
      case 'new':
        this.#append(null, admission.admitted, null);
        return;
      case 'known':
        return;
      case 'full':
        throw new ProtocolError('document-full', `${admission.reason} It takes no more changes: put its text into a new document.`);
      case 'gap':
      case 'refused':
        throw new Error(`An update of the server's own is not admissible: ${admission.kind === 'gap' ? admission.detail : admission.reason}`);
    }
  }

  /** Takes a whole document into an empty one. False where there is something in it already. Throws `RangeError` for what no document may hold. */
  fill(update: Uint8Array, schemaVersion: number): boolean {
    const { state } = this.#options;
    if (state.sizeBytes > 0) return false;
    const admission = state.admit(update, fillLimits);
    if (admission.kind === 'refused' || admission.kind === 'full') throw new RangeError(`The content is not admissible: ${admission.reason}`);
    if (admission.kind === 'gap') throw new RangeError(`The content is not whole: ${admission.detail}`);
    if (admission.kind === 'new') this.#append(null, admission.admitted, schemaVersion);
    return true;
  }

  /** Whether it brings something, and the member may not write that. [P24, P41] */
  #isBarred(member: Member, admission: Exclude<Admission, { kind: 'full' }>): boolean {
    if (admission.kind === 'known' || admission.kind === 'refused') return false;
    const { context, state, condition } = this.#options;
    if (member.writeBar(condition()) !== null) return true;
    const admitted = admission.kind === 'new' ? admission.admitted : admission.admissible;
    if (admitted !== null && state.sizeBytes + admitted.update.byteLength > context.limits.documentBytesMax) member.hitSizeLimit = true;
    return member.hitSizeLimit;
  }

  #write(member: Member, admitted: AdmittedUpdate): void {
    const { condition, onSchemaRaised } = this.#options;
    const declared = member.peer.schemaVersion ?? 0;
    const raised = declared > condition().schemaVersion ? declared : null;
    this.#append(member, admitted, raised);
    if (raised !== null) onSchemaRaised(raised);
  }

  #append(member: Member | null, admitted: AdmittedUpdate, schemaVersion: number | null): void {
    const { context, journal } = this.#options;
    const updatedAt = context.clock.now();
    journal.append(admitted, member?.id ?? null, schemaVersion === null ? { updatedAt } : { updatedAt, schemaVersion });
  }

  /** Drops what the member may not write. One that can't be told it is read-only is sent away. */
  #bar(member: Member): void {
    const { condition, context, documentId } = this.#options;
    member.ledger.drop();
    member.tellState(condition());
    const bar = member.writeBar(condition());
    if (!member.peer.isScriptorium) {
      if (bar === 'schema' && member.isOlderThan(condition())) member.peer.close(CloseCode.schemaTooOld, 'This page is older than the document; reload it.');
      if (bar === 'size') member.peer.close(CloseCode.tooLarge, 'The document can hold no more; shorten it or start a new one.');
    }
    if (!member.hasLoggedBar) {
      context.log.info({ documentId, session: member.id, bar }, 'An update was dropped, as all that follow: the session may not write.');
    }
    member.hasLoggedBar = true;
  }

  /** The rest of a sync step 2 with a gap stays unacked: it is not here. The session stays. */
  #receivePart(member: Member, admissible: AdmittedUpdate | null, detail: string): void {
    const { context, documentId } = this.#options;
    if (!member.hasDamagedCopy) {
      context.log.warn({ documentId, session: member.id, detail }, 'A sync step 2 lacks something; the rest of it was taken.');
    }
    if (admissible !== null) this.#write(member, admissible);
    member.hasDamagedCopy = true;
    member.ledger.drop();
  }

  /** A gap in a live update: the answer to our sync step 1 holds what is missing. Asked once in vain, it is a fault. */
  #receiveGap(member: Member, detail: string): void {
    const { context, documentId, ask } = this.#options;
    const { ledger } = member;
    if (ledger.hasAnswered && !ledger.isBlocked) {
      if (member.wasAskedForGap) {
        this.#refuse(member, `The update lacks something that was asked for and did not come: ${detail}.`);
        return;
      }
      context.log.warn({ documentId, session: member.id, detail }, 'An update lacks something; the session is asked for it.');
      member.wasAskedForGap = true;
      ask(member);
    }
    ledger.dropUntilAnswer();
  }

  #refuse(member: Member, reason: string): void {
    const { context, documentId } = this.#options;
    context.log.warn({ documentId, session: member.id, reason }, 'An update was refused.');
    member.peer.close(CloseCode.malformed, reason);
  }

  #ackWhenDurable(member: Member, mark: FrameMark): void {
    const { context, journal, onAckDue } = this.#options;
    const receivedAt = context.clock.now();
    journal.settle(() => {
      context.metrics.ackDelay(context.clock.now() - receivedAt);
      member.ledger.commit(mark);
      onAckDue(member);
    });
  }
}
