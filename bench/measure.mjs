// Runs scenarios: rounds in turn, in each round every contestant, and says how far it is.
// @ts-check
import { Entrant, contestantOf } from './contestants/index.mjs';

/** @typedef {import('./scenarios/index.mjs').Scenario} Scenario @typedef {import('./scenarios/index.mjs').Point} Point */

/**
 * @param {readonly Scenario[]} chosen
 * @param {import('./report/results.mjs').Results} results
 * @param {{ contestants: readonly string[], trace: string | null, isQuick: boolean }} wish
 */
export async function measure(chosen, results, wish) {
  const progress = new Progress(chosen.flatMap(({ points }) => points.flatMap((point) => runsOf(point, wish.contestants))).length);
  for (const scenario of chosen) {
    console.log(`\n${scenario.title}`);
    for (const point of scenario.points) await measurePoint(scenario, point, results, wish, progress);
  }
}

/**
 * @param {Scenario} scenario
 * @param {Point} point
 * @param {import('./report/results.mjs').Results} results
 * @param {{ contestants: readonly string[], trace: string | null, isQuick: boolean }} wish
 * @param {Progress} progress
 */
async function measurePoint(scenario, point, results, wish, progress) {
  const ids = entrantsOf(point, wish.contestants);
  const entrants = new Map(ids.map((id) => [id, new Entrant(contestantOf(id))]));
  results.begin(scenario.id, point.id, ids, wish);
  try {
    for (let round = 0; round < point.rounds; round++) {
      // Whoever comes first is another one each time.
      for (const id of rotated(ids, round)) {
        if (round >= roundsOf(point, id)) continue;
        const figures = await runOnce(scenario, point, entrants.get(id) ?? new Entrant(contestantOf(id)));
        results.add(scenario.id, point.id, id, figures);
        progress.done(`${point.label === '' ? '' : `${point.label}, `}${contestantOf(id).label}, round ${round + 1}`, scenario.columns, figures);
      }
    }
  } finally {
    for (const entrant of entrants.values()) await entrant.remove();
  }
}

/** A run that fails is a result too. @param {Scenario} scenario @param {Point} point @param {Entrant} entrant */
async function runOnce(scenario, point, entrant) {
  try {
    return await scenario.run(entrant, point.options);
  } catch (error) {
    return { keepsUp: false, fault: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  }
}

/** @param {Point} point @param {readonly string[]} only */
function entrantsOf(point, only) {
  return point.contestants.filter((id) => only.length === 0 || only.includes(id));
}

/** @param {Point} point @param {string} id */
function roundsOf({ rounds, peerRounds = rounds }, id) {
  return contestantOf(id).role === 'ours' ? rounds : peerRounds;
}

/** One entry a run. @param {Point} point @param {readonly string[]} only */
function runsOf(point, only) {
  return entrantsOf(point, only).flatMap((id) => Array(roundsOf(point, id)).fill(id));
}

/** @param {readonly string[]} ids @param {number} by */
function rotated(ids, by) {
  const from = by % Math.max(1, ids.length);
  return [...ids.slice(from), ...ids.slice(0, from)];
}

class Progress {
  #total;
  #done = 0;
  #begin = performance.now();

  /** @param {number} total runs */
  constructor(total) {
    this.#total = total;
  }

  /** @param {string} what @param {readonly string[]} columns @param {Record<string, any>} figures */
  done(what, columns, figures) {
    this.#done++;
    const seconds = (performance.now() - this.#begin) / 1000;
    const left = Math.round((seconds / this.#done) * (this.#total - this.#done));
    const shown = columns.slice(0, 4).flatMap((column) => (typeof figures[column] === 'number' ? [`${column} ${figures[column].toPrecision(3)}`] : []));
    const fault = figures['keepsUp'] === false ? `  DOES NOT KEEP UP${figures['fault'] ? ` (${figures['fault']})` : ''}` : '';
    console.log(`[${this.#done}/${this.#total}, ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left] ${what}: ${shown.join(', ')}${fault}`);
  }
}
