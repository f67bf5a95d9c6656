/** A worker whose failures are told to somebody, whatever its callers make of them. */
import { WorkerError, type DocumentWorker } from './worker-contract.ts';

/** `onFailure` does not hear of what is none: a task that was put off, or that ended with the server. */
export function createCountingWorker(worker: DocumentWorker, onFailure: () => void): DocumentWorker {
  const count = async <Result>(task: Promise<Result>): Promise<Result> => {
    try {
      return await task;
    } catch (error) {
      if (!(error instanceof WorkerError) || (error.code !== 'closed' && error.code !== 'busy')) onFailure();
      throw error;
    }
  };
  return {
    compact: (input) => count(worker.compact(input)),
    describe: (updates) => count(worker.describe(updates)),
    diff: (updates, stateVector) => count(worker.diff(updates, stateVector)),
    setTitle: (updates, title) => count(worker.setTitle(updates, title)),
    copy: (updates, title) => count(worker.copy(updates, title)),
    close: () => worker.close(),
  };
}
