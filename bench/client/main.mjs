// The client process: does one piece of work against one server, and tells what it measured.
// @ts-check
import { jobs } from './jobs.mjs';
import { Target } from './target.mjs';

process.on('message', (/** @type {{ job: keyof typeof jobs, target: import('./target.mjs').TargetData, options: any }} */ { job, target, options }) => {
  run(job, new Target(target), options).then(
    (result) => process.send?.({ result }, () => process.exit(0)),
    (error) => process.send?.({ error: String(error?.stack ?? error) }, () => process.exit(1)),
  );
});

/** @param {keyof typeof jobs} job @param {Target} target @param {any} options */
async function run(job, target, options) {
  return await jobs[job](target, options);
}
