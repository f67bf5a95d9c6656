// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { againAfterMs, attemptsMax, loadLatePart } from './late-part.ts';

/** Fails until it may come. */
function scene(): { load: ReturnType<typeof vi.fn<() => Promise<string>>>; come: () => void; clock: FakeClock; ending: AbortController } {
  let isThere = false;
  const load = vi.fn(async () => await (isThere ? Promise.resolve('part') : Promise.reject(new TypeError('Failed to fetch'))));
  return { load, come: () => (isThere = true), clock: new FakeClock(), ending: new AbortController() };
}

const rounds = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test('a part that can\'t be had is asked for again, later and later, so often and not once more', async () => {
  const { load, clock, ending } = scene();
  const loading = loadLatePart(load, { signal: ending.signal, clock });
  for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
    await rounds();
    expect(load).toHaveBeenCalledTimes(attempt);
    clock.advance(againAfterMs * 2 ** (attempt - 1) - 1);
    await rounds();
    expect(load).toHaveBeenCalledTimes(attempt);
    clock.advance(1);
  }
  await rounds();
  clock.advance(86_400_000);
  await rounds();
  expect(load).toHaveBeenCalledTimes(attemptsMax);
  ending.abort();
  expect(await loading).toBeNull();
});

test('when there is a network it is asked for at once', async () => {
  const { load, come, clock, ending } = scene();
  const loading = loadLatePart(load, { signal: ending.signal, clock });
  await rounds();
  come();
  window.dispatchEvent(new Event('online'));
  expect(await loading).toBe('part');
  expect(load).toHaveBeenCalledTimes(2);
});

test('what was ended asks no more', async () => {
  const { load, clock, ending } = scene();
  const loading = loadLatePart(load, { signal: ending.signal, clock });
  ending.abort();
  expect(await loading).toBeNull();
  window.dispatchEvent(new Event('online'));
  clock.advance(againAfterMs);
  await rounds();
  expect(load).toHaveBeenCalledTimes(1);
});
