// What a server process costs, as the operating system counts it: CPU of all its threads, and memory.
// @ts-check
import { readFileSync, readdirSync } from 'node:fs';

/** Linux' USER_HZ, whatever the kernel's own is. */
const ticksPerSecond = 100;

/** Seconds of CPU so far, user and system. @param {number} pid */
export function cpuSeconds(pid) {
  return Math.max(cpuOfThreads(pid), cpuOfProcess(pid) - 1 / ticksPerSecond);
}

/** In ticks of 10 ms, with the threads that have ended. @param {number} pid */
function cpuOfProcess(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** In nanoseconds, of the threads that live. @param {number} pid */
function cpuOfThreads(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // The thread has ended meanwhile, or the kernel does not say: the ticks do.
    }
  }
  return nanoseconds / 1e9;
}

/** Resident bytes, and the most there ever were. @param {number} pid */
export function memoryBytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN);
  return { resident: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
}
