/** The documents that the store remembers: read once, used in the order of calls, forgotten when idle for long. [S2] */
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { storeClosed } from '../refusals.ts';
import type { DocumentReading } from './document-reader.ts';
import { DocumentState } from './document-state.ts';
import { DocumentKeys } from './keys.ts';

/** How often a first write asks again for a document that can't be read. [S55] */
const retryMs = 500;

export interface DocumentCacheOptions {
  readonly read: (documentId: string, keys: DocumentKeys) => Promise<DocumentReading | null>;
  readonly clock: Clock;
  readonly documentsMax?: number | undefined;
}

export class DocumentCache {
  readonly #read: DocumentCacheOptions['read'];
  readonly #clock: Clock;
  readonly #documentsMax: number;
  /** The most recently used come last, as far as it matters. */
  readonly #entries = new Map<string, CacheEntry>();
  readonly #attempts = new Set<Promise<void>>();
  #touches = 0;
  #isClosing = false;
  #wakes = new Set<() => void>();

  constructor({ read, clock, documentsMax = limits.documentsRememberedMax }: DocumentCacheOptions) {
    this.#read = read;
    this.#clock = clock;
    this.#documentsMax = documentsMax;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Runs at once where the document is remembered, else after it was read; always in the order of calls. */
  use<T>(documentId: string, run: (state: DocumentState) => Promise<T>): Promise<T> {
    const entry = this.#touch(documentId);
    if (entry.state !== null) return run(entry.state);
    return new Promise<T>((resolve, reject) => {
      entry.waiting.push({ run: (state) => resolve(run(state)), reject });
      // Its failure is dealt with where it is made.
      this.#ensureAttempt(entry).catch(() => {});
    });
  }

  /** What is on disk now. Damage that it finds stops further writes. */
  async read(documentId: string): Promise<DocumentReading | null> {
    const entry = this.#touch(documentId);
    if (entry.state === null) return this.#ensureAttempt(entry);
    const reading = await this.#read(documentId, entry.keys);
    if (reading === null || entry.state.existence === 'deleted') return reading;
    // A file that rots can read well the second time: what was found once stays found until the store is opened again.
    const damages = reading.damages.length > 0 ? reading.damages : entry.state.damages;
    if (damages.length > 0) entry.state.damage(damages);
    return { ...reading, damages };
  }

  /** Resolves when every call that waits for a document has run. */
  async settle(): Promise<void> {
    while (this.#attempts.size > 0) await Promise.all(this.#attempts);
  }

  /** As `settle`; calls for documents that can't be read are given up after one more attempt. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const wake of this.#wakes) wake();
    await this.settle();
    this.#entries.clear();
  }

  #touch(documentId: string): CacheEntry {
    const found = this.#entries.get(documentId);
    this.#touches++;
    // It lies among the last half, where nothing is forgotten: moving it with each use would cost more than finding it.
    if (found !== undefined && this.#touches - found.movedAt < this.#documentsMax / 2) return found;
    const entry = found ?? new CacheEntry(documentId);
    entry.movedAt = this.#touches;
    if (found !== undefined) this.#entries.delete(documentId);
    this.#entries.set(documentId, entry);
    if (found === undefined) this.#evict();
    return entry;
  }

  #ensureAttempt(entry: CacheEntry): Promise<DocumentReading | null> {
    if (entry.attempt !== null) return entry.attempt;
    const attempt = this.#read(entry.documentId, entry.keys);
    entry.attempt = attempt;
    const settled = attempt.then(
      (reading) => entry.load(reading),
      () => this.#retry(entry),
    );
    this.#attempts.add(settled);
    void settled.finally(() => this.#attempts.delete(settled));
    return attempt;
  }

  /** Readers got the error; writers wait, since a write is never refused for a failing disk. */
  async #retry(entry: CacheEntry): Promise<void> {
    const isLastAttempt = this.#isClosing;
    if (!isLastAttempt && entry.waiting.length > 0) await this.#pause();
    entry.attempt = null;
    if (isLastAttempt) entry.giveUp();
    if (entry.waiting.length > 0) this.#ensureAttempt(entry).catch(() => {});
    else if (this.#entries.get(entry.documentId) === entry) this.#entries.delete(entry.documentId);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wakes.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(retryMs, wake);
      this.#wakes.add(wake);
    });
  }

  /** A few steps a call are enough, since each call adds one at most; those in use go to the end. */
  #evict(): void {
    for (let step = 0; step < evictionSteps && this.#entries.size > this.#documentsMax; step++) {
      const [oldest] = this.#entries.values();
      if (oldest === undefined) return;
      this.#entries.delete(oldest.documentId);
      if (!oldest.isIdle) this.#entries.set(oldest.documentId, oldest);
    }
  }
}

const evictionSteps = 8;

/** One document: being read, or remembered. */
class CacheEntry {
  readonly documentId: string;
  readonly keys: DocumentKeys;
  state: DocumentState | null = null;
  /** At which use of the cache it was put at the end. */
  movedAt = 0;
  attempt: Promise<DocumentReading | null> | null = null;
  readonly waiting: { run: (state: DocumentState) => void; reject: (error: Error) => void }[] = [];

  constructor(documentId: string) {
    this.documentId = documentId;
    this.keys = new DocumentKeys(documentId);
  }

  get isIdle(): boolean {
    return this.state !== null && this.state.isIdle;
  }

  load(reading: DocumentReading | null): void {
    this.state = new DocumentState(this.documentId, this.keys, reading);
    // The reading may be large; only the state is remembered.
    this.attempt = null;
    for (const { run } of this.waiting.splice(0)) run(this.state);
  }

  giveUp(): void {
    for (const { reject } of this.waiting.splice(0)) reject(storeClosed());
  }
}
