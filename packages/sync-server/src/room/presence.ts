/** Who is here: the awareness states of a room, each bound to the session that may change it. [P16–P19] */
import type { AwarenessEntry } from '@scriptorium/protocol';

interface Held {
  clock: number;
  state: string;
  /** The session that it belongs to; null in the grace after that session ended. */
  ownerId: number | null;
  identityKey: string | null;
  renewedAt: number;
}

export interface PresenceLimits {
  readonly awarenessClientsMax: number;
  readonly awarenessClientsPerSessionMax: number;
}

/** A session's side of the table. */
export interface Attendee {
  readonly id: number;
  readonly identityKey: string | null;
  /** Whether this session was sent the states of others: from then on, what it sends of them is an echo. [P16] */
  readonly isInformed: boolean;
}

export class Presence {
  readonly #held = new Map<number, Held>();
  /** The clientIds of a session, those without a state included, so that its limit counts them. */
  readonly #owned = new Map<number, Set<number>>();
  readonly #limits: PresenceLimits;

  constructor(limits: PresenceLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Takes what this session may say; gives back what changed, to be sent to everyone. */
  receive(attendee: Attendee, entries: readonly AwarenessEntry[], now: number): AwarenessEntry[] {
    return entries.filter((entry) => this.#isAllowed(attendee, entry) && this.#take(attendee, entry, now));
  }

  /** Every state that is held, as one message's entries. */
  entries(): AwarenessEntry[] {
    return Array.from(this.#held, ([clientId, { clock, state }]) => ({ clientId, clock, state }));
  }

  /** The session ended: its states stay until `expire` is called with what this gives back. */
  orphan(sessionId: number): readonly number[] {
    const orphans = this.#ownedBy(sessionId).filter((clientId) => this.#held.has(clientId));
    for (const clientId of orphans) {
      const held = this.#held.get(clientId);
      if (held !== undefined) held.ownerId = null;
    }
    this.#owned.delete(sessionId);
    return orphans;
  }

  /** Removes those orphans that nobody has taken over since. */
  expire(orphans: readonly number[]): AwarenessEntry[] {
    return orphans
      .filter((clientId) => this.#held.get(clientId)?.ownerId === null)
      .map((clientId) => this.#remove(clientId))
      .filter((entry) => entry !== null);
  }

  /** Removes what was last renewed before `renewedBefore`. */
  expireStale(renewedBefore: number): AwarenessEntry[] {
    return Array.from(this.#held)
      .filter(([, held]) => held.renewedAt < renewedBefore)
      .map(([clientId]) => this.#remove(clientId))
      .filter((entry) => entry !== null);
  }

  #isAllowed(attendee: Attendee, { clientId, state }: AwarenessEntry): boolean {
    const owned = this.#owned.get(attendee.id);
    if (owned?.has(clientId)) return true;
    if (state === null) return false;
    if ((owned?.size ?? 0) >= this.#limits.awarenessClientsPerSessionMax) return false;
    const held = this.#held.get(clientId);
    if (held === undefined) return this.#held.size < this.#limits.awarenessClientsMax;
    return held.identityKey === attendee.identityKey && !attendee.isInformed;
  }

  #take(attendee: Attendee, { clientId, clock, state }: AwarenessEntry, now: number): boolean {
    const held = this.#held.get(clientId);
    const isTakeOver = held !== undefined && held.ownerId !== attendee.id;
    if (isTakeOver) this.#disown(clientId, held.ownerId);
    this.#own(clientId, attendee.id);
    if (state === null) {
      if (held === undefined || clock < held.clock) return false;
      this.#held.delete(clientId);
      return true;
    }
    if (held !== undefined && (isTakeOver ? clock < held.clock : clock <= held.clock)) {
      held.ownerId = attendee.id;
      return false;
    }
    this.#held.set(clientId, { clock, state, ownerId: attendee.id, identityKey: attendee.identityKey, renewedAt: now });
    return true;
  }

  #own(clientId: number, sessionId: number): void {
    const owned = this.#owned.get(sessionId);
    if (owned === undefined) this.#owned.set(sessionId, new Set([clientId]));
    else owned.add(clientId);
  }

  #disown(clientId: number, sessionId: number | null): void {
    if (sessionId !== null) this.#owned.get(sessionId)?.delete(clientId);
  }

  #ownedBy(sessionId: number): number[] {
    return Array.from(this.#owned.get(sessionId) ?? []);
  }

  /** The removal goes out under the same clock, which y-protocols takes for a state that it holds. */
  #remove(clientId: number): AwarenessEntry | null {
    const held = this.#held.get(clientId);
    if (held === undefined) return null;
    this.#held.delete(clientId);
    return { clientId, clock: held.clock, state: null };
  }
}
