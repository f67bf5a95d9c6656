/** Answers to a member's sync step 1: what it lacks of what is on disk. [P11] */
import type { DocumentState } from './document-state.ts';
import type { Member } from './member.ts';
import type { RoomContext } from './room-context.ts';
import { decodeStateVector } from './state-vector.ts';
import { EMPTY_UPDATE } from './update-writer.ts';

export interface RepliesOptions {
  readonly documentId: string;
  readonly state: DocumentState;
  readonly members: ReadonlyMap<number, Member>;
  readonly context: Pick<RoomContext, 'worker' | 'log'>;
}

export class Replies {
  readonly #options: RepliesOptions;

  constructor(options: RepliesOptions) {
    this.#options = options;
  }

  /** Throws `ProtocolError` where the state vector is malformed. */
  receive(member: Member, stateVector: Uint8Array): void {
    const answer = this.#options.state.answer(decodeStateVector(stateVector));
    switch (answer.kind) {
      case 'frames':
        this.#send(member, answer.updates);
        return;
      case 'diff':
        // Never rejects: a diff that fails is replaced by the whole document.
        void this.#diff(answer.updates, answer.stateVector).then((updates) => this.#send(member, updates));
        return;
    }
  }

  async #diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<readonly Uint8Array[]> {
    const { documentId, state, context } = this.#options;
    const { durableSequence } = state;
    try {
      const diff = await context.worker.diff(updates, stateVector);
      const since = state.since(durableSequence);
      return since === null ? state.whole() : [diff, ...since];
    } catch (error) {
      context.log.warn({ documentId, err: error }, 'A diff failed; the whole document is sent instead.');
      return state.whole();
    }
  }

  /** All but the last as updates, the last as sync step 2; in this turn the member joins the broadcast. [P11] */
  #send(member: Member, updates: readonly Uint8Array[]): void {
    const { state, members } = this.#options;
    if (!members.has(member.id)) return;
    for (const update of updates.slice(0, -1)) member.peer.send({ type: 'update', update });
    member.peer.send({ type: 'sync-step-2', update: updates.at(-1) ?? EMPTY_UPDATE });
    member.isJoined = true;
    member.sentSequence = state.durableSequence;
  }
}
