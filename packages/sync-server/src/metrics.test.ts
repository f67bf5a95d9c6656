/** What Prometheus reads. */
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('what is reported is what is read', async () => {
  const metrics = createMetrics();
  metrics.updateReceived('new');
  metrics.updateReceived('new');
  metrics.updateReceived('gap');
  metrics.ackDelay(3);
  metrics.bytesReceived(10);
  metrics.bytesSent(20);
  metrics.bytesSent(1);
  metrics.commit(2, 7);
  metrics.compaction('failed');
  metrics.failure('frame');
  const text = await metrics.registry.metrics();
  for (const line of [
    'scriptorium_updates_total{outcome="new"} 2',
    'scriptorium_updates_total{outcome="gap"} 1',
    'scriptorium_updates_total{outcome="dropped"} 0',
    'scriptorium_ack_delay_seconds_sum 0.003',
    'scriptorium_ack_delay_seconds_count 1',
    'scriptorium_received_bytes_total 10',
    'scriptorium_sent_bytes_total 21',
    'scriptorium_commits_total 1',
    'scriptorium_commit_duration_seconds_sum 0.002',
    'scriptorium_commit_operations_sum 7',
    'scriptorium_compactions_total{outcome="failed"} 1',
    'scriptorium_failures_total{kind="frame"} 1',
    'scriptorium_failures_total{kind="room"} 0',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('counters stay what they are when they are read twice', async () => {
  const metrics = createMetrics();
  metrics.commit(1, 1);
  const first = await metrics.registry.metrics();
  expect(await metrics.registry.metrics()).toBe(first);
});

test('gauges are asked when they are read', async () => {
  const metrics = createMetrics();
  let rooms = 1;
  metrics.observe({ roomsOpen: () => rooms, sessionsOpen: () => 5, isStoreFailing: () => true, diskFreeBytes: () => 7 });
  rooms = 2;
  const lines = (await metrics.registry.metrics()).split('\n');
  expect(lines).toContain('scriptorium_rooms_open 2');
  expect(lines).toContain('scriptorium_sessions_open 5');
  expect(lines).toContain('scriptorium_store_failing 1');
  expect(lines).toContain('scriptorium_disk_free_bytes 7');
});

test('two servers in one process do not count for each other', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.commit(1, 1);
  expect(await other.registry.metrics()).toContain('scriptorium_commits_total 0');
});
