/** Code that can't be had at once is asked for again, but not for ever. */
import { expect, test } from 'vitest';
import { attemptsMax, loadPatiently } from './load-patiently.ts';

async function run(failures: number): Promise<{ loaded: string | null; asked: number; waits: number[] }> {
  let asked = 0;
  const waits: number[] = [];
  const load = (): Promise<string> => {
    asked += 1;
    return asked > failures ? Promise.resolve('code') : Promise.reject(new TypeError('Failed to fetch'));
  };
  const loaded = await loadPatiently(load, (ms) => Promise.resolve(waits.push(ms)));
  return { loaded, asked, waits };
}

test('what is there is loaded once, without a wait', async () => {
  expect(await run(0)).toEqual({ loaded: 'code', asked: 1, waits: [] });
});

test('what fails is asked for again, each time after a longer wait', async () => {
  expect(await run(attemptsMax - 1)).toEqual({ loaded: 'code', asked: attemptsMax, waits: [1_000, 2_000, 4_000] });
});

test('what fails once more is given up', async () => {
  expect(await run(attemptsMax)).toMatchObject({ loaded: null, asked: attemptsMax });
});
