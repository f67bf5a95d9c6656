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

/** What is known of a clientId whose state was removed a short while ago. */
interface Gone {
  readonly clock: number;
  readonly ownerId: number | null;
  readonly identityKey: string | null;
  readonly removedAt: number;
}

/** A session that says that a clientId is its own while another one has it: the same tab on a new socket, or another tab. */
interface Heir {
  readonly session: Claimant;
  /** What it said last. */
  readonly entry: AwarenessEntry;
}

export interface PresenceLimits {
  readonly awarenessClientsMax: number;
  readonly awarenessClientsPerSessionMax: number;
}

export interface PresenceTimings {
  /** A session that says nothing of its state for so long may be gone without a word. */
  readonly awarenessSilentMs: number;
  /** So long a removed clientId is known. */
  readonly awarenessMemoryMs: number;
}

interface Claimant {
  readonly id: number;
  readonly identityKey: string | null;
}

/** A session's side of the table. */
export interface Attendee extends Claimant {
  /** Whether this session was sent the states of others: from then on, what it sends of them is an echo. [P16] */
  readonly isInformed: boolean;
}

type Standing = 'owner' | 'heir' | 'stranger';

export class Presence {
  readonly #held = new Map<number, Held>();
  /** In the order of their removal. */
  readonly #gone = new Map<number, Gone>();
  readonly #heirs = new Map<number, Heir>();
  /** The clientIds that a session owns or is the heir of, those without a state included, so that its limit counts them. */
  readonly #claimed = new Map<number, Set<number>>();
  readonly #limits: PresenceLimits;
  readonly #timings: PresenceTimings;

