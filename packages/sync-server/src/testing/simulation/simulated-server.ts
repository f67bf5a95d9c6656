/** One life of the server: the real store, rooms and sessions, over a simulated disk, network, clock and worker. */
import { CloseCode } from '@scriptorium/protocol';
import { type DocumentStore, type Disk, PersistenceError, openLevelStoreOn } from '@scriptorium/persistence';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { Heartbeat, defaultHeartbeatTimings } from '../../connection/heartbeat.ts';
import { createFramer } from '../../connection/frame.ts';
import { Session } from '../../connection/session.ts';
import { WriteTurn } from '../../connection/write-turn.ts';
import type { OutboxLimits } from '../../connection/outbox.ts';
import { ByteBudget } from '../../room/byte-budget.ts';
import { type DocumentWorker, WorkerError } from '../../room/document-worker/worker-contract.ts';
import { joinRefusalOf } from '../../room/join-refusal.ts';
import { type RoomContext, type RoomLimits, type RoomTimings, defaultRoomLimits, defaultRoomTimings } from '../../room/room-context.ts';
import { RoomRegistry } from '../../room/room-registry.ts';
import { createInlineWorker } from '../../room/testing/inline-worker.ts';
import type { Random } from '../../room/testing/random.ts';
import type { ServerSocket } from './simulated-link.ts';
import type { SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedProcess } from './simulated-process.ts';

export type Registry = Pick<RoomRegistry, 'lease' | 'settle' | 'close' | 'size'>;

/** Faults that are planted: each stands in for a part, or around it. */
export interface Plant {
  readonly disk?: (disk: Disk) => Disk;
  readonly store?: (store: DocumentStore) => DocumentStore;
  readonly createRegistry?: (context: RoomContext) => Registry;
}

export interface Tuning {
  readonly idleMs: number;
  readonly unackedBytesMax: number;
  readonly unackedBytesOfAllMax: number;
  readonly tailBytesMin: number;
  readonly tailCountMin: number;
  readonly tailCountAtUnload: number;
  readonly describeQuietMs: number;
  readonly workerMsMax: number;
  readonly echoesToAuthor: boolean;
  readonly schemaVersion: number | null;
  readonly documentsRememberedMax: number;
  /** How often a task ends with its thread. */
  readonly workerFails: number;
  readonly checksPresence: boolean;
  readonly outbox: OutboxLimits;
  /** What is larger is written in pieces. [S75] */
  readonly snapshotWholeBytesMax: number;
}

export interface SimulatedServerOptions {
  readonly process: SimulatedProcess;
  readonly disk: SimulatedDisk;
  readonly random: Random;
  readonly tuning: Tuning;
  readonly plant: Plant;
  readonly note: (what: string) => void;
  readonly fail: (what: string) => void;
}

const settleMs = 10_000;
const closingMs = 2_000;

export class SimulatedServer {
  readonly #options: SimulatedServerOptions;
  readonly #sessions = new Set<Session>();
  readonly #framer = createFramer();
  #store: DocumentStore | null = null;
  #registry: Registry | null = null;
  #heartbeat: Heartbeat | null = null;
  #lastId = 0;
  #onEmpty: (() => void) | null = null;

  constructor(options: SimulatedServerOptions) {
    this.#options = options;
  }

  get process(): SimulatedProcess {
    return this.#options.process;
  }

  get isListening(): boolean {
    return this.#heartbeat !== null && this.#options.process.isAlive;
  }

  get roomCount(): number {
    return this.#registry?.size ?? 0;
  }

  /** Ends as a process does that can't open its store. */
  async start(): Promise<void> {
    const { process, disk, plant, tuning, note } = this.#options;
    const mounted = disk.mountedIn(process);
    const { documentsRememberedMax, snapshotWholeBytesMax } = tuning;
    try {
      const store = await openLevelStoreOn(plant.disk?.(mounted) ?? mounted, { clock: process, documentsRememberedMax, snapshotWholeBytesMax });
      this.#store = plant.store?.(store) ?? store;
    } catch (error) {
      note(`the server does not start: ${String(error)}`);
      process.kill();
      return;
    }
    const context = this.#createContext(this.#store);
    this.#registry = plant.createRegistry?.(context) ?? new RoomRegistry(context);
    this.#heartbeat = new Heartbeat({ sessions: this.#sessions, clock: process, timings: defaultHeartbeatTimings });
    note('the server listens');
  }

