/** The store on LevelDB: gives each call its place in the order, and hands its records to the group commit. */
import { type Clock, systemClock } from '../clock.ts';
import { lostMeta } from '../document-meta.ts';
import type {
  Compaction,
  DocumentMeta,
  DocumentPage,
  DocumentStore,
  MetaChange,
  Namespace,
  SalvagedDocument,
  StoreStatus,
  StoredDocument,
  TrashPage,
  TrashedDocument,
} from '../document-store.ts';
import { documentDamaged, documentDeleted, storeClosed } from '../refusals.ts';
import {
  checkCompaction,
  checkDocumentId,
  checkListLimit,
  checkMetaChange,
  checkNamespaceName,
  checkUpdate,
} from '../requests.ts';
import { CommitLog, asReadError } from './commit-log.ts';
import type { Database } from './database.ts';
import type { Disk } from './disk.ts';
import { DocumentCache } from './document-cache.ts';
import type { DocumentState } from './document-state.ts';
import { listDocuments, listTrash } from './document-list.ts';
import { type DocumentReading, type MetaReading, readDocument, readMeta } from './document-reader.ts';
import { isClosed } from './document-records.ts';
import { DocumentWriter } from './document-writer.ts';
import { type CommitStats, GroupCommit } from './group-commit.ts';
import { Health } from './health.ts';
import { type DocumentTailPage, listTails } from './document-tails.ts';
import { DocumentKeys, everything, fileRanges } from './keys.ts';
import { LevelNamespace } from './level-namespace.ts';
import type { Opened } from './opening.ts';
import type { Operation } from './record.ts';
import { SentinelKeeper } from './sentinel.ts';
import { type StoreSnapshot, snapshotOver } from './store-snapshot.ts';

export interface LevelStoreOptions {
  readonly clock?: Clock;
  readonly onCommit?: (stats: CommitStats) => void;
  /** For the log: what went wrong and was dealt with. */
  readonly onWarning?: (message: string, error?: unknown) => void;
  /** How many documents are remembered. */
  readonly documentsRememberedMax?: number;
  /** Snapshots of more bytes are written in pieces. */
  readonly snapshotWholeBytesMax?: number;
}

/** What only a store on LevelDB can do, for those who look after it. */
export interface LevelDocumentStore extends DocumentStore {
  /** As of now; it is cut when the database is closed or opened again. */
  openSnapshot(): Promise<StoreSnapshot>;
  /** Documents by id, and how much of each a compaction would fold. */
  tails(options: { readonly limit: number; readonly after?: string }): Promise<DocumentTailPage>;
  /** Rewrites LevelDB's files without what was overwritten or deleted, a part at a time. `onPart`: from 0 to 1. */
  compactFiles(options?: { readonly onPart?: (share: number) => void; readonly signal?: AbortSignal }): Promise<void>;
}

export class LevelStore implements LevelDocumentStore {
  readonly #name: string;
  readonly #health: Health;
  readonly #log: CommitLog;
  readonly #sentinel: SentinelKeeper;
  readonly #commits: GroupCommit;
  readonly #documents: DocumentCache;
  readonly #writer: DocumentWriter;
  readonly #namespaces = new Map<string, LevelNamespace>();
  /** Calls that have to read before their operations can join the queue of commits. */
  readonly #tasks = new Set<Promise<unknown>>();
  #closed: Promise<void> | null = null;

