/** Makes way for the relay: where threads compete for the processor, this one gets what the others leave. [J12] */
import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** For the thread that calls. Linux alone gives a thread a priority of its own; elsewhere nothing happens. */
export function lowerPriority(): void {
  try {
    const threadId = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    const { PRIORITY_BELOW_NORMAL: low } = constants.priority;
    if (threadId !== process.pid && getPriority(threadId) < low) setPriority(threadId, low);
  } catch {
    // There is no such file, or the system does not allow it: the thread works as it is.
  }
}
