/** `/healthz` and `/readyz`. */
import type { StoreStatus } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import { openHttpScene } from '../../testing/http-scene.ts';
import { health } from './health.ts';

test('readiness follows the disk, health does not', async () => {
  let status: StoreStatus = { state: 'ok' };
  const { send, close } = await openHttpScene({ features: [health], storeStatus: () => status });
  expect((await send('/readyz')).status).toBe(200);
  status = { state: 'failing', error: new Error('/secret/path: ENOSPC'), since: Date.UTC(2026, 0, 1) };
  const failing = await send('/readyz');
  expect(failing.status).toBe(503);
  expect(failing.headers['content-type']).toBe('application/problem+json');
  expect(failing.headers['cache-control']).toBe('no-store');
  expect(failing.json()).toMatchObject({ detail: expect.stringContaining('since 2026-01-01T00:00:00.000Z') });
  expect(failing.text).not.toContain('/secret/path');
  expect((await send('/healthz')).status).toBe(200);
  status = { state: 'ok' };
  expect((await send('/readyz')).status).toBe(200);
  await close();
});

test('a disk that fills up is said, and the server is ready all the same', async () => {
  let isLow = false;
  const { send, close } = await openHttpScene({ features: [health], isDiskLow: () => isLow });
  expect((await send('/readyz')).json()).toEqual({ status: 'ready', disk: 'ok' });
  isLow = true;
  const low = await send('/readyz');
  expect(low.status).toBe(200);
  expect(low.json()).toEqual({ status: 'ready', disk: 'low' });
  await close();
});
