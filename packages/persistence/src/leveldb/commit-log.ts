/** Writes one numbered commit after the other and does not give up: a failed one is written again until it is there, once. */
import type { Clock } from '../clock.ts';
import { PersistenceError } from '../persistence-error.ts';
import { storeClosed } from '../refusals.ts';
import { type CommitMark, followingMark, isSameMark, readRing, ringError, ringRecord } from './commit-ring.ts';
import type { Database } from './database.ts';
import type { Disk } from './disk.ts';
import { readFormat, unreadableError } from './format-record.ts';
import type { Health } from './health.ts';
import type { Operation } from './record.ts';
import { RingWindow } from './ring-window.ts';
import { findTableDamage } from './table-damage.ts';

/** What opening again may write: both write buffers. [S52] */
const probeBytes = 4 * 1024 * 1024;
const backoffFirstMs = 100;
const backoffMsMax = 2000;

export interface CommitLogOptions {
  readonly disk: Disk;
  readonly database: Database;
  /** The commit that the ring began with, and its last one. */
  readonly first: number;
  readonly last: CommitMark;
  readonly clock: Clock;
  readonly health: Health;
}

export class CommitLog {
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #health: Health;
  readonly #window: RingWindow;
  #last: CommitMark;
  /** Rejects while none can be opened. */
  #database: Promise<Database>;
  #isClosing = false;
  #isAbandoned = false;
  #wake: (() => void) | null = null;

  constructor({ disk, database, first, last, clock, health }: CommitLogOptions) {
    this.#disk = disk;
    this.#database = Promise.resolve(database);
    this.#window = new RingWindow({ first, last: last.number });
    this.#last = last;
    this.#clock = clock;
    this.#health = health;
  }

  get last(): CommitMark {
    return this.#last;
  }

  /** [S51] Rejects with `unwritable` where no database is open, or with LevelDB's error. */
  async read<T>(run: (database: Database) => Promise<T>): Promise<T> {
    return run(await this.#database);
  }

  /** One at a time. Rejects with `closed` only, when `close` gave it up. */
  async write(operations: readonly Operation[]): Promise<void> {
    if (this.#isAbandoned) throw storeClosed();
    const removals = this.#window.removals(this.#last.number + 1);
    const records = removals.length === 0 ? operations : [...operations, ...removals];
    const mark = followingMark(this.#last, records);
    const batch = [...records, ringRecord(mark)];
    try {
      await this.#batch(batch);
    } catch (error) {
      await this.#persist(batch, { mark, cause: error });
    }
    this.#window.note(mark.number, { batch, removals });
    this.#last = mark;
  }

  /** From now on a failing disk gets one last attempt. [S54] */
  stopTrying(): void {
    this.#isClosing = true;
    this.#wake?.();
  }

  /** Call when no write is under way. */
  async close(): Promise<void> {
    const database = await this.#database.catch(() => null);
    await database?.close();
  }

  async #batch(batch: readonly Operation[]): Promise<void> {
    const database = await this.#database;
    await database.batch(batch, { sync: true });
  }

  /** [S50–S54] */
  async #persist(
    batch: readonly Operation[],
    { mark, cause }: { readonly mark: CommitMark; readonly cause: unknown },
  ): Promise<void> {
    this.#health.fail(asError(cause));
    const bytes = batch.reduce((sum, { key, value }) => sum + key.byteLength + (value?.byteLength ?? 0), probeBytes);
    for (let delayMs = backoffFirstMs; ; delayMs = Math.min(2 * delayMs, backoffMsMax)) {
      await this.#pause(delayMs);
      const isLastAttempt = this.#isClosing;
      try {
        await this.#disk.probe(bytes);
        const hasLanded = await this.#reopen(mark);
        if (!hasLanded) await this.#batch(batch);
        this.#health.heal();
        return;
      } catch (error) {
        this.#health.fail(asError(error));
        if (!isLastAttempt) continue;
        this.#isAbandoned = true;
        throw storeClosed();
      }
    }
  }

  /** Gives whether the commit is there: a batch that failed may still have landed whole. [S53] */
  async #reopen(mark: CommitMark): Promise<boolean> {
    const old = await this.#database.catch(() => null);
    const opening = this.#openAgain(old, mark);
    this.#database = opening.then(({ database }) => database);
    // Readers that come before the next attempt see the rejection; without one it must not be unhandled.
    this.#database.catch(() => {});
    return (await opening).hasLanded;
  }

  async #openAgain(old: Database | null, mark: CommitMark): Promise<{ database: Database; hasLanded: boolean }> {
    // What it says no longer matters: the handle is unusable either way.
    await old?.close().catch(() => {});
    const database = await this.#disk.openDatabase({ create: false });
    try {
      const tables = await findTableDamage(this.#disk);
      if (tables !== null) throw tables;
      // The failed commit may have removed some of the ring, if it landed.
      const format = await readFormat(this.#disk.name, database);
      if (format === null) throw unreadableError(this.#disk.name, 'its format record is missing');
      const ring = await readRing(database, format.first);
      if (ring.fault !== null) throw ringError(this.#disk.name, ring.fault);
      if (isSameMark(ring.last, mark)) return { database, hasLanded: true };
      if (isSameMark(ring.last, this.#last)) return { database, hasLanded: false };
      throw ringError(this.#disk.name, `it ends with commit ${ring.last.number}, but commit ${this.#last.number} was on disk`);
    } catch (error) {
      await database.close();
      throw asReadError(this.#disk.name, error);
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#isClosing) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.#wake?.());
      this.#wake = () => {
        this.#wake = null;
        cancel();
        resolve();
      };
    });
  }
}

/** A read that the disk refused, in the contract's words. [S4] */
export function asReadError(where: string, error: unknown): PersistenceError {
  if (error instanceof PersistenceError) return error;
  const cause = asError(error);
  return new PersistenceError(
    'unwritable',
    `The database in ${where} can't be read now (${cause.message}); try again, and check the disk.`,
    { cause },
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
