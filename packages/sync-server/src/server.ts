/** The composition root: every part is made here, handed what it needs, and closed in the opposite order. */
import { randomBytes } from 'node:crypto';
import type { DocumentStore } from '@scriptorium/persistence';
import type { ControlOperations } from './admin/control-session.ts';
import { createControlOperations, isMaintainable } from './admin/control-operations.ts';
import { AuthError } from './auth/auth-error.ts';
import { checkUpgrade } from './auth/check-request.ts';
import { assertMayListen } from './auth/host.ts';
import { identityKey } from './auth/identity.ts';
import { closeAll, closeAtOnce, withLimit } from './closing.ts';
import type { Closers } from './closing.ts';
import type { ServerConfig } from './config.ts';
import { WebSocketListener, defaultConnectionLimits } from './connection/websocket-listener.ts';
import type { DiskWatch } from './disk-watch.ts';
import { createDocumentService } from './document-rooms.ts';
import type { FeatureContext, RoomEvent, RoomEventListener } from './features/feature.ts';
import { createHttpApp } from './http/http-app.ts';
import type { HttpApp } from './http/http-app.ts';
import { createHttpListener } from './http/http-listener.ts';
import { builtEditorDirectory, loadPage } from './http/page.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { ByteBudget } from './room/byte-budget.ts';
import { createCountingWorker } from './room/document-worker/counting-worker.ts';
import type { DocumentWorker } from './room/document-worker/worker-contract.ts';
import { checkFeaturePayload } from './room/feature-messages.ts';
import { defaultRoomLimits, defaultUnackedBytesMax } from './room/room-context.ts';
import type { RoomEvents } from './room/room-context.ts';
import { RoomRegistry } from './room/room-registry.ts';
import { defaultServerParts } from './server-parts.ts';
import type { ServerParts } from './server-parts.ts';

/** What is under way when the server stops gets this long to reach the disk; the store itself tries once more after that. */
const settleMs = 10_000;
/** Features, and then rooms, that still wait for the store are left: whoever waits for it is told when it is closed. */
const closeFeaturesMs = 2_000;
const closeRoomsMs = 2_000;

export interface ServerOptions {
  readonly logger: Logger;
  /** Each stands in for one of our own. */
  readonly parts?: Partial<ServerParts>;
}

export interface RunningServer {
  /** `http://HOST:PORT`, with the port that it got. */
  readonly url: string;
  /** Takes no new work, finishes what there is, closes every socket with 1012. Idempotent. [P32] */
  close(): Promise<void>;
}

/** Rejects with `PersistenceError`, `AuthError`, or what the system says of the address; then nothing stays open. */
export async function startServer(config: ServerConfig, { logger, parts }: ServerOptions): Promise<RunningServer> {
  const closers: Closers = [];
  try {
    const url = await compose({ config, logger, parts: { ...defaultServerParts, ...parts }, closers });
    let closed: Promise<void> | null = null;
    return { url, close: async () => await (closed ??= closeAll(closers, logger)) };
  } catch (error) {
    await closeAll(closers, logger);
    throw error;
  }
}

interface Composition {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly parts: ServerParts;
  readonly closers: Closers;
}

async function compose({ config, logger, parts, closers }: Composition): Promise<string> {
  assertMayListen(config);
  const door = { host: config.host, allowedOrigins: config.allowedOrigins };
  const { clock } = parts;
  const metrics = parts.createMetrics();
  const store = await openStore({ config, logger, parts, metrics });
  closers.push(() => store.close());
  const events = createEvents(logger, metrics);
  const worker = createCountingWorker(parts.createWorker(), () => metrics.failure('worker'));
  const registry = createRegistry({ config, logger, parts, store, worker, metrics, events });
  // The worker goes before the rooms: they wait for what it does for them, and that ends with it.
  closers.push(() => withLimit(registry.close(), closeRoomsMs, clock));
  closers.push(() => worker.close());
  const page = await loadPage(config.editorDirectory ?? builtEditorDirectory());
  if (page === null) logger.warn('The editor is not built: there is no page, only the sync server.');
  const app = createHttpApp({ door, authenticate: parts.authenticate, page, logger, metrics });
  const diskWatch = watchDisk({ config, logger, parts, closers });
  await installFeatures({ app, config, store, registry, metrics, logger, parts, diskWatch, events, closers });
  // Features wait for it too; and before, in case one could not be installed.
  closers.push(() => worker.close());
  const http = createHttpListener({ app, logger });
  closers.push(() => http.close());
  const listener = new WebSocketListener({
    server: http.server,
    registry,
    authenticate: parts.authenticate,
    authorize: parts.authorize,
    checkUpgrade: ({ headers }) => checkUpgrade(headers, door),
    clock,
    limits: defaultConnectionLimits,
    timings: parts.heartbeatTimings,
    metrics,
    log: logger,
  });
  closers.push(async () => {
    listener.stop();
    try {
      await withLimit(registry.settle(), settleMs, clock);
    } finally {
      await listener.close();
    }
  });
  metrics.observe({
    roomsOpen: () => registry.size,
    sessionsOpen: () => listener.sessionCount,
    isStoreFailing: () => store.status.state === 'failing',
    diskFreeBytes: () => diskWatch.freeBytes,
  });
  const url = await http.listen(config);
  if (isMaintainable(store)) await openControl(createControlOperations({ store, registry }), { config, logger, parts, closers });
  return url;
}

