/** One person's database in this browser: opened when it is needed, and opened again when the browser closed it. */
import { abortQuietly, answerOf, completionOf, nameOf } from './idb.ts';

const schemaVersion = 1;

/** What is known of each document: one small record, `LocalDocument`. */
export const documentsStore = 'documents';
/** The updates of all documents, by document and sequence: `LocalUpdate`. */
export const updatesStore = 'updates';
/** Copies that could not be read, or that the server did not take: `LocalAside`. */
export const asideStore = 'aside';

const allStores = [documentsStore, updatesStore, asideStore];

export interface LocalDatabaseOptions {
  /** Whose it is: people who share a browser share no database. [L1] */
  readonly userKey: string;
  readonly indexedDB: IDBFactory;
}

export class LocalDatabase {
  readonly #name: string;
  readonly #indexedDB: IDBFactory;
  readonly #lostListeners = new Set<() => void>();
  #opening: Promise<IDBDatabase> | null = null;
  #isClosed = false;

  constructor({ userKey, indexedDB }: LocalDatabaseOptions) {
    this.#name = `scriptorium:${userKey}`;
    this.#indexedDB = indexedDB;
  }

  /** Calls back when the browser closed the database: what was in it may be gone. The returned function ends that. */
  onLost(listener: () => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  async read<T>(work: (transaction: IDBTransaction) => Promise<T> | T): Promise<T> {
    return await this.#run('readonly', work);
  }

  /** Resolves when it is on the device. No other tab writes meanwhile: the transaction is the lock. [L3] */
  async write<T>(work: (transaction: IDBTransaction) => Promise<T> | T): Promise<T> {
    return await this.#run('readwrite', work);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#lostListeners.clear();
    const opening = this.#opening;
    this.#opening = null;
    if (opening === null) return;
    const database = await opening.catch(() => null);
    database?.close();
  }

  /** Tries once more on a new connection where the old one was closed from outside. [L4] */
  async #run<T>(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => Promise<T> | T): Promise<T> {
    try {
      return await this.#attempt(mode, work);
    } catch (error) {
      if (!isLostConnection(error) || this.#isClosed) throw error;
      this.#lose(this.#opening);
      return await this.#attempt(mode, work);
    }
  }

  async #attempt<T>(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => Promise<T> | T): Promise<T> {
    const database = await this.#open();
    const transaction = database.transaction(allStores, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' });
    const completion = completionOf(transaction);
    // Awaited below, or told by the error of the work.
    completion.catch(() => {});
    let value: T;
    try {
      value = await work(transaction);
    } catch (error) {
      abortQuietly(transaction);
      // A full disk reaches the request as an abort, and only the transaction knows why.
      throw transaction.error ?? error;
    }
    await completion;
    return value;
  }

  async #open(): Promise<IDBDatabase> {
    if (this.#isClosed) throw new DOMException('The local database was closed.', 'InvalidStateError');
    this.#opening ??= this.#connect();
    const opening = this.#opening;
    try {
      return await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  async #connect(): Promise<IDBDatabase> {
    const request = this.#indexedDB.open(this.#name, schemaVersion);
    request.addEventListener('upgradeneeded', () => createStores(request.result));
    const database = await answerOf(request);
    const opening = this.#opening;
    database.addEventListener('close', () => this.#lose(opening));
    // Another tab wants to delete the database, or to open it in a newer form.
    database.addEventListener('versionchange', () => {
      database.close();
      this.#lose(opening);
    });
    return database;
  }

  #lose(opening: Promise<IDBDatabase> | null): void {
    if (opening === null || this.#opening !== opening) return;
    this.#opening = null;
    for (const listener of this.#lostListeners) listener();
  }
}

function createStores(database: IDBDatabase): void {
  database.createObjectStore(documentsStore, { keyPath: 'id' });
  database.createObjectStore(updatesStore, { keyPath: ['id', 'sequence'] });
  database.createObjectStore(asideStore, { keyPath: ['id', 'at'] });
}

function isLostConnection(error: unknown): boolean {
  return nameOf(error) === 'InvalidStateError' || nameOf(error) === 'AbortError';
}
