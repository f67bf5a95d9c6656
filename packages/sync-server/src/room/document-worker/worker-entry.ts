/** Runs in a worker's thread: takes one task at a time and gives back what came of it. */
import { lowerPriority } from '../../lower-priority.ts';
import { compact, copy, describe, diff, setTitle, type CompactionOutcome } from './tasks.ts';
import type { Description } from './worker-contract.ts';
import { unpack, type Task } from './worker-message.ts';

export type TaskResult = CompactionOutcome | Description | Uint8Array | null;

export function run(task: Task): TaskResult {
  lowerPriority();
  const parts = unpack(task.parts);
  switch (task.kind) {
    case 'compact': {
      const [stateVector, deletedRanges, ...updates] = parts;
      if (stateVector === undefined || deletedRanges === undefined) throw new Error('The task has no index.');
      return compact({ updates, throughSequence: task.throughSequence, stateVector, deletedRanges });
    }
    case 'describe':
      return describe(parts);
    case 'diff': {
      const [stateVector, ...updates] = parts;
      if (stateVector === undefined) throw new Error('The task has no state vector.');
      return diff(updates, stateVector);
    }
    case 'copy':
      return copy(parts, task.title);
    case 'set-title':
      return setTitle(parts, task.title);
  }
}
