/** Durable updates to those who lack them: merged where several fall together, and never ahead of a slow socket. [P12, P14, P42] */
import type { AwarenessEntry, ServerMessage } from '@scriptorium/protocol';
import { awarenessMessages } from './awareness-messages.ts';
import type { DocumentState } from './document-state.ts';
import { foldUpdates } from './fold.ts';
import type { DurableUpdate } from './journal.ts';
import type { Member } from './member.ts';

export interface BroadcasterOptions {
  readonly members: ReadonlyMap<number, Member>;
  readonly state: DocumentState;
  /** An author is sent its own update back: a durable ack for clients that understand it so. */
  readonly echoesToAuthor: boolean;
}

export class Broadcaster {
  readonly #members: ReadonlyMap<number, Member>;
  readonly #state: DocumentState;
  readonly #echoesToAuthor: boolean;
  #queue: DurableUpdate[] = [];

  constructor({ members, state, echoesToAuthor }: BroadcasterOptions) {
    this.#members = members;
    this.#state = state;
    this.#echoesToAuthor = echoesToAuthor;
  }

  enqueue(update: DurableUpdate): void {
    this.#queue.push(update);
  }

  /** Sends what was queued, merged and framed once: to everyone, or, where one alone wrote it, to everyone else. */
  flush(): void {
    const queue = this.#queue;
    const last = queue.at(-1);
    if (last === undefined) return;
    this.#queue = [];
    const isOfOne = queue.every(({ authorId }) => authorId === last.authorId);
    const authorId = isOfOne && !this.#echoesToAuthor ? last.authorId : null;
    const message: ServerMessage = { type: 'update', update: foldUpdates(queue.map(({ update }) => update)) };
    for (const member of this.#members.values()) {
      if (!member.isJoined || member.sentSequence >= last.sequence || member.isHeldBack()) continue;
      if (member.id !== authorId) member.peer.send(message);
      member.sentSequence = last.sequence;
    }
  }

  /** Sends awareness to everyone who has been told who is here. */
  announce(entries: readonly AwarenessEntry[]): void {
    for (const message of awarenessMessages(entries)) {
      for (const member of this.#members.values()) {
        if (member.isInformed && !member.isHeldBack()) member.peer.send(message);
      }
    }
  }

  /** The socket of a member that was held back has drained: it is sent what it missed, as far as that fits. */
  catchUp(member: Member, present: readonly AwarenessEntry[]): void {
    if (member.isJoined && member.sentSequence < this.#state.durableSequence && !member.isHeldBack()) {
      const since = this.#state.since(member.sentSequence);
      // As few as can be: each update that a client applies on its own is a chance to lose formatting. [J1]
      const missed = since === null ? this.#state.frames() : [foldUpdates(since)];
      for (const update of missed) member.peer.send({ type: 'update', update });
      member.sentSequence = this.#state.durableSequence;
    }
    if (!member.isInformed || member.isHeldBack()) return;
    for (const message of awarenessMessages(present)) member.peer.send(message);
  }
}
