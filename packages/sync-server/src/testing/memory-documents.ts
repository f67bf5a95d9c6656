/** Documents over rooms in memory, for tests of features: the service that the server makes, on a store that forgets. */
import { createMemoryStore, type DocumentStore } from '@scriptorium/persistence';
import { createDocumentService } from '../document-rooms.ts';
import type { DocumentService } from '../features/document-service.ts';
import type { RoomEvent, RoomEventListener } from '../features/feature.ts';
import { ByteBudget } from '../room/byte-budget.ts';
import { systemClock } from '../room/clock.ts';
import type { DocumentWorker } from '../room/document-worker/worker-contract.ts';
import { defaultRoomLimits, defaultRoomTimings, defaultUnackedBytesMax } from '../room/room-context.ts';
import { RoomRegistry } from '../room/room-registry.ts';
import { createInlineWorker } from '../room/testing/inline-worker.ts';

export interface MemoryDocuments {
  readonly documents: DocumentService;
  readonly store: DocumentStore;
  readonly registry: RoomRegistry;
  /** All that was told, in order. */
  readonly events: readonly RoomEvent[];
  onEvent(listener: RoomEventListener): () => void;
  close(): Promise<void>;
}

export interface MemoryDocumentsOptions {
  readonly now?: () => number;
  /** One that was filled before, as over a restart. */
  readonly store?: DocumentStore;
  readonly worker?: DocumentWorker;
}

export const memoryNow: number = Date.UTC(2026, 0, 2, 3, 4, 5);

export function createMemoryDocuments({ now = () => memoryNow, ...given }: MemoryDocumentsOptions = {}): MemoryDocuments {
  const store = given.store ?? createMemoryStore({ now });
  const listeners = new Set<RoomEventListener>();
  const events: RoomEvent[] = [];
  const emit = (event: RoomEvent): void => {
    events.push(event);
    for (const listener of listeners) listener(event);
  };
  const registry = new RoomRegistry({
    store,
    worker: given.worker ?? createInlineWorker(),
    clock: { now, after: systemClock.after },
    limits: defaultRoomLimits,
    budget: new ByteBudget(defaultUnackedBytesMax),
    timings: defaultRoomTimings,
    metrics: { updateReceived: () => {}, ackDelay: () => {}, compaction: () => {}, failure: () => {} },
    events: {
      changed: (documentId) => emit({ kind: 'changed', documentId }),
      described: (documentId, { title, text, files, hasMoreFiles }, isCurrent) =>
        emit({ kind: 'described', documentId, title, text, files, hasMoreFiles, isCurrent }),
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    requiresSchema: false,
    echoesToAuthor: false,
  });
  return {
    documents: createDocumentService({ store, registry, emit }),
    store,
    registry,
    events,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await registry.settle();
      await registry.close();
    },
  };
}
