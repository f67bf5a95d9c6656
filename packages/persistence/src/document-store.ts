/** The contract of every store: updates go in as bytes, are durable when the promise resolves, and come out as they were. */

/** What is kept about a document beside its content. */
export interface DocumentMeta {
  /** As the compaction worker last read it; null while the document has none. */
  readonly title: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The highest schema version that a writer declared; 0 while none did. */
  readonly schemaVersion: number;
}

/** The fields to change; those left out stay. */
export type MetaChange = Partial<Omit<DocumentMeta, 'createdAt'>>;

/** The whole document at one moment, and its index. The store does not look inside. */
export interface Snapshot {
  readonly update: Uint8Array;
  readonly stateVector: Uint8Array;
  readonly deletedRanges: Uint8Array;
}

/** An update and its place in the document's order; sequences have no holes and start at 1. */
export interface StoredUpdate {
  readonly sequence: number;
  readonly update: Uint8Array;
}

export interface StoredDocument {
  readonly meta: DocumentMeta;
  readonly snapshot: Snapshot | null;
  /** Updates since the snapshot, in order of `sequence`. */
  readonly tail: readonly StoredUpdate[];
  /** The sequence of the last update that was appended, in the tail or not; 0 while there is none. */
  readonly lastSequence: number;
}

/** What is left of a damaged document. */
export interface SalvagedDocument extends StoredDocument {
  /** One sentence for each record that failed its check, and for each run of missing ones. */
  readonly damages: readonly string[];
}

export interface Compaction {
  readonly snapshot: Snapshot;
  /** The snapshot holds every update up to this sequence; those records go in the same batch. */
  readonly throughSequence: number;
  readonly meta?: MetaChange;
}

export interface DocumentEntry {
  readonly documentId: string;
  readonly meta: DocumentMeta;
}

export interface DocumentPage {
  readonly documents: readonly DocumentEntry[];
  /** Pass it as `after` to get the next page; null at the end. */
  readonly next: string | null;
}

/** In the trash: closed to everybody, and all there. */
export interface TrashedDocument extends DocumentEntry {
  /** Milliseconds since the epoch. */
  readonly trashedAt: number;
}

export interface TrashPage {
  readonly documents: readonly TrashedDocument[];
  readonly next: string | null;
}

/** Whether commits reach the disk now. While `failing`, appends wait and the store keeps trying. */
export type StoreStatus =
  | { readonly state: 'ok' }
  | { readonly state: 'failing'; readonly error: Error; readonly since: number };

export interface DocumentStore {
  /**
   * Null where no such document exists. Rejects with `document-damaged` or `document-deleted`, and with `unwritable` where
   * the disk can't be read now: that passes, and says nothing about the document.
   */
  load(documentId: string): Promise<StoredDocument | null>;
  /** Meta alone, without reading the content. Null where no such document exists. Rejects like `load`. */
  meta(documentId: string): Promise<DocumentMeta | null>;
  /** What can still be read of a damaged document; as `load` for a sound one, with no damages. */
  salvage(documentId: string): Promise<SalvagedDocument | null>;
  /**
   * Adds one update; the first one creates the document. Resolves with its sequence once it is on disk, however long
   * that takes: a failing disk delays, it never loses and never doubles. Order of calls is order of sequences, and not always
   * that of resolving: one commit holds many calls.
   * The bytes are the store's until then. Rejects with `document-deleted`, `document-damaged`, `too-large` or `closed`.
   * `patienceMs`: the caller can do nothing with it before, so the store may begin its commit so much later, to make fewer. [S33]
   */
  append(documentId: string, update: Uint8Array, meta?: MetaChange, patienceMs?: number): Promise<number>;
  /** Replaces what the snapshot holds, in one batch. Rejects like `append`. */
  compact(documentId: string, compaction: Compaction): Promise<void>;
  /** Changes meta alone, and creates the document where it does not exist. Resolves when on disk. Rejects like `append`. */
  describe(documentId: string, change: MetaChange): Promise<DocumentMeta>;
  /** Leaves a tombstone and removes the content, out of the trash too. Resolves to false where there was nothing to delete. */
  delete(documentId: string): Promise<boolean>;
  /**
   * Closes the document like `delete`, and keeps all of it. Resolves to null where there was nothing that is not closed. Rejects
   * with `document-damaged`: `delete` is what is left for such a document.
   */
  trash(documentId: string): Promise<TrashedDocument | null>;
  /** Takes the document out of the trash as it was. Resolves to false where it is not in it. Rejects with `document-damaged`. */
  restore(documentId: string): Promise<boolean>;
  /** True behind a tombstone and in the trash. */
  isDeleted(documentId: string): Promise<boolean>;
  /** What is in the trash, by id in byte order, after `after` (exclusive). */
  listTrash(options: { readonly limit: number; readonly after?: string }): Promise<TrashPage>;
  /** Documents that are not deleted, by id in byte order, after `after` (exclusive). */
  list(options: { readonly limit: number; readonly after?: string }): Promise<DocumentPage>;
  /** A feature's own key-value space, under the same group commit. Names: 1–64 of `a-z0-9-`. */
  namespace(name: string): Namespace;
  /** Resolves when everything that was submitted before is on disk. */
  flush(): Promise<void>;
  readonly status: StoreStatus;
  /** Calls back on each change of status; gives back the way to stop. Listeners must not throw. */
  onStatus(listener: (status: StoreStatus) => void): () => void;
  /** Flushes, then closes. Idempotent; every later call rejects with `closed`. */
  close(): Promise<void>;
}

/** Ordered by key bytes; keys are 1–1,024 bytes, values at most 16 MiB. Writes resolve when on disk, batches are atomic. */
export interface Namespace {
  get(key: Uint8Array): Promise<Uint8Array | null>;
  write(changes: readonly NamespaceChange[]): Promise<void>;
  /** Entries with `from` <= key < `to`, in order, or in reverse. */
  entries(range?: NamespaceRange): Promise<readonly NamespaceEntry[]>;
  /** Removes every key of the namespace. */
  clear(): Promise<void>;
}

export interface NamespaceEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** `value: null` deletes the key. */
export interface NamespaceChange {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

export interface NamespaceRange {
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
  readonly limit?: number;
  readonly reverse?: boolean;
}
