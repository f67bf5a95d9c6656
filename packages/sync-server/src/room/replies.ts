/** Answers to sync step 1, what a member lacks of what is on disk: one at a time, and never ahead of a slow socket. [P11, P42] */
import type { DocumentState } from './document-state.ts';
import { foldUpdates } from './fold.ts';
import type { Member } from './member.ts';
import type { RoomContext } from './room-context.ts';
import { splitUpdate } from './split-update.ts';
import { decodeStateVector, type StateVector } from './state-vector.ts';
import { EMPTY_UPDATE } from './update-writer.ts';

export interface RepliesOptions {
  readonly documentId: string;
  readonly state: DocumentState;
  readonly members: ReadonlyMap<number, Member>;
  readonly context: Pick<RoomContext, 'worker' | 'log' | 'limits'>;
  /** A fault in an answer that came from the worker. */
  readonly onFault: (error: unknown) => void;
}

export class Replies {
  readonly #options: RepliesOptions;
  /** Of the updates that many joiners are sent. */
  readonly #parts = new WeakMap<Uint8Array, readonly Uint8Array[]>();

  constructor(options: RepliesOptions) {
    this.#options = options;
  }

  /** Throws `ProtocolError` where the state vector is malformed. Of those that can't be answered now the last one is kept. */
  receive(member: Member, stateVector: Uint8Array): void {
    const vector = decodeStateVector(stateVector);
    // A copy, since a frame's memory belongs to the socket.
    if (member.isBeingAnswered || member.isHeldBack()) member.pendingVector = stateVector.slice();
    else this.#answer(member, vector);
  }

  /** Answers what was put off, if that can be answered now. */
  resume(member: Member): void {
    const { pendingVector } = member;
    if (pendingVector === null || member.isBeingAnswered || member.isHeldBack()) return;
    member.pendingVector = null;
    this.#answer(member, decodeStateVector(pendingVector));
  }

  #answer(member: Member, vector: StateVector): void {
    const answer = this.#options.state.answer(vector);
    switch (answer.kind) {
      case 'frames':
        this.#send(member, answer.updates);
        return;
      case 'diff':
        this.#answerLater(member, answer.updates, answer.stateVector).catch(this.#options.onFault);
        return;
    }
  }

  async #answerLater(member: Member, updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<void> {
    member.isBeingAnswered = true;
    const answer = await this.#diff(updates, stateVector);
    member.isBeingAnswered = false;
    if (member.isHeldBack()) member.pendingVector ??= stateVector;
    else this.#send(member, answer);
    this.resume(member);
  }

  /** A diff that fails is replaced by the whole document. */
  async #diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<readonly Uint8Array[]> {
    const { documentId, state, context } = this.#options;
    const { durableSequence } = state;
    try {
      const diff = await context.worker.diff(updates, stateVector);
      const since = state.since(durableSequence);
      if (since === null) return state.frames();
      return since.length === 0 ? [diff] : [diff, foldUpdates(since)];
    } catch (error) {
      context.log.warn({ documentId, err: error }, 'A diff failed; the whole document is sent instead.');
      return state.frames();
    }
  }

  #partsOf(update: Uint8Array): readonly Uint8Array[] {
    const parts = this.#parts.get(update) ?? splitUpdate(update, this.#options.context.limits.answerPartBytesMin);
    if (parts.length > 1) this.#parts.set(update, parts);
    return parts;
  }

  /** All but the last as updates, the last as sync step 2; in this turn the member joins the broadcast. [P11] */
  #send(member: Member, updates: readonly Uint8Array[]): void {
    const { state, members } = this.#options;
    if (!members.has(member.id)) return;
    const parts = updates.flatMap((update) => this.#partsOf(update));
    for (const update of parts.slice(0, -1)) member.peer.send({ type: 'update', update });
    member.peer.send({ type: 'sync-step-2', update: parts.at(-1) ?? EMPTY_UPDATE });
    member.isJoined = true;
    member.sentSequence = state.durableSequence;
  }
}
