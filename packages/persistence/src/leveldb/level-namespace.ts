/** A feature's own key-value space in the level store. [S14–S16] */
import type { Namespace, NamespaceChange, NamespaceEntry, NamespaceRange } from '../document-store.ts';
import { PersistenceError } from '../persistence-error.ts';
import { quote } from '../refusals.ts';
import { checkNamespaceChanges, checkNamespaceKey, checkNamespaceRange } from '../requests.ts';
import type { Database } from './database.ts';
import { NamespaceKeys } from './keys.ts';
import { type Operation, deleteRecord, putRecord, readRecord } from './record.ts';

export interface LevelNamespaceOptions {
  readonly name: string;
  readonly read: <T>(run: (database: Database) => Promise<T>) => Promise<T>;
  readonly submit: (operations: readonly Operation[]) => Promise<void>;
  /** Throws `closed` once the store is. */
  readonly assertOpen: () => void;
  /** Takes what is not yet in the queue of commits, so that `flush` waits for it. */
  readonly track: (task: Promise<unknown>) => void;
}

export class LevelNamespace implements Namespace {
  readonly #name: string;
  readonly #keys: NamespaceKeys;
  readonly #read: LevelNamespaceOptions['read'];
  readonly #submit: LevelNamespaceOptions['submit'];
  readonly #assertOpen: () => void;
  readonly #track: LevelNamespaceOptions['track'];
  /** The last commit that holds a write of this namespace. */
  #lastWrite: Promise<void> = Promise.resolve();
  /** Writes that came while `clear` reads what it has to remove; null while none does. [S14] */
  #behindClear: (() => void)[] | null = null;

  constructor({ name, read, submit, assertOpen, track }: LevelNamespaceOptions) {
    this.#name = name;
    this.#keys = new NamespaceKeys(name);
    this.#read = read;
    this.#submit = submit;
    this.#assertOpen = assertOpen;
    this.#track = track;
  }

  async get(key: Uint8Array): Promise<Uint8Array | null> {
    this.#assertOpen();
    checkNamespaceKey(key);
    const inner = this.#keys.inner(key);
    const value = await this.#read((database) => database.get(inner));
    return value === null ? null : this.#open(inner, value);
  }

  async write(changes: readonly NamespaceChange[]): Promise<void> {
    this.#assertOpen();
    checkNamespaceChanges(changes);
    const operations = changes.map(({ key, value }) => {
      const inner = this.#keys.inner(key);
      return value === null ? deleteRecord(inner) : putRecord(inner, 0, value);
    });
    if (operations.length > 0) await this.#inOrder(() => this.#put(operations));
  }

  async entries(range: NamespaceRange = {}): Promise<readonly NamespaceEntry[]> {
    this.#assertOpen();
    checkNamespaceRange(range);
    const { limit, reverse = false } = range;
    const options = { ...this.#keys.range(range), reverse, ...(limit === undefined ? {} : { limit }) };
    const entries = limit === 0 ? [] : await this.#read((database) => database.entries(options));
    return entries.map(({ key, value }) => ({ key: this.#keys.outer(key), value: this.#open(key, value) }));
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    await this.#inOrder(() => this.#clear());
  }

  #inOrder(run: () => Promise<void>): Promise<void> {
    const queue = this.#behindClear;
    return queue === null ? run() : new Promise((resolve) => queue.push(() => resolve(run())));
  }

  async #clear(): Promise<void> {
    this.#behindClear = [];
    const submitting = this.#submitClear();
    this.#track(submitting);
    const { written } = await submitting;
    await written;
  }

  /** Resolves when the deletions are in the queue of commits: only then may a later write join it. [S15] */
  async #submitClear(): Promise<{ written: Promise<void> }> {
    try {
      await this.#lastWrite.catch(() => {});
      const entries = await this.#read((database) => database.entries({ ...this.#keys.range(), keysOnly: true }));
      const operations = entries.map(({ key }) => deleteRecord(Buffer.from(key)));
      return { written: operations.length === 0 ? Promise.resolve() : this.#put(operations) };
    } finally {
      const queue = this.#behindClear ?? [];
      this.#behindClear = null;
      for (const run of queue) this.#resume(run);
    }
  }

  /** One of those that waited may be a clear itself; the others then wait for that one. */
  #resume(run: () => void): void {
    if (this.#behindClear === null) run();
    else this.#behindClear.push(run);
  }

  #put(operations: readonly Operation[]): Promise<void> {
    this.#lastWrite = this.#submit(operations);
    return this.#lastWrite;
  }

  #open(inner: Uint8Array, value: Uint8Array): Uint8Array {
    const record = readRecord(inner, value);
    if (record !== null) return record.payload;
    const key = Buffer.from(this.#keys.outer(inner)).toString('hex');
    throw new PersistenceError(
      'corrupt',
      `The value under ${key} in the namespace ${quote(this.#name)} fails its check; write it again, or restore it from a backup.`,
    );
  }
}