  constructor(disk: Disk, { database, first, last }: Opened, options: LevelStoreOptions) {
    const { clock = systemClock, onCommit, onWarning = () => {}, documentsRememberedMax } = options;
    this.#name = disk.name;
    this.#health = new Health(() => clock.now());
    this.#log = new CommitLog({ disk, database, first, last, clock, health: this.#health });
    this.#sentinel = new SentinelKeeper({
      disk,
      clock,
      last,
      onError: (error) => onWarning('The sentinel could not be written; it is tried again.', error),
    });
    this.#commits = new GroupCommit({ write: (operations) => this.#write(operations), clock, onCommit });
    this.#documents = new DocumentCache({
      read: (documentId, keys) => this.#read((open) => readDocument(open, documentId, keys)),
      clock,
      documentsMax: documentsRememberedMax,
    });
    this.#writer = new DocumentWriter({
      commits: this.#commits,
      clock,
      readKeys: ({ keys }) => this.#readKeys(keys),
      track: (task) => this.#track(task),
      snapshotWholeBytesMax: options.snapshotWholeBytesMax,
    });
  }

  async load(documentId: string): Promise<StoredDocument | null> {
    const reading = await this.#readDocument(documentId);
    if (reading === null) return null;
    if (reading.record === null || reading.damages.length > 0) throw documentDamaged(documentId, reading.damages);
    const { record, snapshot, tail, lastSequence } = reading;
    return { meta: record.meta, snapshot, tail, lastSequence };
  }

  async meta(documentId: string): Promise<DocumentMeta | null> {
    this.#assertOpen();
    checkDocumentId(documentId);
    const reading = await this.#readMeta(documentId);
    if (reading === null) return null;
    if (reading.record === null || reading.damages.length > 0) throw documentDamaged(documentId, reading.damages);
    if (isClosed(reading.record)) throw documentDeleted(documentId);
    return reading.record.meta;
  }

  async salvage(documentId: string): Promise<SalvagedDocument | null> {
    const reading = await this.#readDocument(documentId);
    if (reading === null) return null;
    const { record, snapshot, tail, lastSequence, damages } = reading;
    return { meta: record?.meta ?? lostMeta, snapshot, tail, lastSequence, damages };
  }

  async append(documentId: string, update: Uint8Array, change: MetaChange = {}, patienceMs: number = 0): Promise<number> {
    checkUpdate(update);
    checkMetaChange(change);
    return this.#use(documentId, (state) => this.#writer.append(state, update, { change, patienceMs }));
  }

  async compact(documentId: string, compaction: Compaction): Promise<void> {
    checkCompaction(compaction);
    await this.#use(documentId, (state) => this.#writer.compact(state, compaction));
  }

  async describe(documentId: string, change: MetaChange): Promise<DocumentMeta> {
    checkMetaChange(change);
    return this.#use(documentId, (state) => this.#writer.describe(state, change));
  }

  async delete(documentId: string): Promise<boolean> {
    return this.#use(documentId, (state) => this.#writer.delete(state));
  }

  async trash(documentId: string): Promise<TrashedDocument | null> {
    return this.#use(documentId, (state) => this.#writer.trash(state));
  }

  async restore(documentId: string): Promise<boolean> {
    return this.#use(documentId, (state) => this.#writer.restore(state));
  }

  async isDeleted(documentId: string): Promise<boolean> {
    this.#assertOpen();
    checkDocumentId(documentId);
    const reading = await this.#readMeta(documentId);
    return reading !== null && reading.damages.length === 0 && isClosed(reading.record);
  }

  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<DocumentPage> {
    this.#assertOpen();
    checkListLimit(limit);
    if (after !== undefined) checkDocumentId(after);
    return this.#read((database) => listDocuments(database, { limit, after }));
  }

  async listTrash({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<TrashPage> {
    this.#assertOpen();
    checkListLimit(limit);
    if (after !== undefined) checkDocumentId(after);
    return this.#read((database) => listTrash(database, { limit, after }));
  }

  async openSnapshot(): Promise<StoreSnapshot> {
    this.#assertOpen();
    const cursor = await this.#read(async (database) => database.scan(everything));
    return snapshotOver(cursor, (error) => asReadError(this.#name, error));
  }

  async tails({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<DocumentTailPage> {
    this.#assertOpen();
    checkListLimit(limit);
    if (after !== undefined) checkDocumentId(after);
    return this.#read((database) => listTails(database, { limit, after }));
  }

  async compactFiles({ onPart, signal }: Parameters<LevelDocumentStore['compactFiles']>[0] = {}): Promise<void> {
    for (const [index, range] of fileRanges.entries()) {
      this.#assertOpen();
      signal?.throwIfAborted();
      await this.#read((database) => database.compactFiles(range));
      onPart?.((index + 1) / fileRanges.length);
    }
  }

  namespace(name: string): Namespace {
    checkNamespaceName(name);
    let namespace = this.#namespaces.get(name);
    if (namespace === undefined) {
      namespace = new LevelNamespace({
        name,
        read: (run) => this.#read(run),
        submit: (operations) => this.#commits.submit(operations),
        assertOpen: () => this.#assertOpen(),
        track: (task) => this.#track(task),
      });
      this.#namespaces.set(name, namespace);
    }
    return namespace;
  }

  async flush(): Promise<void> {
    this.#assertOpen();
    await this.#submitted();
    await this.#commits.flush();
  }

  get status(): StoreStatus {
    return this.#health.status;
  }

  onStatus(listener: (status: StoreStatus) => void): () => void {
    return this.#health.onStatus(listener);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#log.stopTrying();
    this.#writer.hurry();
    await this.#documents.close();
    await this.#submitted();
    // Those who wait have the error already.
    await this.#commits.flush().catch(() => {});
    await this.#sentinel.close();
    await this.#log.close();
  }

  async #write(operations: readonly Operation[]): Promise<void> {
    await this.#log.write(operations);
    this.#sentinel.note(this.#log.last);
  }

  async #read<T>(run: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await this.#log.read(run);
    } catch (error) {
      throw asReadError(this.#name, error);
    }
  }

  #use<T>(documentId: string, run: (state: DocumentState) => Promise<T>): Promise<T> {
    this.#assertOpen();
    checkDocumentId(documentId);
    return this.#documents.use(documentId, run);
  }

  async #readDocument(documentId: string): Promise<DocumentReading | null> {
    this.#assertOpen();
    checkDocumentId(documentId);
    const reading = await this.#documents.read(documentId);
    if (reading !== null && reading.isContradicted !== true && isClosed(reading.record)) throw documentDeleted(documentId);
    return reading;
  }

  #readMeta(documentId: string): Promise<MetaReading | null> {
    return this.#read((database) => readMeta(database, documentId, new DocumentKeys(documentId)));
  }

  async #readKeys({ start, end }: DocumentKeys): Promise<readonly Uint8Array[]> {
    const entries = await this.#read((database) => database.entries({ gte: start, lt: end, keysOnly: true }));
    return entries.map(({ key }) => key);
  }

  #track(task: Promise<unknown>): void {
    const settled = task.then(ignore, ignore);
    this.#tasks.add(settled);
    void settled.finally(() => this.#tasks.delete(settled));
  }

  /** Resolves when every call made before has its operations in the queue of commits. */
  async #submitted(): Promise<void> {
    await this.#documents.settle();
    await Promise.all(this.#tasks);
  }

  #assertOpen(): void {
    if (this.#closed !== null) throw storeClosed();
  }
}

function ignore(): void {}
