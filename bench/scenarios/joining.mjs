// Tabs that join: after a restart, for the first time, and again.
// @ts-check
import { storedRun } from './runs.mjs';
import { novel, stored } from './sizes.mjs';
import { atMost, bestPeer, ratioTo } from './verdicts.mjs';

/** @param {import('./sizes.mjs').Tier} tier @returns {import('./index.mjs').Scenario[]} */
export function joinScenarios({ isQuick, times, rounds, fewRounds }) {
  /** @param {object} options @param {readonly string[]} who */
  const points = (options, who) => [
    { id: 'all', label: '', options: { trace: times.trace, size: novel, prefix: 'novel', ...options }, contestants: who, rounds },
  ];
  return [
    {
      id: 'cold-start',
      title: 'Cold start: 40 documents of 260,000 keystrokes, 5 tabs each at once',
      run: storedRun('join'),
      points: points({ documents: isQuick ? 10 : 40, tabs: 5, isUpToDate: false }, stored),
      columns: ['cpuPerJoinMs', 'wallMs'],
      verdicts: ({ all = {} }) => [
        ratioTo(all, { what: 'CPU per join', key: 'cpuPerJoinMs', to: bestPeer(all, 'cpuPerJoinMs'), most: 1 / 8 }),
        ratioTo(all, { what: 'time until the last tab has its document', key: 'wallMs', to: bestPeer(all, 'wallMs'), most: 1 / 4 }),
      ],
    },
    {
      id: 'memory',
      title: 'Documents of 260,000 keystrokes that are open, a tab each',
      run: storedRun('memory'),
      points: points({ documents: 1000, peerDocuments: 150, quickDocuments: 100, isQuick }, stored).map((point) => ({ ...point, rounds: 1 })),
      columns: ['documents', 'perDocumentMiB', 'baseMiB', 'residentMiB', 'peakMiB'],
      verdicts: ({ all = {} }) => [atMost(all, { what: 'memory for each document', key: 'perDocumentMiB', most: 0.5, unit: 'MiB' })],
    },
    {
      id: 'reconnect',
      title: '1,000 tabs that are up to date come back to one document of 260,000 keystrokes',
      run: storedRun('join'),
      points: points({ documents: 1, tabs: isQuick ? 200 : 1000, isUpToDate: true }, ['ours', 'y-websocket-leveldb', 'hocuspocus-sqlite', 'relay']).map((point) => ({ ...point, rounds: fewRounds })),
      columns: ['cpuPerJoinMs', 'wallMs'],
      verdicts: ({ all = {} }) => [ratioTo(all, { what: 'CPU per tab', key: 'cpuPerJoinMs', to: bestPeer(all, 'cpuPerJoinMs'), most: 1 / 5 })],
    },
  ];
}
