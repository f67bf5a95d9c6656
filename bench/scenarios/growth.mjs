// The same typing in more tabs, more documents and larger documents: what a delivered keystroke costs must not grow.
// @ts-check
import { simpleRun } from './runs.mjs';
import { page } from './sizes.mjs';

/** @typedef {import('./index.mjs').Scenario} Scenario @typedef {import('./index.mjs').Rows} Rows @typedef {import('./index.mjs').Verdict} Verdict */

/** @param {import('./sizes.mjs').Tier} tier @returns {Scenario[]} */
export function growthScenarios({ isQuick, times, fewRounds: rounds }) {
  const who = ['ours', 'y-websocket', 'hocuspocus'];
  /** @param {{ id: string, title: string, x: string, points: { at: number, label: string, options: object }[] }} axis @returns {Scenario} */
  const axis = ({ id, title, x, points }) => ({
    id,
    title,
    run: simpleRun('typing'),
    points: points.map(({ at, label, options }) => ({ id: String(at), label, options: { size: page, ...times, ...options }, contestants: who, rounds, peerRounds: 1 })),
    columns: ['cpuPerDeliveryUs', 'delayP50', 'delayP99'],
    verdicts: (rows) => [growthVerdict(rows, points.map(({ at }) => String(at)))],
    plot: { x, sizes: points.map(({ at }) => at) },
  });
  /** @param {readonly number[]} sizes @param {number} quickMost */
  const sizesOf = (sizes, quickMost) => sizes.filter((size) => !isQuick || size <= quickMost);
  return [
    axis({
      id: 'growth-tabs',
      title: 'Growth: one document, 10 of its tabs typing 2 keys/s',
      x: 'tabs',
      points: sizesOf([10, 50, 150, 400], 50).map((tabs) => ({ at: tabs, label: `${tabs} tabs`, options: { documents: 1, tabs, writers: 10, keysPerSecond: 2 } })),
    }),
    axis({
      id: 'growth-documents',
      title: 'Growth: documents of 2 tabs, both typing 1 key/s',
      x: 'open documents',
      points: sizesOf([10, 100, 500, 2000], 100).map((documents) => ({ at: documents, label: `${documents} documents`, options: { documents, tabs: 2, writers: 2, keysPerSecond: 1 } })),
    }),
    axis({
      id: 'growth-size',
      title: 'Growth: one document, 20 tabs, 5 of them typing 5 keys/s',
      x: 'document size (KB)',
      points: [
        { at: 10, size: page },
        { at: 100, size: { keystrokes: 82_000 } },
        { at: 500, size: { keystrokes: 410_000 } },
        { at: 2000, size: { keystrokes: 390_000, lettersPerStroke: 6 } },
      ]
        .filter(({ at }) => !isQuick || at <= 100)
        .map(({ at, size }) => ({ at, label: `${at} KB`, options: { documents: 1, tabs: 20, writers: 5, keysPerSecond: 5, size } })),
    }),
  ];
}

/** @param {Record<string, Rows>} rows @param {readonly string[]} points @returns {Verdict} */
function growthVerdict(rows, points) {
  const costs = points.map((point) => rows[point]?.['ours']?.['cpuPerDeliveryUs'] ?? null);
  const [smallest = null] = costs;
  if (smallest === null || costs.includes(null)) return { what: 'CPU per delivered keystroke', target: '≤ 1.2 × that of the smallest', measured: '–', isReached: null };
  const worst = Math.max(...costs.map((cost) => (cost ?? 0) / smallest));
  return { what: 'CPU per delivered keystroke', target: '≤ 1.2 × that of the smallest', measured: `${worst.toFixed(2)} ×`, isReached: worst <= 1.2 };
}
