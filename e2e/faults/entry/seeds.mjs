/** Runs many seeds of a fuzzer that lives beside what it tests, and prints one line of JSON: what was found. */
// @ts-check
import { admit, liveLimits } from '../../../packages/sync-server/dist/room/admission.js';
import { runHostileSequence } from '../../../packages/sync-server/dist/room/testing/hostile-sequence.js';
import { literalCheck } from '../../../packages/sync-server/dist/room/testing/literal-check.js';
import { plantedBugs } from '../../../packages/sync-server/dist/testing/simulation/planted-bugs.js';
import { findPlanted, runSeeds } from '../../../packages/sync-server/dist/testing/simulation/run-seeds.js';

/** @typedef {{ fuzzer: 'simulation' | 'planted' | 'admission' | 'literal', first: number, count: number }} Task */

/** @type {Task} */
const task = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(`${JSON.stringify(await run(task))}\n`);

/** @param {Task} task */
async function run({ fuzzer, first, count }) {
  switch (fuzzer) {
    case 'simulation':
      return await runSeeds(seedsFrom(first, count));
    case 'planted':
      return await findAllPlanted(count);
    case 'admission':
      return runSequences(first, count, (index, update) => admit(index, update, liveLimits));
    case 'literal':
      return runSequences(first, count, literalCheck);
  }
}

/** @param {number} first @param {number} count */
function* seedsFrom(first, count) {
  for (let seed = first; seed < first + count; seed++) yield seed;
}

/** For each bug how many seeds it took, or null. @param {number} seedsMax */
async function findAllPlanted(seedsMax) {
  /** @type {Record<string, number | null>} */
  const found = {};
  for (const [name, plant] of Object.entries(plantedBugs)) found[name] = await findPlanted(plant, { isWatching: false, seedsMax });
  return found;
}

/** @param {number} first @param {number} count @param {import('../../../packages/sync-server/dist/room/testing/hostile-sequence.js').Admit} decide */
function runSequences(first, count, decide) {
  const outcome = { admitted: 0, refused: 0, threw: 0, waiting: 0, /** @type {{ seed: number, what: string }[]} */ failures: [] };
  for (const seed of seedsFrom(first, count)) {
    try {
      const { verdicts, threw } = runHostileSequence({ seed, admit: decide });
      outcome.admitted += verdicts.new;
      outcome.refused += verdicts.refused + verdicts.gap;
      if (threw !== null) outcome.threw += 1;
    } catch (error) {
      const what = String(error);
      if (what.includes('Something waits')) outcome.waiting += 1;
      if (outcome.failures.length < 100) outcome.failures.push({ seed, what });
    }
  }
  return outcome;
}