interface RegistryOptions extends Omit<Composition, 'closers'> {
  readonly store: DocumentStore;
  readonly worker: DocumentWorker;
  readonly metrics: Metrics;
  readonly events: Events;
}

function createRegistry({ config, logger, parts, store, worker, metrics, events }: RegistryOptions): RoomRegistry {
  return new RoomRegistry({
    store,
    worker,
    clock: parts.clock,
    limits: { ...defaultRoomLimits, openDocumentsMax: config.openDocumentsMax, openBytesMax: config.openDocumentsMiBMax * 1024 * 1024 },
    budget: new ByteBudget(defaultUnackedBytesMax),
    timings: parts.roomTimings,
    metrics,
    events: roomEvents(events),
    log: logger,
    requiresSchema: config.requireSchema,
    echoesToAuthor: config.echoToAuthor,
  });
}

function watchDisk({ config, logger, parts, closers }: Composition): ReturnType<ServerParts['createDiskWatch']> {
  const { dataDirectory: directory, freeSpaceWarningMiB: warningMiB } = config;
  const watch = parts.createDiskWatch({ directory, warningMiB, clock: parts.clock, log: logger });
  closers.push(() => watch.close());
  return watch;
}

/** Without its socket the server can do all but work together with an operator's commands. */
async function openControl(operations: ControlOperations, { config, logger, parts, closers }: Composition): Promise<void> {
  const onError = (error: unknown): void => logger.warn({ err: error }, 'A command of the operator failed.');
  try {
    const control = await parts.openControl({ directory: config.dataDirectory, operations, onError });
    closers.push(() => control.close());
  } catch (error) {
    logger.warn({ err: error }, 'The control socket could not be opened: backup, verify and compact do not work while the server runs.');
  }
}

async function openStore({ config, logger, parts, metrics }: Omit<Composition, 'closers'> & { metrics: Metrics }): Promise<DocumentStore> {
  const begunAt = parts.clock.now();
  const store = await parts.openStore({
    directory: config.dataDirectory,
    onCommit: ({ durationMs, operations }) => metrics.commit(durationMs, operations),
    onWarning: (message) => logger.warn(message),
  });
  logger.info({ durationMs: parts.clock.now() - begunAt }, 'The store is open.');
  store.onStatus((status) => {
    if (status.state === 'ok') {
      logger.info('The store works again; what waited is on disk.');
      return;
    }
    metrics.failure('store');
    logger.error({ err: status.error }, 'The store can not write: edits are kept in memory and not acknowledged until it can.');
  });
  return store;
}

interface Installation {
  readonly app: HttpApp;
  readonly config: ServerConfig;
  readonly store: DocumentStore;
  readonly registry: RoomRegistry;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly parts: Pick<ServerParts, 'features' | 'clock' | 'createConversion' | 'authorize'>;
  readonly diskWatch: Pick<DiskWatch, 'isLow'>;
  readonly events: Events;
  readonly closers: Closers;
}

async function installFeatures({ app, config, store, registry, metrics, logger, parts, diskWatch, events, closers }: Installation): Promise<void> {
  const conversion = parts.createConversion();
  closers.push(() => conversion.close());
  const featureClosers: Closers = [];
  closers.push(() => withLimit(closeAtOnce(featureClosers, logger), closeFeaturesMs, parts.clock));
  const shared: Omit<FeatureContext, 'namespace' | 'logger' | 'tell'> = {
    config,
    routes: app,
    conversion,
    files: { current: null },
    documents: createDocumentService({ store, registry, emit: (event) => events.emit(event) }),
    authorize: (identity, documentId, action) => {
      const decision = parts.authorize(identity, documentId, action);
      if (!decision.allowed) throw new AuthError('forbidden', decision.reason);
    },
    userOf: (identity) => identityKey(identity) ?? 'open',
    storeStatus: () => store.status,
    isDiskLow: () => diskWatch.isLow,
    onEvent: (listen) => events.on(listen),
    onClose: (close) => featureClosers.push(close),
    metrics,
    clock: parts.clock,
    randomId: () => randomBytes(12).toString('base64url'),
  };
  for (const feature of parts.features) {
    await feature.install({
      ...shared,
      namespace: () => store.namespace(feature.name),
      tell: (documentId, message) => {
        const payload = { ...message, feature: feature.name };
        checkFeaturePayload(payload);
        registry.tell(documentId, payload);
      },
      logger: logger.child({ feature: feature.name }),
    });
  }
}

interface Events {
  emit(event: RoomEvent): void;
  on(listener: RoomEventListener): () => void;
}

function roomEvents(events: Events): RoomEvents {
  return {
    changed: (documentId) => events.emit({ kind: 'changed', documentId }),
    described: (documentId, { title, text, files, hasMoreFiles }, isCurrent) =>
      events.emit({ kind: 'described', documentId, title, text, files, hasMoreFiles, isCurrent }),
  };
}

/** A listener that throws stops neither the next nor the room. */
function createEvents(logger: Logger, metrics: Metrics): Events {
  const listeners = new Set<RoomEventListener>();
  return {
    emit: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          metrics.failure('feature');
          logger.error({ err: error, event: event.kind }, 'A feature failed on an event.');
        }
      }
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
