/** The documents as features see them: what is stored, changed through the rooms, so that open pages see it at once. */
import type { DocumentEntry, DocumentMeta, DocumentStore } from '@scriptorium/persistence';
import type { DocumentService } from './features/document-service.ts';
import type { RoomRegistry } from './room/room-registry.ts';

export function createDocumentService({ store, registry }: { store: DocumentStore; registry: RoomRegistry }): DocumentService {
  const get = async (documentId: string): Promise<DocumentEntry | null> => entryOf(documentId, await store.meta(documentId));
  const setTitle = async (documentId: string, title: string): Promise<void> => {
    const lease = await registry.lease(documentId);
    try {
      await lease.room.rename(title);
    } finally {
      lease.release();
    }
  };
  return {
    list: (options) => store.list(options),
    get,
    create: async (documentId, title) => {
      if ((await store.meta(documentId)) !== null) return 'exists';
      const meta = await store.describe(documentId, {});
      if (title === null) return { documentId, meta };
      await setTitle(documentId, title);
      return (await get(documentId)) ?? { documentId, meta };
    },
    rename: async (documentId, title) => {
      if ((await store.meta(documentId)) === null) return null;
      await setTitle(documentId, title);
      return await get(documentId);
    },
    delete: (documentId) => registry.delete(documentId),
  };
}

function entryOf(documentId: string, meta: DocumentMeta | null): DocumentEntry | null {
  return meta === null ? null : { documentId, meta };
}
