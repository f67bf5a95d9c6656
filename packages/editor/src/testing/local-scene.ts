/** A device with a local database in memory, and tabs on it that keep one document there. */
import { IDBFactory, IDBKeyRange, IDBObjectStore, forceCloseDatabase } from 'fake-indexeddb';
import { expect, vi } from 'vitest';
import * as Y from 'yjs';
import { mergeAll } from '../sync/local/compaction.ts';
import { answerOf } from '../sync/local/idb.ts';
import { LocalCopy, type LocalState } from '../sync/local/local-copy.ts';
import { LocalDatabase } from '../sync/local/local-database.ts';
import type { LocalMark, LocalUpdate } from '../sync/local/local-record.ts';
import type { LoadedCopy } from '../sync/local/local-store.ts';
import { FakeClock } from './fake-clock.ts';

export class Device {
  readonly clock: FakeClock = new FakeClock();
  readonly indexedDB: IDBFactory = new IDBFactory();
  readonly idle: (() => void)[] = [];
  readonly #connections: IDBDatabase[] = [];

  constructor() {
    vi.stubGlobal('IDBKeyRange', IDBKeyRange);
    const open = this.indexedDB.open.bind(this.indexedDB);
    vi.spyOn(this.indexedDB, 'open').mockImplementation((...args) => {
      const request = open(...args);
      request.addEventListener('success', () => this.#connections.push(request.result));
      return request;
    });
  }

  database(userKey = 'ana'): LocalDatabase {
    return new LocalDatabase({ userKey, indexedDB: this.indexedDB });
  }

  async openTab(documentId = 'notes', options: { readonly schemaVersion?: number; readonly userKey?: string } = {}): Promise<Tab> {
    const { schemaVersion = 1, userKey } = options;
    const tab = new Tab({ device: this, database: this.database(userKey), documentId, schemaVersion });
    await tab.load();
    return tab;
  }

  /** As the browser does when the person clears what it keeps, or when its own storage broke. */
  closeConnections(): void {
    for (const connection of this.#connections.splice(0)) forceCloseDatabase(connection as unknown as typeof IDBDatabase);
  }

  /** Until the returned function is called, the device takes nothing. */
  fill(): () => void {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    return () => put.mockRestore();
  }

  async records(documentId = 'notes'): Promise<LocalUpdate[]> {
    const all = await this.all<LocalUpdate>('updates');
    return all.filter(({ id }) => id === documentId);
  }

  async all<T>(store: 'documents' | 'updates' | 'aside'): Promise<T[]> {
    return await this.change(store, (objects) => objects.getAll() as IDBRequest<T[]>);
  }

  async change<T>(store: string, work: (objects: globalThis.IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = this.database();
    const result = await database.write(async (transaction) => {
      const request = work(transaction.objectStore(store));
      return await answerOf(request);
    });
    await database.close();
    return result;
  }

  /** What a new tab finds. */
  async textIn(documentId = 'notes'): Promise<string> {
    const tab = await this.openTab(documentId);
    const text = tab.text.toJSON();
    await tab.close();
    return text;
  }

  runIdle(): void {
    for (const work of this.idle.splice(0)) work();
  }
}

export class Tab {
  readonly doc: Y.Doc = new Y.Doc();
  readonly text: Y.Text = this.doc.getText('title');
  readonly copy: LocalCopy;
  readonly states: LocalState[] = [];
  loaded: LoadedCopy = { kind: 'absent', unsentText: '' };
  edits = 0;
  /** The server has acked everything. */
  isAcked = false;
  mayKeepWhole = true;

  constructor(options: { device: Device; database: LocalDatabase; documentId: string; schemaVersion: number }) {
    const { device, database, documentId, schemaVersion } = options;
    this.copy = new LocalCopy({
      database,
      clock: device.clock,
      whenIdle: (work) => device.idle.push(work),
      pass: (work) => work(),
      host: {
        documentId,
        clientId: this.doc.clientID,
        schemaVersion: () => schemaVersion,
        title: () => this.text.toJSON(),
        encodeWhole: () => (this.mayKeepWhole ? Y.encodeStateAsUpdate(this.doc) : null),
        unsentClock: () => (this.isAcked || this.edits === 0 ? null : 0),
        changed: () => this.states.push(this.copy.state),
      },
    });
  }

  get marks(): readonly LocalMark[] {
    return this.loaded.kind === 'present' ? this.loaded.marks : [];
  }

  async load(): Promise<void> {
    this.loaded = await this.copy.load();
    if (this.loaded.kind === 'present') Y.applyUpdate(this.doc, mergeAll(this.loaded.updates), 'copy');
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'copy') return;
      if (origin !== 'server') this.edits += 1;
      this.copy.append(update, origin === 'server' ? null : this.edits);
    });
    this.copy.open();
  }

  /** Types at the end. */
  write(text: string): void {
    this.text.insert(this.text.length, text);
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'server');
  }

  async close(): Promise<void> {
    await this.copy.close();
  }
}

export async function kept(tab: Tab): Promise<void> {
  expect(await tab.copy.whenKept()).toBe(true);
}

/** Writes go through a chain of promises and tasks; this lets the one that is under way end. */
export async function rest(tab: Tab): Promise<void> {
  tab.write('.');
  await kept(tab);
}
