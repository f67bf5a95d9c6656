// How a run goes: a fresh server, or one that is started again over documents that it stored before.
// @ts-check
import { runClient } from '../client/run-client.mjs';

/** @typedef {import('./index.mjs').Run} Run */

/** A fresh server for each run. @param {'typing' | 'durable'} job @returns {Run} */
export function simpleRun(job) {
  return async (entrant, options) => {
    try {
      return await runClient(job, await entrant.start(), options);
    } finally {
      await entrant.remove();
    }
  };
}

/** A server that starts over stored documents; they are brought once, for all rounds. @param {'join' | 'memory'} job @returns {Run} */
export function storedRun(job) {
  return async (entrant, { peerDocuments, quickDocuments, isQuick = false, ...given }) => {
    const few = isQuick ? quickDocuments : peerDocuments;
    const options = few !== undefined && (isQuick || entrant.contestant.id !== 'ours') ? { ...given, documents: few } : given;
    try {
      if (!entrant.isLoaded && entrant.contestant.role !== 'floor') {
        await runClient('preload', await entrant.start(), options);
        await entrant.stop();
      }
      entrant.isLoaded = true;
      return await runClient(job, await entrant.start(), options);
    } finally {
      await entrant.stop();
    }
  };
}
