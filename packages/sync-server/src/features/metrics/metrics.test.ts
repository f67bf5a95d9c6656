/** `/metrics`, and who may read it. */
import { expect, test } from 'vitest';
import { openHttpScene } from '../../testing/http-scene.ts';
import { metrics as feature } from './metrics.ts';

test('from this machine: our figures, and those of the process', async () => {
  const { send, close, metrics } = await openHttpScene({ features: [feature] });
  metrics.updateReceived('new');
  const { status, headers, text } = await send('/metrics');
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(text).toContain('scriptorium_updates_total{outcome="new"} 1');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  await close();
});

test('what a proxy passes on is refused, unless metrics are public', async () => {
  const passedOn = { headers: { 'x-forwarded-for': '203.0.113.1' } };
  const closed = await openHttpScene({ features: [feature] });
  expect((await closed.send('/metrics', passedOn)).status).toBe(403);
  await closed.close();
  const open = await openHttpScene({ features: [feature], config: { metricsAccess: 'public' } });
  expect((await open.send('/metrics', passedOn)).status).toBe(200);
  await open.close();
});
