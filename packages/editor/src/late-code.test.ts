// @vitest-environment jsdom
/** Code that can't be had at once is asked for again, but not without end, and anew when there is hope. */
import { expect, test, vi } from 'vitest';
import { againAfterMs, attemptsMax, loadAtLast, loadPatiently, onceThereIsHope } from './late-code.ts';
import { FakeClock } from './testing/fake-clock.ts';

interface Scene {
  readonly load: ReturnType<typeof vi.fn<() => Promise<string>>>;
  readonly come: () => void;
  readonly advance: (ms: number) => Promise<void>;
  readonly options: { readonly signal: AbortSignal; readonly after: FakeClock['after'] };
  readonly end: () => void;
}

/** Fails until it may come. */
function scene(): Scene {
  let isThere = false;
  const load = vi.fn(async () => await (isThere ? Promise.resolve('code') : Promise.reject(new TypeError('Failed to fetch'))));
  const [clock, ending] = [new FakeClock(), new AbortController()];
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const options = { signal: ending.signal, after: clock.after.bind(clock) };
  return { load, come: () => (isThere = true), advance, options, end: () => ending.abort() };
}

/** Lets each attempt of a row fail, and sees that none comes before its time. */
async function failInARow({ load, advance }: Scene): Promise<void> {
  const before = load.mock.calls.length - 1;
  for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
    expect(load).toHaveBeenCalledTimes(before + attempt);
    await advance(againAfterMs * 2 ** (attempt - 1) - 1);
    expect(load).toHaveBeenCalledTimes(before + attempt);
    await advance(1);
  }
  await advance(86_400_000);
  expect(load).toHaveBeenCalledTimes(before + attemptsMax);
}

test('what is there is asked for once', async () => {
  const { load, come, options } = scene();
  come();
  expect(await loadPatiently(load, options)).toBe('code');
  expect(load).toHaveBeenCalledOnce();
});

test('what can not be had is asked for again, later and later, so often and not once more', async () => {
  const all = scene();
  const loading = loadPatiently(all.load, all.options);
  await all.advance(0);
  await failInARow(all);
  expect(await loading).toBeNull();
});

test('what comes at the last attempt is taken', async () => {
  const { load, come, advance, options } = scene();
  const loading = loadPatiently(load, options);
  await advance(0);
  for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
    if (attempt === attemptsMax - 1) come();
    await advance(againAfterMs * 2 ** (attempt - 1));
  }
  expect(await loading).toBe('code');
  expect(load).toHaveBeenCalledTimes(attemptsMax);
});

test('when there is a network it is asked for at once, and a row begins with that', async () => {
  const all = scene();
  const loading = loadPatiently(all.load, all.options);
  await all.advance(0);
  await all.advance(againAfterMs);
  expect(all.load).toHaveBeenCalledTimes(2);
  window.dispatchEvent(new Event('online'));
  await all.advance(0);
  expect(all.load).toHaveBeenCalledTimes(3);
  await failInARow(all);
  expect(await loading).toBeNull();
});

test.each(['online', 'focus'])('what must come is asked for anew on %s, in a row again, until it is there', async (type) => {
  const all = scene();
  const loading = loadAtLast(all.load, all.options);
  await all.advance(0);
  for (let row = 0; row < 2; row += 1) {
    await failInARow(all);
    window.dispatchEvent(new Event(type));
    await all.advance(0);
  }
  all.come();
  await all.advance(againAfterMs);
  expect(await loading).toBe('code');
  expect(all.load).toHaveBeenCalledTimes(2 * attemptsMax + 2);
});

test.each([0, 1_000_000])('what was ended after %i ms asks no more', async (ms) => {
  const { load, advance, options, end } = scene();
  const loading = loadAtLast(load, options);
  await advance(0);
  for (let passed = 0; passed < ms; passed += ms / 10) await advance(ms / 10);
  const asked = load.mock.calls.length;
  end();
  expect(await loading).toBeNull();
  for (const type of ['online', 'focus']) window.dispatchEvent(new Event(type));
  await advance(86_400_000);
  expect(load).toHaveBeenCalledTimes(asked);
});

test('hope comes once, and no more where the wait was ended', () => {
  const callback = vi.fn();
  const end = onceThereIsHope(callback);
  for (const type of ['focus', 'online', 'focus']) window.dispatchEvent(new Event(type));
  end();
  expect(callback).toHaveBeenCalledOnce();
});

test('styles that can not be had are asked for before their code is, not twice at a time, and the code is not there without them', async () => {
  document.head.innerHTML = '<link rel="stylesheet" href="/had.css"><link rel="stylesheet" href="https://elsewhere.example/x.css"><link rel="stylesheet" href="/failed.css">';
  const [had, , failed] = document.querySelectorAll('link');
  if (had === undefined || failed === undefined) throw new Error('no links');
  const unreadable = (): never => {
    throw new DOMException('Cannot access rules', 'SecurityError');
  };
  Object.defineProperty(had, 'sheet', { value: { cssRules: [] } });
  Object.defineProperty(failed, 'sheet', { value: Object.defineProperty({}, 'cssRules', { get: unreadable }) });
  const asked = (): (string | null)[] => [...document.querySelectorAll('link')].map((link) => link.getAttribute('href'));
  const answer = (type: 'load' | 'error'): void => void [...document.querySelectorAll('link')].at(-1)?.dispatchEvent(new Event(type));
  const first = asked();
  const all = scene();
  // As formulas do, each for itself.
  const loadings = [0, 1].map(async () => await loadPatiently(all.load, all.options));
  await all.advance(0);
  expect(asked()).toEqual(first);
  all.come();
  await all.advance(againAfterMs);
  expect(asked()).toEqual([...first, '/failed.css']);
  answer('error');
  await all.advance(0);
  expect(asked()).toEqual(first);
  await all.advance(2 * againAfterMs);
  expect(asked()).toEqual([...first, '/failed.css']);
  expect(all.load).toHaveBeenCalledTimes(2);
  answer('load');
  expect(await Promise.all(loadings)).toEqual(['code', 'code']);
});
