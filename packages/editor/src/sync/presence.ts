/**
 * Who is here. Stands between the awareness protocol and whatever draws people: keeps the last states of others while the
 * connection is away, paces both directions, and knows who is idle. No UI.
 */
import type { Awareness } from 'y-protocols/awareness';
import type { Clock } from './clock.ts';
import { Pacer } from './pacer.ts';
import { type ColourClaim, type Person, type ShownPerson, preferredColour, readPerson, settleColour } from './person.ts';

/** Others are kept so long after the connection was lost. */
export const retainedForMs = 30_000;
/** A selection's tint goes after so long without a move, the caret after `caretIdleMs`. */
export const selectionIdleMs = 10_000;
export const caretIdleMs = 300_000;
/** Own carets are sent at most every so often, and others drawn. */
export const paceMs = 100;

/** One tab of a person. */
export interface Participant extends ShownPerson {
  readonly clientId: number;
  readonly isSelf: boolean;
  /** The connection is lost: this is where they were. */
  readonly isAway: boolean;
  /** Nothing has moved for so long that the caret is not drawn any more. */
  readonly isIdle: boolean;
  readonly hasCaret: boolean;
  readonly joinedAt: number;
  readonly activeAt: number;
}

interface Tab {
  readonly state: Readonly<Record<string, unknown>>;
  readonly joinedAt: number;
  readonly activeAt: number;
  readonly lostAt: number | null;
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

export interface PresenceOptions {
  readonly awareness: Awareness;
  readonly clock: Clock;
  readonly person: Person;
  /** Hex colours by palette index, for pages of others that know no palette. */
  readonly colours: readonly string[];
  /** Whether removals come from the server, and not from the loss of the connection. */
  readonly isConnected: () => boolean;
}

export class Presence {
  readonly #awareness: Awareness;
  readonly #clock: Clock;
  readonly #colours: readonly string[];
  readonly #isConnected: () => boolean;
  readonly #tabs = new Map<number, Tab>();
  readonly #listeners = new Set<() => void>();
  readonly #redraw: Pacer;
  readonly #sendCaret: Pacer;
  #person: Person;
  #colour: number;
  #caret: unknown = null;
  #joinedAt: number;
  #participants: readonly Participant[] = [];
  #cancelIdle: () => void = () => {};

