/** The copy of one document on this device: loaded first, written as the person writes, and it knows what it has. */
import type { Clock } from '../clock.ts';
import { nameOf } from './idb.ts';
import type { LocalDatabase } from './local-database.ts';
import type { LocalMark } from './local-record.ts';
import { type LoadedCopy, compactCopy, deleteCopy, loadCopy, removeCopy, setCopyAside, writeCopy } from './local-store.ts';

/** What the copy asks of the session whose document it keeps. */
export interface LocalHost {
  readonly documentId: string;
  readonly schemaVersion: () => number;
  readonly title: () => string;
  /** The whole document, or null while this page is too old for it and its own state is not to be kept. [L9] */
  readonly encodeWhole: () => Uint8Array | null;
  /** The tab's own in the document. */
  readonly clientId: number;
  /** From which of its own structs on this tab has edits that the server has not acked; null when it has none. */
  readonly unsentClock: () => number | null;
  /** Something of `state`, `keptEdits` or `unkeptSince` is different. */
  readonly changed: () => void;
}

export interface LocalCopyOptions {
  readonly database: LocalDatabase;
  readonly host: LocalHost;
  readonly clock: Clock;
  /** Runs something when the page has nothing better to do. */
  readonly whenIdle: (work: () => void) => void;
  /** Runs something now, or as soon as the key that brought it about is painted. */
  readonly pass: (work: () => void) => void;
}

/** `quota`: the device is full, or the browser gives no more. `unavailable`: the database can't be used. */
export type LocalState = 'ready' | 'quota' | 'unavailable';

/** What others wrote is written after so long at the latest, with what the person wrote at once. */
export const remoteAfterMs = 1_000;
/** Marks of edits that were acked go after so long: not every ack is a write, but they are gone when the page says "Saved". */
export const settleAfterMs = 250;
/** After a failure it is tried again, at first so soon, and at last so rarely. */
export const retryAfterMs = 2_000;
export const retryAfterMsMax = 60_000;

export class LocalCopy {
  readonly #database: LocalDatabase;
  readonly #host: LocalHost;
  readonly #clock: Clock;
  readonly #whenIdle: (work: () => void) => void;
  readonly #pass: (work: () => void) => void;
  readonly #stopListening: () => void;
  #queue: Uint8Array[] = [];
  #released: readonly LocalMark[] = [];
  #state: LocalState = 'ready';
  #edits = 0;
  #keptEdits = 0;
  #unkeptSince: number | null = null;
  #failures = 0;
  #needsWhole = false;
  #hasMark = false;
  #canCompact = true;
  #isOpen = false;
  #isEnded = false;
  #isWanted = false;
  #isAsked = false;
  #writing: Promise<void> | null = null;
  #waiting: (() => void)[] = [];
  #cancelTimer: () => void = () => {};
  #timerAt = Infinity;

  constructor({ database, host, clock, whenIdle, pass }: LocalCopyOptions) {
    this.#database = database;
    this.#host = host;
    this.#clock = clock;
    this.#whenIdle = whenIdle;
    this.#pass = pass;
    this.#stopListening = database.onLost(() => this.#onLost());
  }

  get state(): LocalState {
    return this.#state;
  }

  /** The person's first so many edits are on this device. [L5] */
  get keptEdits(): number {
    return this.#keptEdits;
  }

  /** Since when there is an edit that is not; null when all are. */
  get unkeptSince(): number | null {
    return this.#unkeptSince;
  }

