// Runs one job in a client process of its own, so that no run inherits the garbage of another.
// @ts-check
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.mjs', import.meta.url));

/** @param {number | undefined} pid of a process beside those that are measured */
export function makeWay(pid) {
  if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
}

/**
 * @param {keyof typeof import('./jobs.mjs').jobs} job
 * @param {import('./target.mjs').TargetData} target
 * @param {object} options
 * @param {{ makesWay?: boolean }} [how] makesWay: it is not what is measured, and gets what the others leave of the processor
 * @returns {Promise<Record<string, any>>}
 */
export async function runClient(job, target, options, { makesWay = false } = {}) {
  const child = fork(main, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  if (makesWay) makeWay(child.pid);
  return await new Promise((resolve, reject) => {
    child.once('message', (/** @type {{ result?: Record<string, any>, error?: string }} */ { result, error }) => {
      if (result === undefined) reject(new Error(error));
      else resolve(result);
    });
    child.once('exit', (code, signal) => reject(new Error(`The client process ended (${code ?? signal}) before it was done.`)));
    child.send({ job, target, options });
  });
}