  constructor(options: PresenceOptions) {
    this.#awareness = options.awareness;
    this.#clock = options.clock;
    this.#colours = options.colours;
    this.#isConnected = options.isConnected;
    this.#person = options.person;
    this.#colour = preferredColour(options.person.id);
    this.#joinedAt = options.clock.now();
    this.#redraw = new Pacer({ clock: options.clock, everyMs: paceMs, run: () => this.#notify() });
    this.#sendCaret = new Pacer({
      clock: options.clock,
      everyMs: paceMs,
      run: () => this.#awareness.setLocalStateField('cursor', this.#caret),
    });
    this.#awareness.on('change', this.#onChange);
    this.#announce();
  }

  /** Everyone, oneself included, those who were active last first; the same array until it changes. */
  readonly participants = (): readonly Participant[] => this.#participants;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The others' states, with the carets that are to be drawn now: what the caret plugin reads. */
  caretStates(): Map<number, Record<string, unknown>> {
    const now = this.#clock.now();
    const states = [...this.#tabs].map(([clientId, tab]): [number, Record<string, unknown>] => {
      return [clientId, isIdle(tab, now) ? { ...tab.state, cursor: null } : { ...tab.state }];
    });
    return new Map(states);
  }

  participant(clientId: number): Participant | null {
    const tab = this.#tabs.get(clientId);
    return tab === undefined ? null : this.#describe(clientId, tab);
  }

  isSelectionIdle(clientId: number): boolean {
    const tab = this.#tabs.get(clientId);
    return tab === undefined || this.#clock.now() - tab.activeAt >= selectionIdleMs;
  }

  /** Where this tab's caret is, as relative positions, or null; sent at the pace. */
  get caret(): unknown {
    return this.#caret;
  }

  setCaret(caret: unknown): void {
    const isNews = (caret === null) !== (this.#caret === null);
    this.#caret = caret;
    this.#sendCaret.request();
    if (isNews) this.#redraw.request();
  }

  /** Call it when the connection is back: the server then repeats states with known clocks, which would be ignored. */
  reconnected(): void {
    for (const [clientId, { lostAt }] of this.#tabs) if (lostAt !== null) this.#awareness.meta.delete(clientId);
  }

  rename(name: string): void {
    this.#person = { ...this.#person, name };
    this.#announce();
  }

  close(): void {
    this.#awareness.off('change', this.#onChange);
    this.#redraw.close();
    this.#sendCaret.close();
    this.#cancelIdle();
    this.#listeners.clear();
  }

  readonly #onChange = ({ added, updated, removed }: AwarenessChange): void => {
    // One's own caret is drawn by the browser: each key moves it, and nobody else is drawn anew for that.
    if ([...added, ...updated, ...removed].every((clientId) => clientId === this.#awareness.clientID)) return;
    for (const clientId of [...added, ...updated]) this.#put(clientId);
    for (const clientId of removed) this.#remove(clientId);
    this.#yieldColour();
    this.#redraw.request();
  };

  #put(clientId: number): void {
    const state = this.#awareness.getStates().get(clientId);
    if (state === undefined || clientId === this.#awareness.clientID) return;
    const now = this.#clock.now();
    const before = this.#tabs.get(clientId);
    const hasMoved = before === undefined || JSON.stringify(before.state['cursor']) !== JSON.stringify(state['cursor']);
    const activeAt = hasMoved ? now : before.activeAt;
    this.#tabs.set(clientId, { state, joinedAt: before?.joinedAt ?? now, activeAt, lostAt: null });
  }

  #remove(clientId: number): void {
    const tab = this.#tabs.get(clientId);
    if (tab === undefined) return;
    if (this.#isConnected()) {
      this.#tabs.delete(clientId);
      return;
    }
    this.#tabs.set(clientId, { ...tab, lostAt: this.#clock.now() });
  }

  #yieldColour(): void {
    const own: ColourClaim = { clientId: this.#awareness.clientID, personId: this.#person.id, colour: this.#colour };
    const others = [...this.#tabs].map(([clientId, tab]): ColourClaim => {
      const person = readPerson(tab.state['user'], clientId);
      return { clientId, personId: person.id, colour: person.colour };
    });
    const colour = settleColour(own, others);
    if (colour === this.#colour) return;
    this.#colour = colour;
    this.#announce();
  }

  #announce(): void {
    const { id, name } = this.#person;
    const color = this.#colours[this.#colour] ?? '#000000';
    this.#awareness.setLocalStateField('user', { id, name, color, paint: this.#colour });
    this.#redraw.request();
  }

  #notify(): void {
    this.#dropExpired();
    this.#participants = [this.#self(), ...this.#others()];
    this.#scheduleIdle();
    for (const listener of this.#listeners) listener();
  }

  #self(): Participant {
    const now = this.#clock.now();
    const base = { ...this.#person, colour: this.#colour, clientId: this.#awareness.clientID };
    return { ...base, isSelf: true, isAway: false, isIdle: false, hasCaret: this.#caret !== null, joinedAt: this.#joinedAt, activeAt: now };
  }

  #others(): Participant[] {
    return [...this.#tabs]
      .map(([clientId, tab]) => this.#describe(clientId, tab))
      .toSorted((a, b) => b.activeAt - a.activeAt || a.clientId - b.clientId);
  }

  #describe(clientId: number, tab: Tab): Participant {
    const person = readPerson(tab.state['user'], clientId);
    const { joinedAt, activeAt } = tab;
    const hasCaret = (tab.state['cursor'] ?? null) !== null;
    return { ...person, clientId, isSelf: false, isAway: tab.lostAt !== null, isIdle: isIdle(tab, this.#clock.now()), hasCaret, joinedAt, activeAt };
  }

  #dropExpired(): void {
    const now = this.#clock.now();
    for (const [clientId, { lostAt }] of this.#tabs) {
      if (lostAt !== null && now - lostAt >= retainedForMs) this.#tabs.delete(clientId);
    }
  }

  /** Wakes up when the next selection, caret or person is due to go. */
  #scheduleIdle(): void {
    const now = this.#clock.now();
    const dueTimes = [...this.#tabs.values()].flatMap(({ activeAt, lostAt }) => [
      activeAt + selectionIdleMs,
      activeAt + caretIdleMs,
      lostAt === null ? 0 : lostAt + retainedForMs,
    ]);
    const next = Math.min(...dueTimes.filter((time) => time > now));
    this.#cancelIdle();
    this.#cancelIdle = next === Infinity ? () => {} : this.#clock.after(next - now, () => this.#notify());
  }
}

function isIdle({ activeAt }: Tab, now: number): boolean {
  return now - activeAt >= caretIdleMs;
}
