// Every scenario: what is set up, who takes part, and what is to be reached. One job of a client process is one run.
// @ts-check
import { growthScenarios } from './growth.mjs';
import { joinScenarios } from './joining.mjs';
import { typingScenarios } from './typing.mjs';
import { diskScenarios } from './disk.mjs';

/**
 * @typedef {Record<string, any>} Figures of one run, or the medians of several
 * @typedef {{ what: string, target: string, measured: string, isReached: boolean | null }} Verdict null where there is nothing to compare with
 * @typedef {(entrant: import('../contestants/index.mjs').Entrant, options: any) => Promise<Figures>} Run
 * @typedef {Record<string, Figures>} Rows by contestant
 *
 * @typedef {object} Point one size of a scenario; most have one only
 * @property {string} id
 * @property {string} label
 * @property {object} options
 * @property {readonly string[]} contestants
 * @property {number} rounds
 * @property {number} [peerRounds] of all but ours, where ours alone is judged
 *
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {Run} run
 * @property {readonly Point[]} points
 * @property {readonly string[]} columns
 * @property {(rows: Record<string, Rows>) => Verdict[]} verdicts of the rows by point
 * @property {{ x: string, sizes: readonly number[] }} [plot]
 */

/** @param {{ isQuick: boolean, trace: string | null }} wish @returns {readonly Scenario[]} */
export function scenarios({ isQuick, trace }) {
  const times = { warmSeconds: isQuick ? 1 : 3, windowSeconds: isQuick ? 2 : 4, trace };
  const tier = { isQuick, times, rounds: isQuick ? 1 : 3, fewRounds: isQuick ? 1 : 2 };
  return [...typingScenarios(tier), ...joinScenarios(tier), ...diskScenarios(tier), ...growthScenarios(tier)];
}
