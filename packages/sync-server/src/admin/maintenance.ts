/** The way to a data directory: through the server that has it open, or by opening the database here. [S70] */
import { setTimeout } from 'node:timers/promises';
import { isDataDirectory, openLevelStore, PersistenceError, type LevelDocumentStore, type StoreSnapshot } from '@scriptorium/persistence';
import { createMetrics } from '../metrics.ts';
import { ByteBudget } from '../room/byte-budget.ts';
import { systemClock } from '../room/clock.ts';
import { createDocumentWorker } from '../room/document-worker/document-worker.ts';
import { defaultRoomLimits, defaultRoomTimings, defaultUnackedBytesMax } from '../room/room-context.ts';
import { RoomRegistry } from '../room/room-registry.ts';
import { AdminError } from './admin-error.ts';
import { compactDocuments, countDocuments, type CompactProgress } from './compact-documents.ts';
import { askForCompaction, askForSnapshot, isServerThere, type RemoteSnapshot } from './control-client.ts';
import type { CompactionReport } from './control-protocol.ts';

/** A server that is starting has the lock before it has the socket; another command is soon done. */
const lockedTries = 10;
const lockedPauseMs = 300;

export interface Maintenance {
  /** Through a server. */
  readonly isOnline: boolean;
  /** To be closed before the rest. */
  snapshot(): Promise<{ readonly documents: number; readonly snapshot: StoreSnapshot }>;
  compact(onProgress: (progress: CompactProgress) => void): Promise<CompactionReport>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface MaintenanceOptions {
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onWarning: (message: string) => void;
}

/** Rejects with `AdminError`, and with `PersistenceError` where the database can't be opened. */
export async function openMaintenance(options: MaintenanceOptions): Promise<Maintenance> {
  await assertDataDirectory(options.directory);
  return await whereNotLocked(options, async () => await openHere(options), online);
}

export async function assertDataDirectory(directory: string): Promise<void> {
  if (await isDataDirectory(directory)) return;
  throw new AdminError('no-database', `There is no database in ${directory}; name the data directory with --data or SCRIPTORIUM_DATA.`);
}

/** Takes the server where there is one, else `here`; while somebody else has the lock both are tried again. */
export async function whereNotLocked<T>(
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
  here: () => Promise<T>,
  there: (asking: { readonly directory: string; readonly signal: AbortSignal }) => T | Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    if (await isServerThere({ directory, signal })) return await there({ directory, signal });
    try {
      return await here();
    } catch (error) {
      if (!(error instanceof PersistenceError) || error.code !== 'locked') throw error;
      if (tries >= lockedTries) {
        const sentence = `Another process has ${directory} open and does not answer; wait for the other command to end, or restart the server.`;
        throw new AdminError('unreachable', sentence, { cause: error });
      }
    }
    await setTimeout(lockedPauseMs, undefined, { signal });
  }
}

function online(asking: { readonly directory: string; readonly signal: AbortSignal }): Maintenance {
  return {
    isOnline: true,
    snapshot: (): Promise<RemoteSnapshot> => askForSnapshot(asking),
    compact: (onProgress) => askForCompaction({ ...asking, onProgress }),
    close: async () => {},
  };
}

async function openHere({ directory, signal, onWarning }: MaintenanceOptions): Promise<Maintenance> {
  const store = await openLevelStore({ directory, onWarning });
  return {
    isOnline: false,
    snapshot: async () => ({ documents: await countDocuments(store, signal), snapshot: await store.openSnapshot() }),
    compact: (onProgress) => compactHere(store, { signal, onProgress }),
    close: () => store.close(),
  };
}

/** Rooms without anybody in them: the same way that a server takes. */
async function compactHere(
  store: LevelDocumentStore,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: CompactProgress) => void },
): Promise<CompactionReport> {
  const worker = createDocumentWorker();
  const silent = (): void => {};
  const registry = new RoomRegistry({
    store,
    worker,
    clock: systemClock,
    limits: defaultRoomLimits,
    budget: new ByteBudget(defaultUnackedBytesMax),
    timings: defaultRoomTimings,
    metrics: createMetrics(),
    events: { changed: silent, described: silent },
    // What becomes of each document is in the report.
    log: { info: silent, warn: silent, error: silent },
    requiresSchema: false,
    echoesToAuthor: false,
  });
  try {
    return await compactDocuments({ store, registry, ...options });
  } finally {
    await registry.close();
    await worker.close();
  }
}
