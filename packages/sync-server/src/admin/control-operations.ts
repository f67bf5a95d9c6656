/** What a running server does for the commands of its operator. [S70] */
import type { DocumentStore, LevelDocumentStore } from '@scriptorium/persistence';
import type { RoomRegistry } from '../room/room-registry.ts';
import { AdminError } from './admin-error.ts';
import { compactDocuments, countDocuments } from './compact-documents.ts';
import type { ControlOperations } from './control-session.ts';

/** A store that was handed in may be of another kind. */
export function isMaintainable(store: DocumentStore): store is LevelDocumentStore {
  return 'openSnapshot' in store && 'tails' in store && 'compactFiles' in store;
}

export function createControlOperations({ store, registry }: { store: LevelDocumentStore; registry: RoomRegistry }): ControlOperations {
  let isCompacting = false;
  const never = new AbortController().signal;
  return {
    snapshot: async () => ({ documents: await countDocuments(store, never), snapshot: await store.openSnapshot() }),
    compact: async (options) => {
      if (isCompacting) throw new AdminError('refused', 'A compaction is under way already; wait for it to end.');
      isCompacting = true;
      try {
        return await compactDocuments({ store, registry, ...options });
      } finally {
        isCompacting = false;
      }
    },
  };
}
