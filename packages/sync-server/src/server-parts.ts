/** The parts that an embedder or a fault test may put in the place of our own; what is left out is as the product has it. */
import { openLevelStore } from '@scriptorium/persistence';
import type { DocumentStore, LevelStoreOptions } from '@scriptorium/persistence';
import { authenticate, type Authenticate } from './auth/authenticate.ts';
import { authorize, type Authorize } from './auth/authorize.ts';
import { openControlServer } from './admin/control-server.ts';
import type { ControlServer, ControlServerOptions } from './admin/control-server.ts';
import { defaultHeartbeatTimings } from './connection/heartbeat.ts';
import type { HeartbeatTimings } from './connection/heartbeat.ts';
import { createConversionWorker } from './conversion/conversion-worker.ts';
import { DiskWatch } from './disk-watch.ts';
import type { DiskWatchOptions } from './disk-watch.ts';
import type { Feature } from './features/feature.ts';
import { features } from './features/index.ts';
import type { ConversionService } from './features/conversion-service.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { systemClock } from './room/clock.ts';
import type { Clock } from './room/clock.ts';
import { createDocumentWorker } from './room/document-worker/document-worker.ts';
import type { DocumentWorker } from './room/document-worker/worker-contract.ts';
import { defaultRoomTimings } from './room/room-context.ts';
import type { RoomTimings } from './room/room-context.ts';

export interface ServerParts {
  /** Who comes in, by the token that they bring; everybody, unless told otherwise. */
  readonly authenticate: Authenticate;
  /** What they may do. */
  readonly authorize: Authorize;
  /** In the order in which they are installed. Each server installs them anew: what a feature keeps belongs to one server. */
  readonly features: readonly Feature[];
  /** The server closes what this opens. */
  readonly openStore: (options: LevelStoreOptions & { readonly directory: string }) => Promise<DocumentStore>;
  /** The server closes what this makes. */
  readonly createWorker: () => DocumentWorker;
  /** The server closes what this makes. */
  readonly createConversion: () => ConversionService;
  readonly createMetrics: () => Metrics;
  /** The server closes what this makes. */
  readonly createDiskWatch: (options: DiskWatchOptions) => Pick<DiskWatch, 'isLow' | 'freeBytes' | 'close'>;
  /** The server closes what this opens; where it rejects, commands do without the server. */
  readonly openControl: (options: ControlServerOptions) => Promise<ControlServer>;
  /** Of rooms, connections and features; the store has its own. */
  readonly clock: Clock;
  readonly roomTimings: RoomTimings;
  readonly heartbeatTimings: HeartbeatTimings;
}

export const defaultServerParts: ServerParts = {
  authenticate: (credentials) => authenticate(credentials, { mode: 'open' }),
  authorize,
  features,
  openStore: openLevelStore,
  createWorker: createDocumentWorker,
  createConversion: createConversionWorker,
  createMetrics,
  createDiskWatch: (options) => new DiskWatch(options),
  openControl: openControlServer,
  clock: systemClock,
  roomTimings: defaultRoomTimings,
  heartbeatTimings: defaultHeartbeatTimings,
};
