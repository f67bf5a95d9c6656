// What is on disk, how fast, and what its upkeep costs those who type: ours alone, since no peer says when an edit is stored.
// @ts-check
import { compactionRun } from './compaction.mjs';
import { simpleRun } from './runs.mjs';
import { page } from './sizes.mjs';
import { atMost } from './verdicts.mjs';

/** @typedef {import('./index.mjs').Rows} Rows @typedef {import('./index.mjs').Verdict} Verdict */

/** 1,000 documents have just come; their titles and texts are read 2 s after that, in a thread that wants the processor too. */
const durableWarmSeconds = 10;

/** @param {import('./sizes.mjs').Tier} tier @returns {import('./index.mjs').Scenario[]} */
export function diskScenarios({ isQuick, times, rounds }) {
  return [
    {
      id: 'durable',
      title: '1,000 documents, a writer each that types as fast as acks come; then all together at half that rate',
      run: durableRun,
      points: [{ id: 'all', label: '', options: { documents: isQuick ? 200 : 1000, size: page, ...times, ...(isQuick ? {} : { warmSeconds: durableWarmSeconds }) }, contestants: ['ours'], rounds }],
      columns: ['ackedPerSecond', 'ackedPerCoreSecond', 'coresUsed', 'ackP50', 'ackP99', 'halfAckP50', 'halfAckP99'],
      verdicts: ({ all = {} }) => [
        atLeastPerCore(all),
        atMost(all, { what: 'ack p99 at half the load', key: 'halfAckP99', most: 50, unit: 'ms' }),
      ],
    },
    {
      id: 'compaction',
      title: 'Typing (20 documents, 2 tabs) while documents of 1.5 MB are compacted',
      run: compactionRun,
      points: [{ id: 'all', label: '', options: { documents: 20, tabs: 2, writers: 2, keysPerSecond: 5, size: page, ...times, windowSeconds: isQuick ? 3 : 6 }, contestants: ['ours'], rounds }],
      columns: ['delayP50', 'delayP99', 'compactingP50', 'compactingP99', 'compactions', 'loopDelayP99', 'compactingLoopDelayP99'],
      verdicts: ({ all = {} }) => [ratioWithin(all)],
    },
  ];
}

/** @type {import('./index.mjs').Run} */
async function durableRun(entrant, options) {
  const fast = await simpleRun('durable')(entrant, { ...options, keysPerSecond: null });
  const half = await simpleRun('durable')(entrant, { ...options, keysPerSecond: fast['ackedPerSecond'] / 2, prefix: 'half' });
  return { ...fast, halfAckP50: half['ackP50'], halfAckP99: half['ackP99'], keepsUp: fast['keepsUp'] && half['keepsUp'] };
}

/** @param {Rows} rows @returns {Verdict} */
function atLeastPerCore(rows) {
  const measured = rows['ours']?.['ackedPerCoreSecond'] ?? null;
  return { what: 'acked keystrokes/s per core used', target: '≥ 10,000', measured: measured === null ? '–' : Math.round(measured).toLocaleString('en'), isReached: measured === null ? null : measured >= 10_000 };
}

/** @param {Rows} rows @returns {Verdict} */
function ratioWithin(rows) {
  const { delayP99 = null, compactingP99 = null } = rows['ours'] ?? {};
  if (delayP99 === null || compactingP99 === null) return { what: 'delay p99', target: '≤ 1.5 × without', measured: '–', isReached: null };
  return { what: 'delay p99', target: '≤ 1.5 × without', measured: `${(compactingP99 / delayP99).toFixed(2)} ×`, isReached: compactingP99 <= delayP99 * 1.5 };
}
