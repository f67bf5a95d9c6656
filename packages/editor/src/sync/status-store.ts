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
    this.#cancelTimer();
    this.#cancelTimer = changesAt === null ? () => {} : this.#clock.after(changesAt - now, () => this.#refresh());
    const { hasContent, isCopySetAside, stop } = this.#facts;
    return { status, isWritable: isWritable(this.#facts), hasContent, isCopySetAside, stop };
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