  accept(socket: ServerSocket, { documentId, isScriptorium }: { documentId: string; isScriptorium: boolean }): void {
    const session = new Session({
      id: ++this.#lastId,
      socket: socket as unknown as WebSocket,
      stream: null,
      clock: this.#options.process,
      framer: this.#framer,
      turn: new WriteTurn(),
      limits: this.#options.tuning.outbox,
      metrics: { bytesReceived: () => {}, bytesSent: () => {}, failure: () => {} },
      log: { error: (fields, message) => this.#options.fail(`The server says: ${message} ${String((fields as { err?: unknown }).err)}`) },
      isScriptorium,
      schemaVersion: this.#options.tuning.schemaVersion,
      onClosed: (closed) => {
        this.#sessions.delete(closed);
        if (this.#sessions.size === 0) this.#onEmpty?.();
      },
    });
    this.#sessions.add(session);
    // Never rejects: whatever goes wrong closes the session with its reason.
    void this.#decide(session, documentId);
  }

  /** As the REST interface does it. */
  async rename(documentId: string, title: string): Promise<void> {
    const lease = await this.#registry?.lease(documentId);
    try {
      await lease?.room.rename(title);
    } finally {
      lease?.release();
    }
  }

  /** As after SIGTERM; the process ends with it. [P32] */
  async stop(): Promise<void> {
    const { process, note } = this.#options;
    this.#heartbeat?.close();
    this.#heartbeat = null;
    await withLimit(process, settleMs, this.#registry?.settle().catch(() => {}) ?? Promise.resolve());
    for (const session of this.#sessions) session.close(CloseCode.restart, 'The server restarts.');
    await withLimit(process, closingMs, this.#emptied());
    for (const session of this.#sessions) session.terminate();
    await this.#registry?.close();
    await this.#store?.close();
    note('the server has stopped');
    process.kill();
  }

  async #decide(session: Session, documentId: string): Promise<void> {
    try {
      const lease = await this.#registry?.lease(documentId);
      if (lease !== undefined) session.admit({ lease, identityKey: null, role: 'writer', may: () => true });
    } catch (error) {
      const { code, reason } = joinRefusalOf(error);
      session.close(code, reason);
    }
  }

  #emptied(): Promise<void> {
    if (this.#sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
    });
  }

  #createContext(store: DocumentStore): RoomContext {
    const { process, tuning, note, fail } = this.#options;
    const limits: RoomLimits = {
      ...defaultRoomLimits,
      unackedBytesMax: tuning.unackedBytesMax,
      tailBytesMin: tuning.tailBytesMin,
      tailCountMin: tuning.tailCountMin,
      tailCountAtUnload: tuning.tailCountAtUnload,
    };
    const timings: RoomTimings = { ...defaultRoomTimings, idleMs: tuning.idleMs, describeQuietMs: tuning.describeQuietMs, compactionRetryMs: 2_000 };
    const logged = (level: string) => (fields: object, message: string) => {
      note(`${level}: ${message}`);
      if (isAlarming(fields, message)) fail(`The server says: ${message} ${JSON.stringify(fields)} ${String((fields as { err?: unknown }).err)}`);
    };
    return {
      store,
      clock: process,
      worker: this.#createWorker(),
      limits,
      timings,
      budget: new ByteBudget(tuning.unackedBytesOfAllMax),
      metrics: {
        updateReceived: () => {},
        ackDelay: () => {},
        compaction: (outcome) => note(`compaction ${outcome}`),
        failure: (kind) => note(`failure ${kind}`),
      },
      events: { changed: () => {}, described: () => {} },
      log: { info: logged('info'), warn: logged('warn'), error: logged('error') },
      requiresSchema: false,
      echoesToAuthor: tuning.echoesToAuthor,
    };
  }

  /** Takes its time, as threads do; what it is handed is copied first. */
  #createWorker(): DocumentWorker {
    const { process, random, tuning } = this.#options;
    const worker = createInlineWorker();
    const later = async <T>(run: () => Promise<T>): Promise<T> => {
      await process.perform(random.between(0, tuning.workerMsMax), () => {});
      if (random.chance(tuning.workerFails)) throw new WorkerError('timeout', 'The task took too long.');
      return await run();
    };
    const copied = (updates: readonly Uint8Array[]): Uint8Array[] => updates.map((update) => new Uint8Array(update));
    return {
      compact: async (input) => {
        const copy = { ...input, updates: copied(input.updates) };
        return await later(() => worker.compact(copy));
      },
      describe: async (updates) => {
        const copy = copied(updates);
        return await later(() => worker.describe(copy));
      },
      diff: async (updates, stateVector) => {
        const copy = copied(updates);
        return await later(() => worker.diff(copy, stateVector));
      },
      copy: (updates, title) => worker.copy(updates, title),
      setTitle: async (updates, title) => {
        const copy = copied(updates);
        return await later(async () => titleChange(copy, title, random));
      },
      close: async () => {},
    };
  }
}

/** What a server never has to say where everybody is honest and no thread was ended. */
function isAlarming(fields: object, message: string): boolean {
  if ('err' in fields && fields.err instanceof WorkerError && fields.err.code === 'timeout') return false;
  const isFault = message.includes('can not go on') && !('err' in fields && fields.err instanceof PersistenceError);
  return isFault || /damaged|lacks something|was refused|not be read by the worker/u.test(message);
}

/** The worker's own draws a client id that no seed repeats. */
function titleChange(updates: readonly Uint8Array[], title: string, random: Random): Uint8Array {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  doc.clientID = 1_000_000 + random.below(1_000_000_000);
  const before = Y.encodeStateVector(doc);
  const text = doc.getText('title');
  doc.transact(() => {
    text.delete(0, text.length);
    text.insert(0, title);
  });
  return Y.encodeStateAsUpdate(doc, before);
}

async function withLimit(process: SimulatedProcess, ms: number, task: Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const cancel = process.after(ms, resolve);
    void task.finally(() => {
      cancel();
      resolve();
    });
  });
}
