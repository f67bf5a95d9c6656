/** Folds the tail of every document into its snapshot, through the rooms, so that it can be done while people write. [J10] */
import type { LevelDocumentStore } from '@scriptorium/persistence';
import type { RoomRegistry } from '../room/room-registry.ts';
import type { CompactionReport } from './control-protocol.ts';

const pageSize = 500;

/** As many as the worker has threads. */
export const documentsAtOnce = 2;

export interface CompactProgress {
  readonly phase: 'documents' | 'files';
  readonly done: number;
  readonly total: number;
}

export interface CompactOptions {
  readonly store: LevelDocumentStore;
  readonly registry: Pick<RoomRegistry, 'lease'>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompactProgress) => void;
}

/** A document that can't be compacted is counted, logged by its room, and left as it is. */
export async function compactDocuments({ store, registry, signal, onProgress }: CompactOptions): Promise<CompactionReport> {
  const counts = { compacted: 0, failed: 0, damaged: 0 };
  const total = await countWhere(store, signal, ({ updates }) => updates !== 0);
  let done = 0;
  const compactOne = async (documentId: string): Promise<void> => {
    signal.throwIfAborted();
    const outcome = await compactRoom(registry, documentId);
    if (outcome !== 'empty') counts[outcome]++;
    onProgress({ phase: 'documents', done: ++done, total });
  };
  for await (const { documents } of pagesOf(store, signal)) {
    const ids = documents.flatMap(({ documentId, updates }) => (updates === 0 ? [] : [documentId]));
    const lanes = Array.from({ length: documentsAtOnce }, async () => {
      for (let documentId = ids.shift(); documentId !== undefined; documentId = ids.shift()) await compactOne(documentId);
    });
    await Promise.all(lanes);
  }
  await store.compactFiles({ signal, onPart: (share) => onProgress({ phase: 'files', done: Math.round(share * 100), total: 100 }) });
  return counts;
}

/** Documents that are not deleted. */
export async function countDocuments(store: LevelDocumentStore, signal: AbortSignal): Promise<number> {
  return await countWhere(store, signal, () => true);
}

async function compactRoom(registry: Pick<RoomRegistry, 'lease'>, documentId: string): Promise<'compacted' | 'empty' | 'failed' | 'damaged'> {
  const lease = await registry.lease(documentId).catch(() => null);
  if (lease === null) return 'failed';
  try {
    return await lease.room.compact();
  } catch {
    return 'failed';
  } finally {
    lease.release({ isBrief: true });
  }
}

type Page = Awaited<ReturnType<LevelDocumentStore['tails']>>;

async function countWhere(store: LevelDocumentStore, signal: AbortSignal, isMeant: (tail: Page['documents'][number]) => boolean): Promise<number> {
  let count = 0;
  for await (const { documents } of pagesOf(store, signal)) count += documents.filter(isMeant).length;
  return count;
}

async function* pagesOf(store: LevelDocumentStore, signal: AbortSignal): AsyncGenerator<Page> {
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const page: Page = await store.tails({ limit: pageSize, ...(after === null ? {} : { after }) });
    yield page;
    after = page.next;
  } while (after !== null);
}
