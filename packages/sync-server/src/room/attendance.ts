/** Presence in time: who is told when, graces, and states that nobody renews. [P16–P19] */
import type { AwarenessEntry } from '@scriptorium/protocol';
import { awarenessMessages } from './awareness-messages.ts';
import type { Cancel, Clock } from './clock.ts';
import type { Member } from './member.ts';
import { Presence } from './presence.ts';
import type { RoomLimits, RoomTimings } from './room-context.ts';

export interface AttendanceOptions {
  readonly clock: Clock;
  readonly limits: RoomLimits;
  readonly timings: RoomTimings;
  /** Sends changed states to everyone who was informed; who said so is a session, or null. */
  readonly announce: (entries: readonly AwarenessEntry[], authorId: number | null) => void;
}

export class Attendance {
  readonly #options: AttendanceOptions;
  readonly #presence: Presence;
  readonly #timers = new Set<Cancel>();
  /** Members that will be told in a moment. */
  readonly #waiting = new Set<Member>();
  #isSweeping = false;
  #isClosed = false;

  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#presence = new Presence(options);
  }

  entries(): AwarenessEntry[] {
    return this.#presence.entries();
  }

  /** Takes a member's own states; its first ones make it known that it can be told of the others. */
  receive(member: Member, entries: readonly AwarenessEntry[]): void {
    const changed = this.#presence.receive(member, entries, this.#options.clock.now());
    this.inform(member);
    this.#options.announce(changed, member.id);
    this.#sweepLater();
  }

  /** Tells a member who is here, once. */
  inform(member: Member): void {
    if (member.isInformed) return;
    member.isInformed = true;
    this.#send(member);
  }

  /** Answers a question: tells again. */
  answer(member: Member): void {
    if (!member.isInformed) this.inform(member);
    else this.#send(member);
  }

  /**
   * Gives a joiner time to announce its own state first. What it was sent before it may not claim, and a tab that
   * reconnects must be able to claim the state that its lost socket left behind.
   */
  informSoon(member: Member): void {
    if (member.isInformed || this.#waiting.has(member)) return;
    this.#waiting.add(member);
    this.#after(this.#options.timings.awarenessHoldMs, () => {
      if (this.#waiting.delete(member)) this.inform(member);
    });
  }

  /**
   * A tab that is closed takes its state away itself. Any other may be back in a moment, under the same clock, and
   * would not be seen if its removal had gone out before: y-protocols takes no state twice.
   */
  leave(member: Member): void {
    const { clock, timings, announce } = this.#options;
    this.#waiting.delete(member);
    // Nobody is left to be told.
    if (this.#isClosed) return;
    const { orphans, changed } = this.#presence.leave(member.id, clock.now());
    announce(changed, null);
    if (orphans.length === 0) return;
    this.#after(timings.awarenessGraceMs, () => announce(this.#presence.expire(orphans, clock.now()), null));
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /** One that is held back is told when it has drained, however often it asked. [P42] */
  #send(member: Member): void {
    if (member.isHeldBack()) return;
    // All or nothing: what is held back in the middle would start anew when it has drained, for ever.
    for (const message of awarenessMessages(this.#presence.entries())) member.peer.send(message);
  }

  #sweepLater(): void {
    if (this.#isSweeping || this.#presence.size === 0) return;
    this.#isSweeping = true;
    const { clock, timings } = this.#options;
    this.#after(timings.awarenessExpiryMs / 3, () => {
      this.#isSweeping = false;
      const now = clock.now();
      this.#options.announce(this.#presence.expireStale(now - timings.awarenessExpiryMs, now), null);
      this.#sweepLater();
    });
  }

  #after(delayMs: number, callback: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
  }
}
