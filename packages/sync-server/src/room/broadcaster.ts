/** Durable updates and awareness to those who lack them: paced, merged, and never ahead of a slow socket. [P12, P14, P18, P25, P26, P42] */
import type { AwarenessEntry, ServerMessage } from '@scriptorium/protocol';
import { awarenessMessages } from './awareness-messages.ts';
import type { Clock } from './clock.ts';
import type { DocumentState } from './document-state.ts';
import { foldUpdates } from './fold.ts';
import type { DurableUpdate } from './journal.ts';
import type { Member } from './member.ts';
import { Pacer, awarenessHoldMs, awarenessPause, commitHoldMs, ridingPause, updatePauseMs, type Pause } from './pace.ts';

export interface BroadcasterOptions {
  readonly members: ReadonlyMap<number, Member>;
  readonly state: DocumentState;
  readonly clock: Clock;
  /** An author is sent its own update back: a durable ack for clients that understand it so. */
  readonly echoesToAuthor: boolean;
  /** Whether updates of the room are on their way to the disk. */
  readonly isCommitting: () => boolean;
  /** Runs what a timer starts, and catches what it throws. */
  readonly attempt: (work: () => void) => void;
}

/** Of two people neither waits. */
const noPause: Pause = { ms: 0 };

interface Announcement {
  readonly entry: AwarenessEntry;
  /** The session that said so; null for the room itself. */
  readonly authorId: number | null;
}

export class Broadcaster {
  readonly #options: BroadcasterOptions;
  readonly #updatePacer: Pacer;
  readonly #awarenessPacer: Pacer;
  #queue: DurableUpdate[] = [];
  /** The last state of each clientId, until it is sent. */
  readonly #announcements = new Map<number, Announcement>();
  /** The pause is over, and what is on its way to the disk is waited for. */
  #isWaiting = false;
  /** Awareness is due and leaves with the updates that wait. */
  #awarenessRides = false;

  constructor(options: BroadcasterOptions) {
    const { clock } = options;
    this.#options = options;
    this.#updatePacer = new Pacer({ clock, run: () => this.#attempt(() => this.#speakOrWait()) });
    this.#awarenessPacer = new Pacer({ clock, run: () => this.#attempt(() => this.#sendAwarenessOrRide()) });
  }

  /** An update is to be written: it is sent when the room's pause is over. Gives how long its commit may wait, in ms: nobody would be shown it before. */
  expectUpdate(): number {
    const pause = this.#updatePause();
    if (pause.ms === 0) return 0;
    this.#updatePacer.expect(pause);
    const restMs = this.#updatePacer.restMs(pause);
    // What is on its way to the disk already goes out first, and a pause begins with it.
    return restMs === 0 && this.#options.isCommitting() ? pause.ms : restMs;
  }

  enqueue(update: DurableUpdate): void {
    this.#queue.push(update);
  }

  /** Sends what was queued, or when the room's pause is over. */
  flush(): void {
    if (this.#queue.length === 0) return;
    const pause = this.#updatePause();
    if (this.#updatePacer.restMs(pause) > 0) this.#updatePacer.expect(pause);
    else this.#speakNow();
  }

  /** Sends everything that waits, whatever the pace. */
  flushNow(): void {
    this.#speakNow();
    if (this.#announcements.size === 0) return;
    this.#awarenessPacer.mark();
    this.#sendAwareness();
  }

  /** Sends awareness to everyone who has been told who is here, once it is its turn. */
  announce(entries: readonly AwarenessEntry[], authorId: number | null): void {
    for (const entry of entries) this.#announcements.set(entry.clientId, { entry, authorId });
    if (this.#announcements.size === 0 || this.#awarenessPacer.isWaiting) return;
    const holdMs = this.#options.isCommitting() ? this.#holdMs() : 0;
    this.#awarenessPacer.request(awarenessPause, Math.max(holdMs, this.#ridingRestMs()));
  }

  close(): void {
    this.#updatePacer.close();
    this.#awarenessPacer.close();
  }

  get #receivers(): number {
    return this.#options.members.size - 1;
  }

  #updatePause(): Pause {
    const receivers = this.#receivers;
    return receivers <= 1 ? noPause : { ms: updatePauseMs({ receivers, lateMs: this.#updatePacer.lateMs }) };
  }

  /** How long until awareness may go along with updates. */
  #ridingRestMs(): number {
    return this.#awarenessPacer.restMs(ridingPause({ receivers: this.#receivers }));
  }

  /** By then what is on its way to the disk has gone out, unless the disk is slow. */
  #holdMs(): number {
    const pause = this.#updatePause();
    return pause.ms === 0 ? awarenessHoldMs : this.#updatePacer.restMs(pause) + awarenessHoldMs;
  }

  #attempt(work: () => boolean): boolean {
    let hasRun = false;
    this.#options.attempt(() => {
      hasRun = work();
    });
    return hasRun;
  }

