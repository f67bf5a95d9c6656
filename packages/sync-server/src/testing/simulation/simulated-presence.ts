/** What a tab knows of who is here, by the rules of y-protocols' awareness, in virtual time. [P16–P19] */
import type { AwarenessEntry } from '@scriptorium/protocol';

/** As y-protocols: what is not renewed for so long is gone. */
const outdatedMs = 30_000;
/** And one's own state is renewed after half of it. */
export const renewalMs: number = outdatedMs / 2;

interface Known {
  clock: number;
  /** Null: gone; its clock stays. */
  state: string | null;
  updatedAt: number;
}

export class SimulatedPresence {
  readonly #ownId: number;
  readonly #now: () => number;
  readonly #known = new Map<number, Known>();

  constructor({ ownId, now }: { readonly ownId: number; readonly now: () => number }) {
    this.#ownId = ownId;
    this.#now = now;
    this.#known.set(ownId, { clock: 0, state: '{"user":1}', updatedAt: now() });
  }

  /** The clientIds of others that are here, in order. */
  get others(): readonly number[] {
    const since = this.#now() - outdatedMs;
    return [...this.#known]
      .filter(([clientId, { state, updatedAt }]) => clientId !== this.#ownId && state !== null && updatedAt > since)
      .map(([clientId]) => clientId)
      .toSorted((one, other) => one - other);
  }

  own(): AwarenessEntry {
    return this.#entryOf(this.#ownId);
  }

  renew(): AwarenessEntry {
    return this.#setOwn('{"user":1}');
  }

  /** The tab is closed in order. */
  takeAway(): AwarenessEntry {
    return this.#setOwn(null);
  }

  /** The connection is gone: the others are not known to be here; their clocks are not forgotten. */
  forgetOthers(): void {
    for (const [clientId, known] of this.#known) {
      if (clientId !== this.#ownId) known.state = null;
    }
  }

  /** Gives back what changed: a provider sends that to the server again. */
  apply(entries: readonly AwarenessEntry[]): AwarenessEntry[] {
    return entries.filter((entry) => this.#take(entry)).map(({ clientId }) => this.#entryOf(clientId));
  }

  #take({ clientId, clock, state }: AwarenessEntry): boolean {
    const known = this.#known.get(clientId);
    const isNewer = (known?.clock ?? 0) < clock || (known?.clock === clock && state === null && known.state !== null);
    if (!isNewer) return false;
    const updatedAt = this.#now();
    if (state === null && clientId === this.#ownId && known?.state !== null) this.#known.set(clientId, { clock: clock + 1, state: known?.state ?? null, updatedAt });
    else this.#known.set(clientId, { clock, state, updatedAt });
    return known !== undefined || state !== null;
  }

  #setOwn(state: string | null): AwarenessEntry {
    const clock = (this.#known.get(this.#ownId)?.clock ?? 0) + 1;
    this.#known.set(this.#ownId, { clock, state, updatedAt: this.#now() });
    return this.#entryOf(this.#ownId);
  }

  #entryOf(clientId: number): AwarenessEntry {
    const known = this.#known.get(clientId);
    return { clientId, clock: known?.clock ?? 0, state: known?.state ?? null };
  }
}
