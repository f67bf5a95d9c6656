/** Faults that the harness must find: without them nobody would know that it can see. */
// @ts-check
import { DirectoryDisk, openLevelStoreOn } from '../../../packages/persistence/dist/index.js';

/** How far acks run ahead of the disk under `ack-early`. */
const aheadMs = 40;

/** @typedef {import('../../../packages/persistence/dist/index.js').Database} Database */
/** @typedef {import('../../../packages/persistence/dist/index.js').Disk} Disk */
/** @typedef {import('../../../packages/persistence/dist/index.js').LevelStoreOptions & { directory: string }} StoreOptions */
/** @typedef {Database['batch']} Batch */

/** @param {'no-sync' | 'ack-early'} plant */
export function plantedParts(plant) {
  return {
    /** @param {StoreOptions} options */
    openStore: async (options) => await openStoreWith(options, plant === 'no-sync' ? unsynced : ahead),
  };
}

/**
 * The store of the product, over a disk whose databases write as `wrap` says.
 * @param {StoreOptions} options
 * @param {(batch: Batch) => Batch} wrap
 * @param {(disk: Disk) => void} [change]
 */
export async function openStoreWith(options, wrap, change = () => {}) {
  const disk = new DirectoryDisk(options.directory);
  const openDatabase = disk.openDatabase.bind(disk);
  disk.openDatabase = async (how) => {
    const database = await openDatabase(how);
    database.batch = wrap(database.batch.bind(database));
    return database;
  };
  change(disk);
  return await openLevelStoreOn(disk, options);
}

/** @param {Batch} batch @returns {Batch} */
function unsynced(batch) {
  return async (operations) => await batch(operations, { sync: false });
}

/** @param {Batch} batch @returns {Batch} */
function ahead(batch) {
  return async (operations, how) => {
    setTimeout(() => void batch(operations, how), aheadMs);
  };
}