  constructor({ limits, timings }: { readonly limits: PresenceLimits; readonly timings: PresenceTimings }) {
    this.#limits = limits;
    this.#timings = timings;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Takes what this session may say; gives back what changed, to be sent to everyone. */
  receive(attendee: Attendee, entries: readonly AwarenessEntry[], now: number): AwarenessEntry[] {
    return entries.filter((entry) => this.#hear(attendee, entry, now));
  }

  /** Every state that is held. */
  entries(): AwarenessEntry[] {
    return Array.from(this.#held, ([clientId, { clock, state }]) => ({ clientId, clock, state }));
  }

  /** The session ended: heirs take over, and what nobody claims stays until `expire` is called with these orphans. */
  leave(sessionId: number, now: number): { readonly orphans: readonly number[]; readonly changed: readonly AwarenessEntry[] } {
    const claimed = Array.from(this.#claimed.get(sessionId) ?? []);
    this.#claimed.delete(sessionId);
    for (const clientId of claimed) {
      if (this.#heirs.get(clientId)?.session.id === sessionId) this.#heirs.delete(clientId);
    }
    const left = claimed.filter((clientId) => this.#held.get(clientId)?.ownerId === sessionId);
    const changed = left.map((clientId) => this.#inherit(clientId, now)).filter((entry) => entry !== null);
    const orphans = left.filter((clientId) => this.#held.get(clientId)?.ownerId === sessionId);
    for (const clientId of orphans) this.#orphan(clientId);
    return { orphans, changed };
  }

  /** Removes those orphans that nobody has taken over since. */
  expire(orphans: readonly number[], now: number): AwarenessEntry[] {
    return orphans
      .filter((clientId) => this.#held.get(clientId)?.ownerId === null)
      .map((clientId) => this.#remove(clientId, now))
      .filter((entry) => entry !== null);
  }

  /** Removes what was last renewed before `renewedBefore`. */
  expireStale(renewedBefore: number, now: number): AwarenessEntry[] {
    return Array.from(this.#held)
      .filter(([, held]) => held.renewedAt < renewedBefore)
      .map(([clientId]) => this.#remove(clientId, now))
      .filter((entry) => entry !== null);
  }

  #hear(attendee: Attendee, entry: AwarenessEntry, now: number): boolean {
    switch (this.#standingOf(attendee, entry, now)) {
      case 'owner':
        return this.#take(attendee, entry, now);
      case 'heir':
        this.#claim(entry.clientId, attendee.id);
        this.#heirs.set(entry.clientId, { session: { id: attendee.id, identityKey: attendee.identityKey }, entry });
        return false;
      case 'stranger':
        return false;
    }
  }

  #standingOf(attendee: Attendee, { clientId, clock, state }: AwarenessEntry, now: number): Standing {
    const held = this.#held.get(clientId);
    const known = held ?? this.#goneOf(clientId, now);
    const claimed = this.#claimed.get(attendee.id);
    if (known?.ownerId === attendee.id || (known === null && claimed?.has(clientId))) return 'owner';
    const isHeir = this.#heirs.get(clientId)?.session.id === attendee.id;
    if (!isHeir && (state === null || !this.#hasRoomFor(claimed, held))) return 'stranger';
    if (known === null) return 'owner';
    if (known.identityKey !== attendee.identityKey) return 'stranger';
    if (held === undefined || held.ownerId === null) {
      // Nobody has ever been sent a higher clock than the known one: this is no echo.
      return !attendee.isInformed || clock > known.clock ? 'owner' : 'stranger';
    }
    if (attendee.isInformed && !isHeir) return 'stranger';
    return now - held.renewedAt < this.#timings.awarenessSilentMs ? 'heir' : 'owner';
  }

  #hasRoomFor(claimed: ReadonlySet<number> | undefined, held: Held | undefined): boolean {
    const { awarenessClientsMax, awarenessClientsPerSessionMax } = this.#limits;
    return (claimed?.size ?? 0) < awarenessClientsPerSessionMax && (held !== undefined || this.#held.size < awarenessClientsMax);
  }

  /** From now on the clientId belongs to this session, and to no other. */
  #take(owner: Claimant, { clientId, clock, state }: AwarenessEntry, now: number): boolean {
    const held = this.#held.get(clientId);
    const formerId = (held ?? this.#gone.get(clientId))?.ownerId ?? null;
    if (formerId !== owner.id) this.#disownOthers(clientId, formerId);
    this.#claim(clientId, owner.id);
    if (state === null) {
      if (held === undefined || clock < held.clock) return false;
      held.ownerId = owner.id;
      held.clock = clock;
      return this.#remove(clientId, now) !== null;
    }
    this.#gone.delete(clientId);
    if (held !== undefined && (formerId === owner.id ? clock <= held.clock : clock < held.clock)) {
      held.ownerId = owner.id;
      return false;
    }
    this.#held.set(clientId, { clock, state, ownerId: owner.id, identityKey: owner.identityKey, renewedAt: now });
    return true;
  }

  /** Where somebody waits for it: what that session said last becomes the state. */
  #inherit(clientId: number, now: number): AwarenessEntry | null {
    const heir = this.#heirs.get(clientId);
    return heir !== undefined && this.#take(heir.session, heir.entry, now) ? heir.entry : null;
  }

  #orphan(clientId: number): void {
    const held = this.#held.get(clientId);
    if (held !== undefined) held.ownerId = null;
  }

  #claim(clientId: number, sessionId: number): void {
    const claimed = this.#claimed.get(sessionId);
    if (claimed === undefined) this.#claimed.set(sessionId, new Set([clientId]));
    else claimed.add(clientId);
  }

  #disownOthers(clientId: number, formerId: number | null): void {
    const heirId = this.#heirs.get(clientId)?.session.id ?? null;
    this.#heirs.delete(clientId);
    for (const sessionId of [formerId, heirId]) {
      if (sessionId !== null) this.#claimed.get(sessionId)?.delete(clientId);
    }
  }

  #goneOf(clientId: number, now: number): Gone | null {
    const gone = this.#gone.get(clientId);
    return gone === undefined || now - gone.removedAt >= this.#timings.awarenessMemoryMs ? null : gone;
  }

  /** The removal goes out under the same clock, which y-protocols takes for a state that it holds. */
  #remove(clientId: number, now: number): AwarenessEntry | null {
    const held = this.#held.get(clientId);
    if (held === undefined) return null;
    const { clock, ownerId, identityKey } = held;
    this.#held.delete(clientId);
    this.#heirs.delete(clientId);
    this.#gone.delete(clientId);
    this.#gone.set(clientId, { clock, ownerId, identityKey, removedAt: now });
    this.#forget(now);
    return { clientId, clock, state: null };
  }

  /** The oldest go first: those whose time is over, and those above as many as may be held. */
  #forget(now: number): void {
    for (const clientId of this.#gone.keys()) {
      if (this.#goneOf(clientId, now) !== null && this.#gone.size <= this.#limits.awarenessClientsMax) return;
      this.#gone.delete(clientId);
    }
  }
}
