/** The documents as features see them: what is stored, changed through the rooms, so that open pages see it at once. */
import { PersistenceError, storeLimits } from '@scriptorium/persistence';
import type { DocumentEntry, DocumentMeta, DocumentStore } from '@scriptorium/persistence';
import type { DocumentService } from './features/document-service.ts';
import type { RoomEvent } from './features/feature.ts';
import { WorkerError } from './room/document-worker/worker-contract.ts';
import type { RoomRegistry } from './room/room-registry.ts';
import type { Room } from './room/room.ts';

/** Of one document, the one under way included. */
const changesWaitingMax = 100;

export interface DocumentRoomsOptions {
  readonly store: DocumentStore;
  readonly registry: RoomRegistry;
  readonly emit: (event: RoomEvent) => void;
}

export function createDocumentService({ store, registry, emit }: DocumentRoomsOptions): DocumentService {
  const get = async (documentId: string): Promise<DocumentEntry | null> => entryOf(documentId, await store.meta(documentId));
  /** Nobody is waiting for the room: it goes as soon as nobody else holds it. */
  const inRoom = async <Result>(documentId: string, run: (room: Room) => Promise<Result>): Promise<Result> => {
    const lease = await registry.lease(documentId);
    try {
      return await run(lease.room);
    } finally {
      lease.release({ isBrief: true });
    }
  };
  const inTurn = createTurns();
  return {
    list: (options) => store.list(options),
    listTrash: (options) => store.listTrash(options),
    get,
    create: (documentId, title) =>
      inTurn(documentId, async () => {
        if ((await store.meta(documentId)) !== null) return 'exists';
        if (title === null) return { documentId, meta: await store.describe(documentId, {}) };
        // In one commit: a document that is there has its title.
        const isMade = await inRoom(documentId, async ({ content }) => await content.fill(await content.copy(title), 0));
        return (isMade ? await get(documentId) : null) ?? 'exists';
      }),
    fill: async (documentId, { update, schemaVersion }) => {
      if ((await store.meta(documentId)) !== null) return 'exists';
      if (update.byteLength > storeLimits.updateBytesMax) throw tooLarge(update.byteLength);
      const isFilled = await inRoom(documentId, (room) => room.content.fill(update, schemaVersion));
      return (isFilled ? await get(documentId) : null) ?? 'exists';
    },
    content: async (documentId, title = null) => {
      const meta = await store.meta(documentId);
      if (meta === null) return null;
      const update = await inRoom(documentId, (room) => room.content.copy(title));
      return { update, schemaVersion: meta.schemaVersion };
    },
    rename: (documentId, title) =>
      inTurn(documentId, async () => {
        if ((await store.meta(documentId)) === null) return null;
        await inRoom(documentId, (room) => room.rename(title));
        return await get(documentId);
      }),
    trash: async (documentId) => {
      const document = await registry.trash(documentId);
      if (document !== null) emit({ kind: 'trashed', documentId, document });
      return document !== null;
    },
    restore: async (documentId) => {
      const isRestored = await store.restore(documentId);
      if (isRestored) emit({ kind: 'restored', documentId });
      return isRestored;
    },
    erase: async (documentId) => {
      const isErased = await registry.delete(documentId);
      if (isErased) emit({ kind: 'erased', documentId });
      return isErased;
    },
    reread: (documentId) => inRoom(documentId, (room) => room.content.describe()),
  };
}

/** One after the other for each document: two titles that are written at once, each over the same old one, would both stay. */
function createTurns(): <Result>(documentId: string, run: () => Promise<Result>) => Promise<Result> {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  return async (documentId, run) => {
    const line = lines.get(documentId) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= changesWaitingMax) {
      throw new WorkerError('busy', `${changesWaitingMax} changes wait for the document ${JSON.stringify(documentId)}; try again in a moment.`);
    }
    lines.set(documentId, line);
    line.length++;
    const turn = line.last.then(run);
    // The next does not care what became of this one.
    line.last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      line.length--;
      if (line.length === 0) lines.delete(documentId);
    }
  };
}

function entryOf(documentId: string, meta: DocumentMeta | null): DocumentEntry | null {
  return meta === null ? null : { documentId, meta };
}

function tooLarge(bytes: number): PersistenceError {
  const most = storeLimits.updateBytesMax;
  return new PersistenceError('too-large', `The document has ${bytes} bytes; the most that can be copied or brought in at once is ${most}.`);
}
