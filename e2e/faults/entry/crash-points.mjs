/** Named places at which the process kills itself, around the parts of the product that it can be handed. */
// @ts-check
import { defaultServerParts } from '../../../packages/sync-server/dist/server-parts.js';
import { openStoreWith } from './planted-faults.mjs';

/** Rooms live shortly, so that unloading, folding and loading come often. */
const timings = { idleMs: 100, describeQuietMs: 300, describeLatestMs: 1_000 };

/** So small that every snapshot is written in pieces. [S75] */
const snapshotWholeBytesMax = 128;
/** Where the kind of a document's record stands: behind the 00 that ends its id. A piece of a snapshot is of kind 1, with more behind it. [S21] */
const documents = 0x64;
const snapshotKind = 1;

/** @typedef {import('../../../packages/sync-server/dist/server-parts.js').ServerParts} ServerParts */

/** @param {{ point: string, pass: number } | null} killAt @returns {Partial<ServerParts>} */
export function crashParts(killAt) {
  let passes = 0;
  /** @param {string} point */
  const at = (point) => {
    if (killAt?.point !== point) return;
    passes += 1;
    if (passes === killAt.pass) process.kill(process.pid, 'SIGKILL');
  };
  return {
    openStore: async (options) =>
      watchStore(await openStoreWith({ ...options, snapshotWholeBytesMax }, (batch) => watchBatch(batch, at), (disk) => watchDisk(disk, at)), at),
    createWorker: () => watchWorker(defaultServerParts.createWorker(), at),
    createMetrics: () => watchMetrics(defaultServerParts.createMetrics(), at),
    clock: watchClock(defaultServerParts.clock, at),
    roomTimings: { ...defaultServerParts.roomTimings, ...timings },
  };
}

/** @typedef {(point: string) => void} At */

/** @param {import('./planted-faults.mjs').Batch} batch @param {At} at @returns {import('./planted-faults.mjs').Batch} */
function watchBatch(batch, at) {
  return async (operations, how) => {
    const name = nameOf(operations);
    at(`${name}:before`);
    await batch(operations, how);
    at(`${name}:synced`);
  };
}

/** @param {Parameters<import('./planted-faults.mjs').Batch>[0]} operations */
function nameOf(operations) {
  if (operations.some(({ value }) => value === null)) return 'batch:compaction';
  return operations.some(({ key }) => isPiece(key)) ? 'batch:piece' : 'batch';
}

/** @param {Uint8Array} key */
function isPiece(key) {
  const end = key.indexOf(0);
  return key[0] === documents && key[end + 1] === snapshotKind && key.byteLength > end + 2;
}

/** @param {import('./planted-faults.mjs').Disk} disk @param {At} at */
function watchDisk(disk, at) {
  disk.openDatabase = around(disk.openDatabase.bind(disk), at, ['database:opening', 'database:opened']);
  disk.writeSentinel = around(disk.writeSentinel.bind(disk), at, ['sentinel:before', 'sentinel:written']);
}

/** @param {Awaited<ReturnType<typeof openStoreWith>>} store @param {At} at */
function watchStore(store, at) {
  const append = store.append.bind(store);
  store.append = (...call) => {
    at('append:before');
    const appending = append(...call);
    at('append:handed-over');
    return appending.then((sequence) => {
      at('append:resolved');
      return sequence;
    });
  };
  store.load = around(store.load.bind(store), at, ['load:before', 'load:read']);
  store.compact = around(store.compact.bind(store), at, ['compact:before', 'compact:stored']);
  store.describe = around(store.describe.bind(store), at, ['describe:before', 'describe:stored']);
  store.close = around(store.close.bind(store), at, ['stop:store-closing', 'stop:store-closed']);
  return store;
}

/** @param {ReturnType<ServerParts['createWorker']>} worker @param {At} at */
function watchWorker(worker, at) {
  worker.compact = around(worker.compact.bind(worker), at, ['worker:compacting', 'worker:compacted']);
  worker.describe = around(worker.describe.bind(worker), at, ['worker:describing', 'worker:described']);
  return worker;
}

/** @param {ReturnType<ServerParts['createMetrics']>} metrics @param {At} at @returns {ReturnType<ServerParts['createMetrics']>} */
function watchMetrics(metrics, at) {
  return {
    ...metrics,
    ackDelay: (delayMs) => {
      at('ack:due');
      // Acks leave in the microtasks of this turn.
      setImmediate(() => at('ack:sent'));
      metrics.ackDelay(delayMs);
    },
    compaction: (outcome) => {
      if (outcome === 'done') at('compact:applied');
      metrics.compaction(outcome);
    },
  };
}

/** @param {ServerParts['clock']} clock @param {At} at @returns {ServerParts['clock']} */
function watchClock(clock, at) {
  return {
    now: () => clock.now(),
    after: (delayMs, callback) => {
      if (delayMs !== timings.idleMs) return clock.after(delayMs, callback);
      return clock.after(delayMs, () => {
        at('unload:idle');
        callback();
        at('unload:draining');
      });
    },
  };
}

/**
 * @template {unknown[]} Arguments
 * @template Result
 * @param {(...call: Arguments) => Promise<Result>} run
 * @param {At} at
 * @param {[string, string]} points
 * @returns {(...call: Arguments) => Promise<Result>}
 */
function around(run, at, [before, after]) {
  return async (...call) => {
    at(before);
    const result = await run(...call);
    at(after);
    return result;
  };
}
