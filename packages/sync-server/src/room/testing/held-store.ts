/** A memory store whose disk a test can hold and fail. */
import { createMemoryStore } from '@scriptorium/persistence';
import type { DocumentStore, StoreStatus } from '@scriptorium/persistence';

export interface HeldStore extends DocumentStore {
  /** From now on nothing reaches the disk. */
  hold(): void;
  /** What waited reaches the disk, in order. */
  release(): void;
  setStatus(status: StoreStatus): void;
  /** How long each update may wait for its commit, in order. */
  readonly patiences: readonly number[];
  /** Documents that were loaded, in order. */
  readonly loads: readonly string[];
  /** The next loads reject with these. */
  failLoads(...errors: Error[]): void;
}

export function createHeldStore(): HeldStore {
  const listeners = new Set<(status: StoreStatus) => void>();
  const loads: string[] = [];
  const patiences: number[] = [];
  const loadErrors: Error[] = [];
  let status: StoreStatus = { state: 'ok' };
  let disk: Promise<void> = Promise.resolve();
  let open: (() => void) | null = null;
  const store = createMemoryStore({
    sync: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      await disk;
    },
  });
  return {
    load: async (documentId) => {
      loads.push(documentId);
      const error = loadErrors.shift();
      if (error !== undefined) throw error;
      return await store.load(documentId);
    },
    meta: (documentId) => store.meta(documentId),
    salvage: (documentId) => store.salvage(documentId),
    append: (documentId, update, meta, patienceMs = 0) => {
      patiences.push(patienceMs);
      return store.append(documentId, update, meta);
    },
    compact: (documentId, compaction) => store.compact(documentId, compaction),
    describe: (documentId, change) => store.describe(documentId, change),
    delete: (documentId) => store.delete(documentId),
    trash: (documentId) => store.trash(documentId),
    restore: (documentId) => store.restore(documentId),
    listTrash: (options) => store.listTrash(options),
    isDeleted: (documentId) => store.isDeleted(documentId),
    list: (options) => store.list(options),
    namespace: (name) => store.namespace(name),
    flush: () => store.flush(),
    close: () => store.close(),
    get status() {
      return status;
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold() {
      disk = new Promise((resolve) => {
        open = resolve;
      });
    },
    release() {
      open?.();
      disk = Promise.resolve();
    },
    setStatus(next) {
      status = next;
      for (const listener of listeners) listener(next);
    },
    patiences,
    loads,
    failLoads: (...errors) => void loadErrors.push(...errors),
  };
}