  /** The pause is over. What began its commit just now would wait for the whole of the next one, so it is waited for, once. */
  #speakOrWait(): boolean {
    if (!this.#isWaiting && this.#options.isCommitting()) {
      this.#isWaiting = true;
      this.#updatePacer.runIn(commitHoldMs);
      return false;
    }
    return this.#speak();
  }

  #speakNow(): void {
    if (this.#queue.length === 0) return;
    this.#updatePacer.mark();
    this.#speak();
  }

  /** Awareness that is due leaves in the same turn: two frames to one socket are one write. */
  #speak(): boolean {
    this.#isWaiting = false;
    if (this.#queue.length === 0) return false;
    this.#sendUpdates();
    if (this.#announcements.size === 0) return true;
    if (this.#awarenessRides || this.#ridingRestMs() === 0) {
      this.#awarenessPacer.mark();
      this.#sendAwareness();
    }
    return true;
  }

  /** Merged and framed once: to everyone, or, where one alone wrote it, to everyone else. */
  #sendUpdates(): void {
    const queue = this.#queue;
    const [first] = queue;
    const last = queue.at(-1);
    if (first === undefined || last === undefined) return;
    this.#queue = [];
    const { members } = this.#options;
    const authorId = this.#sparedOf(queue);
    const message = messageOf(queue);
    for (const member of members.values()) {
      if (!member.isJoined || member.sentSequence >= last.sequence || member.isHeldBack()) continue;
      if (member.sentSequence >= first.sequence) this.#sendRest(member, queue);
      else if (member.id !== authorId) member.peer.send(message);
      member.sentSequence = last.sequence;
    }
  }

  /** Who joined during the pause was sent the beginning with its answer. */
  #sendRest(member: Member, queue: readonly DurableUpdate[]): void {
    const rest = queue.filter(({ sequence }) => sequence > member.sentSequence);
    if (member.id !== this.#sparedOf(rest)) member.peer.send(messageOf(rest));
  }

  /** The session that alone wrote all of it, unless authors get their own back; null where there is none. */
  #sparedOf(updates: readonly DurableUpdate[]): number | null {
    return this.#options.echoesToAuthor ? null : onlyAuthorOf(updates);
  }

  /** Updates that wait for their turn, or for the commit before it, take awareness with them; it waits so once. */
  #sendAwarenessOrRide(): boolean {
    const { isCommitting } = this.#options;
    const isSpeakingSoon = this.#queue.length > 0 || (isCommitting() && this.#updatePacer.restMs(this.#updatePause()) > 0);
    if (!this.#awarenessRides && isSpeakingSoon) {
      this.#awarenessRides = true;
      this.#awarenessPacer.runIn(this.#holdMs());
      return false;
    }
    return this.#sendAwareness();
  }

  #sendAwareness(): boolean {
    this.#awarenessRides = false;
    const announcements = Array.from(this.#announcements.values());
    this.#announcements.clear();
    const authorId = onlyAuthorOf(announcements);
    for (const message of awarenessMessages(announcements.map(({ entry }) => entry))) {
      for (const member of this.#options.members.values()) {
        if (member.isInformed && member.id !== authorId && !member.isHeldBack()) member.peer.send(message);
      }
    }
    return true;
  }

  /** The socket of a member that was held back has drained: it is sent what it missed, as far as that fits. */
  catchUp(member: Member, present: readonly AwarenessEntry[]): void {
    if (member.isJoined && member.sentSequence < this.#options.state.durableSequence && !member.isHeldBack()) {
      const since = this.#options.state.since(member.sentSequence);
      // As few as can be: each update that a client applies on its own is a chance to lose formatting. [J1]
      const missed = since === null ? this.#options.state.frames() : [foldUpdates(since)];
      for (const update of missed) member.peer.send({ type: 'update', update });
      member.sentSequence = this.#options.state.durableSequence;
    }
    if (!member.isInformed || member.isHeldBack()) return;
    for (const message of awarenessMessages(present)) member.peer.send(message);
  }
}

function messageOf(updates: readonly DurableUpdate[]): ServerMessage {
  return { type: 'update', update: foldUpdates(updates.map(({ update }) => update)) };
}

function onlyAuthorOf(parts: readonly { readonly authorId: number | null }[]): number | null {
  const authorId = parts[0]?.authorId ?? null;
  return parts.every((part) => part.authorId === authorId) ? authorId : null;
}