  /** Never rejects: a database that can't be read is a state, and the document comes from the server then. */
  async load(): Promise<LoadedCopy> {
    try {
      const loaded = await loadCopy(this.#database, { id: this.#host.documentId, now: this.#clock.now() });
      this.#hasMark = loaded.kind === 'present' && loaded.marks.length > 0;
      return loaded;
    } catch (error) {
      this.#fail(error);
      return { kind: 'absent', unsentText: '' };
    }
  }

  /** From here on it writes: the document was loaded from here, or has arrived from the server as a whole. [L6] */
  open(): void {
    if (this.#isOpen || this.#isEnded) return;
    this.#isOpen = true;
    this.#write();
  }

  /** Takes an update; with `edit`, the number of the person's edit that it is, it is written at once. */
  append(update: Uint8Array, edit: number | null): void {
    if (this.#isEnded) return;
    // The next write takes the whole, but one that is under way may have taken it without this.
    if (!this.#needsWhole || this.#writing !== null) this.#queue.push(update);
    if (edit !== null) {
      this.#edits = edit;
      this.#unkeptSince ??= this.#clock.now();
    }
    // A device that is full does not get emptier by the keystroke: then the next attempt has its time.
    if (this.#failures > 0) return;
    if (edit === null) this.#writeIn(remoteAfterMs);
    else this.#writeBehindKey();
  }

  /** Edits that were here already when the copy was loaded. */
  adopt(edits: number): void {
    this.#edits = edits;
    this.#keptEdits = edits;
  }

  /** The server has acked everything: the marks go, also those of `inherited`, which were loaded. [L7] */
  settle(inherited: readonly LocalMark[]): void {
    this.#released = inherited;
    // One that is being written may have its mark already.
    if (this.#hasMark || this.#writing !== null) this.#writeIn(settleAfterMs);
  }

  /** Resolves when every edit up to now is on this device (true), or when that has failed for now (false). */
  async whenKept(): Promise<boolean> {
    if (this.#unkeptSince !== null && !this.#isEnded) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#unkeptSince === null;
  }

  /** The server has deleted the document: of the copy only the text stays that never got there. [L11] */
  async markDeleted(unsentText: string): Promise<void> {
    await this.#end(async () => {
      await deleteCopy(this.#database, { id: this.#host.documentId, unsentText });
      this.#keptEdits = this.#edits;
      this.#unkeptSince = null;
    });
  }

  /** The server refuses what is in the copy: without it the document can be opened again. [L10] */
  async setAside(): Promise<void> {
    const { documentId } = this.#host;
    await this.#end(async () => await setCopyAside(this.#database, { id: documentId, reason: 'refused', at: this.#clock.now() }));
  }

  /** Nothing of the document stays on this device. */
  async remove(): Promise<void> {
    await this.#end(async () => await removeCopy(this.#database, this.#host.documentId));
  }

  /** Writes what is waiting, and ends. */
  async close(): Promise<void> {
    if (this.#queue.length > 0) this.#write();
    while (this.#writing !== null) await this.#writing;
    await this.#end(async () => {});
  }

  async #end(last: () => Promise<void>): Promise<void> {
    this.#stopListening();
    this.#cancelTimer();
    this.#isOpen = false;
    this.#isEnded = true;
    await this.#writing;
    try {
      await last();
    } catch (error) {
      this.#state = stateOf(error);
    }
    this.#wakeWaiting();
    this.#host.changed();
  }

  #writeBehindKey(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#pass(() => {
      this.#isAsked = false;
      this.#write();
    });
  }

  #writeIn(ms: number): void {
    const at = this.#clock.now() + ms;
    if (!this.#isOpen || at >= this.#timerAt) return;
    this.#cancelTimer();
    this.#timerAt = at;
    this.#cancelTimer = this.#clock.after(ms, () => {
      this.#timerAt = Infinity;
      this.#write();
    });
  }

  /** One write at a time; what comes meanwhile is the next one. */
  #write(): void {
    if (!this.#isOpen) return;
    if (this.#writing !== null) {
      this.#isWanted = true;
      return;
    }
    this.#cancelTimer();
    this.#timerAt = Infinity;
    this.#writing = this.#writeBatch().finally(() => {
      this.#writing = null;
      if (!this.#isWanted) return;
      this.#isWanted = false;
      this.#write();
    });
  }

  async #writeBatch(): Promise<void> {
    const startedAt = this.#clock.now();
    const [updates, edits, released, isWholeWanted] = [this.#queue, this.#edits, this.#released, this.#needsWhole];
    this.#queue = [];
    try {
      const written = await writeCopy(this.#database, {
        id: this.#host.documentId,
        updates,
        isWholeWanted,
        released,
        now: startedAt,
        host: this.#host,
      });
      if (!written.isKept) throw new DOMException('The copy was removed by another tab.', 'NotFoundError');
      if (this.#released === released) this.#released = [];
      this.#hasMark = written.hasMark;
      if (isWholeWanted) this.#needsWhole = false;
      this.#failures = 0;
      this.#state = 'ready';
      // Lost while it was written: then it is not known what is still there.
      if (!this.#needsWhole) this.#keptEdits = edits;
      this.#unkeptSince = this.#keptEdits === this.#edits ? null : startedAt;
      if (this.#unkeptSince !== null) this.#isWanted = true;
      if (written.isCompactionDue && this.#canCompact) this.#whenIdle(() => void this.#compact());
    } catch (error) {
      this.#fail(error);
    }
    this.#wakeWaiting();
    this.#host.changed();
  }

  /** What was in the queue is gone, but not from the document: the next write takes the whole of it. [L8] */
  #fail(error: unknown): void {
    this.#state = stateOf(error);
    this.#needsWhole = true;
    this.#queue = [];
    this.#failures += 1;
    this.#writeIn(Math.min(retryAfterMs * 2 ** (this.#failures - 1), retryAfterMsMax));
  }

  /** The person may have cleared what the browser keeps, and another tab may have begun it anew: the next write holds the whole. [L4] */
  #onLost(): void {
    if (!this.#isOpen) return;
    this.#needsWhole = true;
    this.#keptEdits = 0;
    if (this.#edits > 0) this.#unkeptSince ??= this.#clock.now();
    this.#host.changed();
    this.#write();
  }

  async #compact(): Promise<void> {
    if (!this.#isOpen) return;
    try {
      await compactCopy(this.#database, this.#host.documentId);
    } catch {
      // The copy is as it was, only longer; what is damaged in it is found by the next load.
      this.#canCompact = false;
    }
  }

  #wakeWaiting(): void {
    if (this.#unkeptSince !== null && this.#state === 'ready' && !this.#isEnded) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

function stateOf(error: unknown): LocalState {
  return nameOf(error) === 'QuotaExceededError' ? 'quota' : 'unavailable';
}
