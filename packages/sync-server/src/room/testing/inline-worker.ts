/** The worker's tasks on the calling thread, for tests of what uses them. */
import { WorkerError } from '../document-worker/worker-contract.ts';
import type { DocumentWorker } from '../document-worker/worker-contract.ts';
import { compact, copy, describe, diff, setTitle } from '../document-worker/tasks.ts';

export function createInlineWorker(): DocumentWorker {
  return {
    compact: async (input) => {
      const outcome = compact(input);
      if (outcome.kind === 'rejected') throw new WorkerError('rejected', outcome.reason);
      return outcome.result;
    },
    describe: async (updates) => describe(updates),
    diff: async (updates, stateVector) => diff(updates, stateVector),
    setTitle: async (updates, title) => setTitle(updates, title),
    copy: async (updates, title) => copy(updates, title),
    close: async () => {},
  };
}
