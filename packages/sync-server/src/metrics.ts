/** The instruments of the server, and the registry that Prometheus reads. Calls are cheap: they stand on the path of every keystroke. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type UpdateOutcome = 'new' | 'known' | 'gap' | 'refused' | 'dropped';
export type CompactionOutcome = 'done' | 'failed';
/** Where something failed: a frame, a room's load, an open room, the store, the worker, a route, or a listener of ours. */
export type FailureKind = 'frame' | 'load' | 'room' | 'store' | 'worker' | 'http' | 'feature';

/** What rooms, connections and the store report. */
export interface ServerMetrics {
  updateReceived(outcome: UpdateOutcome): void;
  /** From the frame's arrival to its commit, in milliseconds. */
  ackDelay(delayMs: number): void;
  bytesReceived(bytes: number): void;
  bytesSent(bytes: number): void;
  /** One synced batch: how long it took, and how many operations it held. */
  commit(durationMs: number, operations: number): void;
  compaction(outcome: CompactionOutcome): void;
  failure(kind: FailureKind): void;
}

/** Asked when Prometheus comes by, so that no gauge can drift from what it counts. */
export interface GaugeSources {
  roomsOpen(): number;
  sessionsOpen(): number;
  isStoreFailing(): boolean;
  /** Of the data directory's file system; null while it is not known. */
  diskFreeBytes(): number | null;
}

export interface Metrics extends ServerMetrics {
  readonly registry: Registry;
  /** Says where the gauges come from; to be called once. */
  observe(sources: GaugeSources): void;
}

const delayBucketsSeconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const operationsBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** A registry of our own: two servers in one process do not meet in the library's global one. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const updates = countByOutcome(registry, {
    name: 'scriptorium_updates_total',
    help: 'Updates that came in, by what became of them',
    label: 'outcome',
    values: ['new', 'known', 'gap', 'refused', 'dropped'],
  });
  const compactions = countByOutcome(registry, {
    name: 'scriptorium_compactions_total',
    help: 'Compactions, by outcome',
    label: 'outcome',
    values: ['done', 'failed'],
  });
  const failures = countByOutcome(registry, {
    name: 'scriptorium_failures_total',
    help: 'Failures, by where they happened',
    label: 'kind',
    values: ['frame', 'load', 'room', 'store', 'worker', 'http', 'feature'],
  });
  const received = count(registry, 'scriptorium_received_bytes_total', 'Bytes of WebSocket messages that came in');
  const sent = count(registry, 'scriptorium_sent_bytes_total', 'Bytes of WebSocket messages that went out');
  const commits = count(registry, 'scriptorium_commits_total', 'Synced batches');
  const ackDelaySeconds = histogram(registry, 'scriptorium_ack_delay_seconds', 'From an update to its commit', delayBucketsSeconds);
  const commitSeconds = histogram(registry, 'scriptorium_commit_duration_seconds', 'A synced batch', delayBucketsSeconds);
  const operations = histogram(registry, 'scriptorium_commit_operations', 'Operations in a synced batch', operationsBuckets);
  return {
    registry,
    updateReceived: (outcome) => updates[outcome].add(1),
    ackDelay: (delayMs) => ackDelaySeconds.observe(delayMs / 1_000),
    bytesReceived: (bytes) => received.add(bytes),
    bytesSent: (bytes) => sent.add(bytes),
    commit: (durationMs, operationCount) => {
      commits.add(1);
      commitSeconds.observe(durationMs / 1_000);
      operations.observe(operationCount);
    },
    compaction: (outcome) => compactions[outcome].add(1),
    failure: (kind) => failures[kind].add(1),
    observe: (sources) => observeGauges(registry, sources),
  };
}

/** A number that is only looked at when Prometheus comes by: adding to it costs an addition. */
class Tally {
  #value = 0;

  get value(): number {
    return this.#value;
  }

  add(amount: number): void {
    this.#value += amount;
  }
}

function count(registry: Registry, name: string, help: string): Tally {
  const tally = new Tally();
  const counter = new Counter({
    name,
    help,
    registers: [],
    collect() {
      this.reset();
      this.inc(tally.value);
    },
  });
  registry.registerMetric(counter);
  return tally;
}

interface LabelledCount<Value extends string> {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly values: readonly Value[];
}

function countByOutcome<Value extends string>(
  registry: Registry,
  { name, help, label, values }: LabelledCount<Value>,
): Record<Value, Tally> {
  const tallies = values.map((value) => [value, new Tally()] as const);
  const counter = new Counter({
    name,
    help,
    labelNames: [label],
    registers: [],
    collect() {
      this.reset();
      for (const [value, tally] of tallies) this.inc({ [label]: value }, tally.value);
    },
  });
  registry.registerMetric(counter);
  // Object.fromEntries forgets the keys that it was given.
  return Object.fromEntries(tallies) as Record<Value, Tally>;
}

function histogram(registry: Registry, name: string, help: string, buckets: number[]): Histogram {
  return new Histogram({ name, help, buckets, registers: [registry] });
}

function observeGauges(registry: Registry, sources: GaugeSources): void {
  gauge(registry, 'scriptorium_rooms_open', 'Documents that are open', () => sources.roomsOpen());
  gauge(registry, 'scriptorium_sessions_open', 'Sockets that are in a room', () => sources.sessionsOpen());
  gauge(registry, 'scriptorium_store_failing', '1 while commits do not reach the disk', () => (sources.isStoreFailing() ? 1 : 0));
  gauge(registry, 'scriptorium_disk_free_bytes', 'Free space of the data directory', () => sources.diskFreeBytes() ?? Number.NaN);
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  const instrument = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
  registry.registerMetric(instrument);
}
