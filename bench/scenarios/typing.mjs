// People who type: many in one document, and two each in many.
// @ts-check
import { simpleRun } from './runs.mjs';
import { everyone, page } from './sizes.mjs';
import { atMost, bestPeer, ratioTo, value } from './verdicts.mjs';

/** A server that is asked little compiles late, and what is measured is a day's work and not its first seconds. */
const longWarmSeconds = 8;

const columns = ['cpuPerDeliveryUs', 'delayP50', 'delayP99', 'framesPerTabSecond', 'cpuShare'];

/** @param {import('./sizes.mjs').Tier} tier @returns {import('./index.mjs').Scenario[]} */
export function typingScenarios(tier) {
  return [...inOneDocument(tier), ...inPairs(tier)];
}

/** @param {import('./sizes.mjs').Tier} tier @returns {import('./index.mjs').Scenario[]} */
function inOneDocument({ isQuick, times, rounds, fewRounds }) {
  const warmSeconds = isQuick ? times.warmSeconds : longWarmSeconds;
  /** @param {object} options @param {{ who: readonly string[], rounds: number }} runs */
  const points = (options, runs) => [{ id: 'all', label: '', options: { size: page, ...times, warmSeconds, ...options }, contestants: runs.who, rounds: runs.rounds }];
  return [
    {
      id: 'crowd',
      title: '1 document, 100 tabs, 50 of them typing 6 keys/s with cursors',
      run: simpleRun('typing'),
      points: points({ documents: 1, tabs: 100, writers: 50, keysPerSecond: 6 }, { who: everyone, rounds }),
      columns: columns,
      verdicts: ({ all = {} }) => [
        ratioTo(all, { what: 'CPU per delivered keystroke', key: 'cpuPerDeliveryUs', to: bestPeer(all, 'cpuPerDeliveryUs'), most: 1 / 5 }),
        atMost(all, { what: 'delay p50', key: 'delayP50', most: 25, unit: 'ms' }),
        atMost(all, { what: 'delay p99', key: 'delayP99', most: 60, unit: 'ms' }),
      ],
    },
    {
      id: 'hall',
      title: '1 document, 400 tabs, all typing 1 key/s with cursors',
      run: simpleRun('typing'),
      points: points({ documents: 1, tabs: 400, writers: 400, keysPerSecond: 1 }, { who: everyone, rounds: fewRounds }),
      columns: columns,
      verdicts: ({ all = {} }) => [
        value(all, { what: 'keeps up', key: 'keepsUp' }),
        atMost(all, { what: 'delay p99', key: 'delayP99', most: 150, unit: 'ms' }),
        ratioTo(all, { what: 'CPU per delivered keystroke', key: 'cpuPerDeliveryUs', to: bestPeer(all, 'cpuPerDeliveryUs', { onlyKeepingUp: true }), most: 1 / 3 }),
      ],
    },
    {
      id: 'meeting',
      title: '1 document, 50 tabs, 10 of them typing 10 keys/s with cursors',
      run: simpleRun('typing'),
      points: points({ documents: 1, tabs: 50, writers: 10, keysPerSecond: 10 }, { who: everyone, rounds: fewRounds }),
      columns: columns,
      verdicts: ({ all = {} }) => [
        ratioTo(all, { what: 'CPU per delivered keystroke', key: 'cpuPerDeliveryUs', to: bestPeer(all, 'cpuPerDeliveryUs'), most: 1 / 2 }),
        atMost(all, { what: 'delay p50', key: 'delayP50', most: 15, unit: 'ms' }),
      ],
    },
  ];
}

/** @param {import('./sizes.mjs').Tier} tier @returns {import('./index.mjs').Scenario[]} */
function inPairs({ isQuick, times, rounds, fewRounds }) {
  const warmSeconds = isQuick ? times.warmSeconds : longWarmSeconds / 2;
  /** @param {object} options @param {{ who: readonly string[], rounds: number }} runs */
  const points = (options, runs) => [{ id: 'all', label: '', options: { size: page, ...times, warmSeconds, ...options }, contestants: runs.who, rounds: runs.rounds }];
  return [
    {
      id: 'pairs',
      title: '200 documents, 2 tabs each, all typing 5 keys/s with cursors',
      run: simpleRun('typing'),
      points: points({ documents: isQuick ? 100 : 200, tabs: 2, writers: 2, keysPerSecond: 5 }, { who: everyone, rounds }),
      columns: columns,
      verdicts: ({ all = {} }) => [
        ratioTo(all, { what: 'CPU, against the best peer without storage', key: 'cpuPerDeliveryUs', to: bestPeer(all, 'cpuPerDeliveryUs', { isDurable: false }), most: 0.7 }),
        ratioTo(all, { what: 'CPU, against the best peer with its storage', key: 'cpuPerDeliveryUs', to: bestPeer(all, 'cpuPerDeliveryUs', { isDurable: true }), most: 0.5 }),
        ratioTo(all, { what: 'CPU, against the relay that commits first', key: 'cpuPerDeliveryUs', to: 'relay-leveldb', most: 1.3 }),
        atMost(all, { what: 'delay p50', key: 'delayP50', most: 10, unit: 'ms' }),
      ],
    },
    {
      id: 'few-pairs',
      title: '20 documents, 2 tabs each, all typing 5 keys/s with cursors',
      run: simpleRun('typing'),
      points: points({ documents: 20, tabs: 2, writers: 2, keysPerSecond: 5 }, { who: everyone, rounds: fewRounds }),
      columns: columns,
      verdicts: ({ all = {} }) => [atMost(all, { what: 'delay p50', key: 'delayP50', most: 4, unit: 'ms' })],
    },
  ];
}
