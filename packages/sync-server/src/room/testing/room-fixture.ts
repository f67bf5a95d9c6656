/** Everything that a room is handed, in memory and under a test's control. */
import { ByteBudget } from '../byte-budget.ts';
import type { Description } from '../document-worker/worker-contract.ts';
import type { RoomContext, RoomLimits, UpdateOutcome } from '../room-context.ts';
import { defaultRoomLimits, defaultRoomTimings, defaultUnackedBytesMax } from '../room-context.ts';
import { RoomRegistry } from '../room-registry.ts';
import type { Room } from '../room.ts';
import { createHeldStore } from './held-store.ts';
import type { HeldStore } from './held-store.ts';
import { createInlineWorker } from './inline-worker.ts';
import { TestClock } from './test-clock.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: object;
}

export interface RoomFixture {
  readonly store: HeldStore;
  readonly clock: TestClock;
  readonly registry: RoomRegistry;
  readonly context: RoomContext;
  readonly outcomes: UpdateOutcome[];
  readonly compactions: string[];
  readonly failures: string[];
  readonly descriptions: Description[];
  readonly log: LogLine[];
  /** Holds the room open for the rest of the test. */
  readonly open: (documentId?: string) => Promise<Room>;
}

export function createRoomFixture(changes: Partial<RoomContext> & { readonly limits?: RoomLimits } = {}): RoomFixture {
  const store = createHeldStore();
  const clock = new TestClock();
  const outcomes: UpdateOutcome[] = [];
  const compactions: string[] = [];
  const failures: string[] = [];
  const descriptions: Description[] = [];
  const log: LogLine[] = [];
  const line = (level: LogLine['level']) => (fields: object, message: string) => void log.push({ level, message, fields });
  const context: RoomContext = {
    store,
    clock,
    worker: createInlineWorker(),
    limits: defaultRoomLimits,
    budget: new ByteBudget(defaultUnackedBytesMax),
    timings: defaultRoomTimings,
    metrics: {
      updateReceived: (outcome) => void outcomes.push(outcome),
      ackDelay: () => {},
      compaction: (outcome) => void compactions.push(outcome),
      failure: (kind) => void failures.push(kind),
    },
    events: { changed: () => {}, described: (_documentId, description) => void descriptions.push(description) },
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    requiresSchema: false,
    echoesToAuthor: false,
    ...changes,
  };
  const registry = new RoomRegistry(context);
  return {
    store,
    clock,
    registry,
    context,
    outcomes,
    compactions,
    failures,
    descriptions,
    log,
    open: async (documentId = 'notes') => (await registry.lease(documentId)).room,
  };
}
