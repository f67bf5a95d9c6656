/** The store that forgets: the same contract over maps, for tests and for trying things out. */
import { changeMeta, newMeta } from './document-meta.ts';
import type {
  Compaction,
  DocumentMeta,
  DocumentPage,
  DocumentStore,
  MetaChange,
  Namespace,
  SalvagedDocument,
  Snapshot,
  StoreStatus,
  StoredDocument,
  StoredUpdate,
  TrashPage,
  TrashedDocument,
} from './document-store.ts';
import { MemoryNamespace } from './memory-namespace.ts';
import { documentDeleted, storeClosed } from './refusals.ts';
import {
  checkCompaction,
  checkDocumentId,
  checkListLimit,
  checkMetaChange,
  checkNamespaceName,
  checkThroughSequence,
  checkUpdate,
} from './requests.ts';

export interface MemoryStoreOptions {
  readonly now?: () => number;
  /** What stands for the disk: a write takes effect when it resolves. One turn of the event loop if left out. */
  readonly sync?: () => Promise<void>;
}

export function createMemoryStore(options: MemoryStoreOptions = {}): DocumentStore {
  return new MemoryStore(options);
}

interface MemoryDocument {
  readonly meta: DocumentMeta;
  readonly snapshot: Snapshot | null;
  readonly snapshotSequence: number;
  readonly tail: readonly StoredUpdate[];
  readonly lastSequence: number;
  /** Not null: in the trash. */
  readonly trashedAt: number | null;
}

class MemoryStore implements DocumentStore {
  readonly status: StoreStatus = { state: 'ok' };
  readonly #now: () => number;
  readonly #sync: () => Promise<void>;
  readonly #documents = new Map<string, MemoryDocument | 'deleted'>();
  readonly #namespaces = new Map<string, MemoryNamespace>();
  /** The last write; each waits for the one before. */
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;

  constructor({ now = () => Date.now(), sync = oneTurn }: MemoryStoreOptions) {
    this.#now = now;
    this.#sync = sync;
  }

  async load(documentId: string): Promise<StoredDocument | null> {
    this.#assertOpen();
    checkDocumentId(documentId);
    await oneTurn();
    const document = this.#present(documentId);
    if (document === null) return null;
    const { meta, snapshot, tail, lastSequence } = document;
    return {
      meta,
      snapshot: snapshot === null ? null : copySnapshot(snapshot),
      tail: tail.map(({ sequence, update }) => ({ sequence, update: update.slice() })),
      lastSequence,
    };
  }

  async meta(documentId: string): Promise<DocumentMeta | null> {
    this.#assertOpen();
    checkDocumentId(documentId);
    await oneTurn();
    return this.#present(documentId)?.meta ?? null;
  }

  async salvage(documentId: string): Promise<SalvagedDocument | null> {
    const document = await this.load(documentId);
    return document === null ? null : { ...document, damages: [] };
  }

