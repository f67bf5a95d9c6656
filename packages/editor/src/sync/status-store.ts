/** Holds the session's facts and tells listeners when the status that follows from them changes, by event or by time. */
import type { Clock } from './clock.ts';
import { type SaveStatus, type SessionFacts, isWritable, statusAt } from './save-status.ts';

export interface StatusSnapshot {
  readonly status: SaveStatus;
  readonly isWritable: boolean;
  readonly hasContent: boolean;
  readonly isCopySetAside: boolean;
  readonly stop: SessionFacts['stop'];
}

export class StatusStore {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #facts: SessionFacts;
  #snapshot: StatusSnapshot;
  #cancelTimer: () => void = () => {};
  /** When the timer goes off; a timer for each letter would cost as much as drawing it, so one that goes off too early is left. */
  #timerAt = Infinity;

  constructor(options: { readonly clock: Clock }) {
    this.#clock = options.clock;
    this.#facts = {
      offlineSince: options.clock.now(),
      hasFailedToConnect: false,
      hasContent: false,
      hasEverSynced: false,
      isConfirmed: false,
      local: 'none',
      isLoadingCopy: false,
      isCopySetAside: false,
      isCopyTooNew: false,
      session: null,
      unsavedSince: null,
      unkeptSince: null,
      lastEditAt: null,
      lastSavedAt: null,
      stop: null,
    };
    this.#snapshot = this.#read();
  }

  get facts(): SessionFacts {
    return this.#facts;
  }

  /** The same object until something in it changes. */
  readonly snapshot = (): StatusSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  update(change: Partial<SessionFacts>): void {
    this.#facts = { ...this.#facts, ...change };
    this.#refresh();
  }

  close(): void {
    this.#cancelTimer();
    this.#listeners.clear();
  }

  #refresh(): void {
    const next = this.#read();
    if (isSame(next, this.#snapshot)) return;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }

  #read(): StatusSnapshot {
    const now = this.#clock.now();
    const { status, changesAt } = statusAt(this.#facts, now);
    if (changesAt !== null) this.#lookAt(changesAt, now);
    const { hasContent, isCopySetAside, stop } = this.#facts;
    return { status, isWritable: isWritable(this.#facts), hasContent, isCopySetAside, stop };
  }

  #lookAt(at: number, now: number): void {
    if (at >= this.#timerAt) return;
    this.#cancelTimer();
    this.#timerAt = at;
    this.#cancelTimer = this.#clock.after(at - now, () => {
      this.#timerAt = Infinity;
      this.#refresh();
    });
  }
}

function isSame(a: StatusSnapshot, b: StatusSnapshot): boolean {
  return (
    a.isWritable === b.isWritable &&
    a.hasContent === b.hasContent &&
    a.isCopySetAside === b.isCopySetAside &&
    a.stop === b.stop &&
    JSON.stringify(a.status) === JSON.stringify(b.status)
  );
}
