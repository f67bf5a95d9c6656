/** What draws formulas and colours code comes when it is first needed; a page that can't have it shows the text as it is, and asks again. */
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';

test('a formula and code whose drawing can\'t be had are shown as they were written, asked for a few times, and drawn when there is a network', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker, /Failed to load resource/);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const { page } = ana;
  const asked: string[] = [];
  const late = /\/assets\/(?:draw-latex|tokenize-code)-[^/]+\.js$/;
  await page.route(late, async (route) => {
    asked.push(late.exec(route.request().url())?.[0] ?? '');
    await route.abort('internetdisconnected');
  });
  await ana.startDocument(server.url);
  await ana.write('$x^2$ ');
  const formula = ana.body.locator('.formula');
  await expect(formula).toHaveText('x^2');
  await page.keyboard.press('Enter');
  await page.keyboard.type('```js ');
  await page.keyboard.type('const words = "written while nothing can be coloured";', { delay: 20 });
  await expect.poll(() => new Set(asked).size).toBe(2);
  await expect(formula).toHaveText('x^2');
  await expect(formula).not.toHaveClass(/is-faulty/);
  // Five in a row of each at most, whatever is written, and what the build fetches ahead of the first.
  expect(asked.length).toBeLessThanOrEqual(12);
  await page.unroute(late);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(formula.locator('.katex')).toBeVisible();
  await expect(ana.body.locator('.hljs-keyword')).toHaveText('const');
  await ana.expectSaved();
});