  async append(documentId: string, update: Uint8Array, change: MetaChange = {}): Promise<number> {
    this.#assertOpen();
    checkDocumentId(documentId);
    checkUpdate(update);
    checkMetaChange(change);
    return this.#commit(() => {
      const now = this.#now();
      const document = this.#present(documentId) ?? emptyDocument(now);
      const sequence = document.lastSequence + 1;
      this.#documents.set(documentId, {
        ...document,
        meta: changeMeta(document.meta, change, now),
        tail: [...document.tail, { sequence, update: update.slice() }],
        lastSequence: sequence,
      });
      return sequence;
    });
  }

  async compact(documentId: string, compaction: Compaction): Promise<void> {
    this.#assertOpen();
    checkDocumentId(documentId);
    checkCompaction(compaction);
    const { snapshot, throughSequence, meta = {} } = compaction;
    await this.#commit(() => {
      const document = this.#present(documentId);
      if (document === null) throw new RangeError('A document that does not exist has nothing to compact.');
      checkThroughSequence(throughSequence, { snapshot: document.snapshotSequence, last: document.lastSequence });
      this.#documents.set(documentId, {
        meta: changeMeta(document.meta, meta),
        snapshot: copySnapshot(snapshot),
        snapshotSequence: throughSequence,
        tail: document.tail.filter(({ sequence }) => sequence > throughSequence),
        lastSequence: document.lastSequence,
        trashedAt: null,
      });
    });
  }

  async describe(documentId: string, change: MetaChange): Promise<DocumentMeta> {
    this.#assertOpen();
    checkDocumentId(documentId);
    checkMetaChange(change);
    return this.#commit(() => {
      const document = this.#present(documentId) ?? emptyDocument(this.#now());
      const meta = changeMeta(document.meta, change);
      this.#documents.set(documentId, { ...document, meta });
      return meta;
    });
  }

  async delete(documentId: string): Promise<boolean> {
    this.#assertOpen();
    checkDocumentId(documentId);
    return this.#commit(() => {
      const document = this.#documents.get(documentId);
      if (document === undefined || document === 'deleted') return false;
      this.#documents.set(documentId, 'deleted');
      return true;
    });
  }

  async isDeleted(documentId: string): Promise<boolean> {
    this.#assertOpen();
    checkDocumentId(documentId);
    await oneTurn();
    const document = this.#documents.get(documentId);
    return document === 'deleted' || (document !== undefined && document.trashedAt !== null);
  }

  async trash(documentId: string): Promise<TrashedDocument | null> {
    this.#assertOpen();
    checkDocumentId(documentId);
    return this.#commit(() => {
      const document = this.#documents.get(documentId);
      if (document === undefined || document === 'deleted' || document.trashedAt !== null) return null;
      const trashedAt = this.#now();
      this.#documents.set(documentId, { ...document, trashedAt });
      return { documentId, meta: document.meta, trashedAt };
    });
  }

  async restore(documentId: string): Promise<boolean> {
    this.#assertOpen();
    checkDocumentId(documentId);
    return this.#commit(() => {
      const document = this.#documents.get(documentId);
      if (document === undefined || document === 'deleted' || document.trashedAt === null) return false;
      this.#documents.set(documentId, { ...document, trashedAt: null });
      return true;
    });
  }

  async listTrash(options: { readonly limit: number; readonly after?: string }): Promise<TrashPage> {
    return await this.#page(options, ([documentId, { meta, trashedAt }]) => (trashedAt === null ? [] : [{ documentId, meta, trashedAt }]));
  }

  async list(options: { readonly limit: number; readonly after?: string }): Promise<DocumentPage> {
    return await this.#page(options, ([documentId, { meta, trashedAt }]) => (trashedAt === null ? [{ documentId, meta }] : []));
  }

  async #page<Found extends { readonly documentId: string }>(
    { limit, after }: { readonly limit: number; readonly after?: string },
    read: (entry: readonly [string, MemoryDocument]) => readonly Found[],
  ): Promise<{ documents: Found[]; next: string | null }> {
    this.#assertOpen();
    checkListLimit(limit);
    if (after !== undefined) checkDocumentId(after);
    await oneTurn();
    const found = [...this.#documents]
      .flatMap(([documentId, document]) => (document === 'deleted' ? [] : read([documentId, document])))
      .filter(({ documentId }) => after === undefined || compareIds(documentId, after) > 0)
      .toSorted((one, other) => compareIds(one.documentId, other.documentId));
    const documents = found.slice(0, limit);
    return { documents, next: found.length > limit ? (documents.at(-1)?.documentId ?? null) : null };
  }

  namespace(name: string): Namespace {
    checkNamespaceName(name);
    let namespace = this.#namespaces.get(name);
    if (namespace === undefined) {
      namespace = new MemoryNamespace({
        assertOpen: () => this.#assertOpen(),
        commit: (apply) => this.#commit(apply),
      });
      this.#namespaces.set(name, namespace);
    }
    return namespace;
  }

  async flush(): Promise<void> {
    this.#assertOpen();
    await this.#last;
  }

  onStatus(): () => void {
    return () => {};
  }

  close(): Promise<void> {
    this.#closed ??= this.#flush();
    return this.#closed;
  }

  async #flush(): Promise<void> {
    await this.#last;
  }

  #present(documentId: string): MemoryDocument | null {
    const document = this.#documents.get(documentId);
    if (document === 'deleted' || (document !== undefined && document.trashedAt !== null)) throw documentDeleted(documentId);
    return document ?? null;
  }

  #commit<T>(apply: () => T): Promise<T> {
    const synced = Promise.all([this.#last, this.#sync()]);
    const committed = synced.then(apply);
    this.#last = committed.catch(() => {});
    return committed;
  }

  #assertOpen(): void {
    if (this.#closed !== null) throw storeClosed();
  }
}

function emptyDocument(now: number): MemoryDocument {
  return { meta: newMeta(now), snapshot: null, snapshotSequence: 0, tail: [], lastSequence: 0, trashedAt: null };
}

function copySnapshot({ update, stateVector, deletedRanges }: Snapshot): Snapshot {
  return { update: update.slice(), stateVector: stateVector.slice(), deletedRanges: deletedRanges.slice() };
}

function compareIds(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function oneTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
