// What each figure is called on the page, and how it is written.
// @ts-check

/** @type {Record<string, { title: string, write: (value: number) => string }>} */
export const columns = {
  cpuPerDeliveryUs: { title: 'CPU per delivered keystroke, µs', write: digits(1) },
  cpuShare: { title: 'cores used', write: digits(2) },
  delayP50: { title: 'delay p50, ms', write: digits(1) },
  delayP99: { title: 'delay p99, ms', write: digits(1) },
  framesPerTabSecond: { title: 'frames a tab is sent, 1/s', write: digits(0) },
  cpuPerJoinMs: { title: 'CPU per join, ms', write: digits(2) },
  wallMs: { title: 'until all have joined, ms', write: digits(0) },
  documents: { title: 'documents', write: digits(0) },
  perDocumentMiB: { title: 'memory each, MiB', write: digits(2) },
  baseMiB: { title: 'before, MiB', write: digits(0) },
  residentMiB: { title: 'with all open, MiB', write: digits(0) },
  peakMiB: { title: 'peak, MiB', write: digits(0) },
  ackedPerSecond: { title: 'acked keystrokes/s', write: digits(0) },
  ackedPerCoreSecond: { title: '… per core used', write: digits(0) },
  coresUsed: { title: 'cores used', write: digits(2) },
  ackP50: { title: 'ack p50, ms', write: digits(1) },
  ackP99: { title: 'ack p99, ms', write: digits(1) },
  halfAckP50: { title: 'at half: ack p50, ms', write: digits(1) },
  halfAckP99: { title: 'at half: ack p99, ms', write: digits(1) },
  compactingP50: { title: 'compacting: delay p50, ms', write: digits(1) },
  compactingP99: { title: 'compacting: delay p99, ms', write: digits(1) },
  compactions: { title: 'compactions', write: digits(0) },
  loopDelayP99: { title: 'event-loop delay p99, ms', write: digits(1) },
  compactingLoopDelayP99: { title: 'compacting: event-loop delay p99, ms', write: digits(1) },
};

/** @param {number} count */
function digits(count) {
  return (/** @type {number} */ value) => value.toLocaleString('en', { minimumFractionDigits: count, maximumFractionDigits: count });
}
