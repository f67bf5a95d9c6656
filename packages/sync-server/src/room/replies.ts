/** Answers to sync step 1, what a member lacks of what is on disk: one at a time, and never ahead of a slow socket. [P11, P42] */
import type { ServerMessage } from '@scriptorium/protocol';
import type { DocumentState } from './document-state.ts';
import { foldUpdates } from './fold.ts';
import { Herd } from './herd.ts';
import type { Member } from './member.ts';
import type { RoomContext } from './room-context.ts';
import { splitUpdate } from './split-update.ts';
import { decodeStateVector, type StateVector } from './state-vector.ts';
import { EMPTY_UPDATE } from './update-writer.ts';

export interface RepliesOptions {
  readonly documentId: string;
  readonly state: DocumentState;
  readonly members: ReadonlyMap<number, Member>;
  readonly context: Pick<RoomContext, 'worker' | 'log' | 'limits' | 'clock'>;
  /** A fault in an answer that came from the worker. */
  readonly onFault: (error: unknown) => void;
}

/** The answer to one state vector, out of what was on disk at `sequence`. */
interface Messages {
  readonly kind: 'messages';
  readonly sequence: number;
  readonly messages: readonly ServerMessage[];
}

interface Diff {
  readonly kind: 'diff';
  readonly sequence: number;
  readonly found: Promise<Uint8Array>;
}

export class Replies {
  readonly #options: RepliesOptions;
  readonly #herd: Herd<Messages | Diff>;
  /** Of the updates that many joiners are sent. */
  readonly #parts = new WeakMap<Uint8Array, readonly Uint8Array[]>();

  constructor(options: RepliesOptions) {
    this.#options = options;
    this.#herd = new Herd(options.context.clock);
  }

  /** Throws `ProtocolError` where the state vector is malformed. Of those that can't be answered now the last one is kept. */
  receive(member: Member, stateVector: Uint8Array): void {
    const vector = decodeStateVector(stateVector);
    // A copy, since a frame's memory belongs to the socket.
    if (member.isBeingAnswered || member.isHeldBack()) member.pendingVector = stateVector.slice();
    else this.#answer(member, stateVector, vector);
  }

  /** Answers what was put off, if that can be answered now. */
  resume(member: Member): void {
    const { pendingVector } = member;
    if (pendingVector === null || member.isBeingAnswered || member.isHeldBack()) return;
    member.pendingVector = null;
    this.#answer(member, pendingVector, decodeStateVector(pendingVector));
  }

  close(): void {
    this.#herd.close();
  }

  #answer(member: Member, stateVector: Uint8Array, vector: StateVector): void {
    const { state, onFault } = this.#options;
    // What the worker finds stays good: what came since is put behind it.
    const isGood = ({ kind, sequence }: Messages | Diff): boolean => kind === 'diff' || sequence === state.durableSequence;
    const reply = this.#herd.answer(stateVector, isGood, () => this.#createReply(vector));
    switch (reply.kind) {
      case 'messages':
        this.#send(member, reply.messages);
        return;
      case 'diff':
        // A copy, since a frame's memory belongs to the socket.
        this.#answerLater(member, reply, stateVector.slice()).catch(onFault);
        return;
    }
  }

  #createReply(vector: StateVector): Messages | Diff {
    const { state, context } = this.#options;
    const sequence = state.durableSequence;
    const answer = state.answer(vector);
    switch (answer.kind) {
      case 'frames':
        return { kind: 'messages', sequence, messages: this.#messagesOf(answer.updates) };
      case 'diff':
        return { kind: 'diff', sequence, found: context.worker.diff(answer.updates, answer.stateVector) };
    }
  }

  async #answerLater(member: Member, diff: Diff, stateVector: Uint8Array): Promise<void> {
    member.isBeingAnswered = true;
    const messages = await this.#finish(diff);
    member.isBeingAnswered = false;
    if (member.isHeldBack()) member.pendingVector ??= stateVector;
    else this.#send(member, messages);
    this.resume(member);
  }

  /** A diff that fails is replaced by the whole document, undivided: a member that holds some of it would take in parts one by one. [J20] */
  async #finish({ found, sequence }: Diff): Promise<readonly ServerMessage[]> {
    const { documentId, state, context } = this.#options;
    try {
      const diff = await found;
      const since = state.since(sequence);
      if (since === null) return messagesOf(state.frames());
      return this.#messagesOf(since.length === 0 ? [diff] : [diff, foldUpdates(since)]);
    } catch (error) {
      context.log.warn({ documentId, err: error }, 'A diff failed; the whole document is sent instead.');
      return messagesOf(state.frames());
    }
  }

  #partsOf(update: Uint8Array): readonly Uint8Array[] {
    const parts = this.#parts.get(update) ?? splitUpdate(update, this.#options.context.limits.answerPartBytesMin);
    if (parts.length > 1) this.#parts.set(update, parts);
    return parts;
  }

  #messagesOf(updates: readonly Uint8Array[]): readonly ServerMessage[] {
    return messagesOf(updates.flatMap((update) => this.#partsOf(update)));
  }

  /** In this turn the member joins the broadcast. [P11] */
  #send(member: Member, messages: readonly ServerMessage[]): void {
    const { state, members } = this.#options;
    if (!members.has(member.id)) return;
    for (const message of messages) member.peer.send(message);
    member.isJoined = true;
    member.sentSequence = state.durableSequence;
  }
}

/** All but the last as updates, the last as sync step 2. */
function messagesOf(updates: readonly Uint8Array[]): readonly ServerMessage[] {
  const step2: ServerMessage = { type: 'sync-step-2', update: updates.at(-1) ?? EMPTY_UPDATE };
  return [...updates.slice(0, -1).map((update): ServerMessage => ({ type: 'update', update })), step2];
}
