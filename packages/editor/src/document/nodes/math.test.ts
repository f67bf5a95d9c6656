// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { drawFormula, latexLengthMax } from './math.ts';

test('a formula of the greatest length is drawn, and of one that is longer no part', async () => {
  const { signal } = new AbortController();
  const longest = 'x'.padEnd(latexLengthMax);
  const [drawn, refused] = [document.createElement('span'), document.createElement('span')];
  expect(await drawFormula(drawn, { latex: longest, isBlock: false, signal })).toBeNull();
  expect(drawn.textContent).toContain('x');
  expect(await drawFormula(refused, { latex: `${longest} `, isBlock: false, signal })).toContain(String(latexLengthMax));
  expect(refused.textContent).toBe('');
});
