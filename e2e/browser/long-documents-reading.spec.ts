/** In a very long document, of which only what is near the window is laid out, what is far away is found, shown and told as in a short one. */
import type { BrowserContextOptions } from '@playwright/test';
import { expectNothingFound } from '../harness/accessibility.ts';
import { type BrowserFixtures, blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import type { Fixtures } from '../harness/fixtures.ts';
import { blocksOf, edge, expectAllDrawn, insertHeading, insertList, insertParagraphs, linesOf, longBlocks, openLong } from '../harness/long-document.ts';
import type { Person } from '../harness/person.ts';
import { placeCaret } from '../harness/remote-caret.ts';
import { shareOfColour } from '../harness/share-of-colour.ts';

/** Far from everything that is laid out at first. */
const far = 900;

/** Somebody at a document of paragraphs and nothing else. */
async function arriveAtParagraphs(
  { server, arrive, connect }: Pick<Fixtures & BrowserFixtures, 'server' | 'arrive' | 'connect'>,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const writer = connect('long');
  await writer.synced();
  insertParagraphs(writer, { count: longBlocks });
  const person = await arrive('Ana', options);
  await openLong(person, `${server.url}/d/long`);
  return person;
}

for (const [how, userAgent, itself] of [
  ['by many blocks at a time', undefined, 'visible'],
  ['block by block where the keyboard is on the screen', 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36', 'auto'],
] as const) {
  test(`what is far from the window is skipped ${how}`, async ({ server, arrive, connect }) => {
    const ana = await arriveAtParagraphs({ server, arrive, connect }, userAgent === undefined ? {} : { userAgent });
    const layoutOf = async (index: number): Promise<{ isSkipped: boolean; itself: string }> =>
      await blocksOf(ana).nth(index).evaluate((block) => ({ isSkipped: !block.checkVisibility({ contentVisibilityAuto: true }), itself: getComputedStyle(block).contentVisibility }));
    await expect.poll(async () => await layoutOf(2)).toEqual({ isSkipped: false, itself });
    // What is skipped by itself is drawn as a block of some height, and only its letters are skipped.
    await expect.poll(async () => await layoutOf(far)).toEqual({ isSkipped: itself === 'visible', itself });
  });
}

test('find and replace jump to what was never laid out', async ({ server, arrive, connect }) => {
  const ana = await arriveAtParagraphs({ server, arrive, connect });
  const { page } = ana;
  await blocksOf(ana).nth(2).click();
  await page.keyboard.press('ControlOrMeta+f');
  const panel = page.getByRole('search', { name: 'Find and replace' });
  await expect(panel.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.type(`paragraph ${far}.`);
  await expect(page.getByTestId('find-count')).toHaveText('1 of 1');
  await expect(blocksOf(ana).nth(far)).toBeInViewport();
  await panel.getByRole('button', { name: 'Replace…' }).click();
  await panel.getByRole('textbox', { name: 'Replace with' }).fill('found');
  await panel.getByRole('button', { name: 'Replace all' }).click();
  await expect(blocksOf(ana).nth(far)).toHaveText('found');
  await expectAllDrawn(ana);
});

test('the outline leads to a heading far away, and one writes there', async ({ server, arrive, connect }) => {
  const writer = connect('long');
  await writer.synced();
  insertParagraphs(writer, { count: longBlocks });
  insertHeading(writer, 1, 'Near');
  insertHeading(writer, far, 'Far');
  const ana = await arrive('Ana', { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await openLong(ana, `${server.url}/d/long`, longBlocks + 2);
  const outline = ana.page.getByRole('navigation', { name: 'Outline' });
  const entry = outline.getByRole('button', { name: 'Far' });
  await entry.click();
  await expect(ana.body.locator('h2', { hasText: 'Far' })).toBeInViewport();
  await expect(entry).toHaveAttribute('aria-current', 'location');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.press('End');
  await ana.page.keyboard.type(' away');
  await expect(ana.body.locator('h2').last()).toHaveText('Far away');
});

test('a person far away is followed, and their name stands out of the blocks at an edge', async ({ server, arrive, connect }) => {
  const writer = connect('long');
  await writer.synced();
  insertParagraphs(writer, { count: longBlocks, words: ' It has words.' });
  const ana = await arrive('Ana', { reducedMotion: 'reduce' });
  await openLong(ana, `${server.url}/d/long`);
  placeCaret(writer, { name: 'Benedict', colour: 3, before: `${far}. It` });
  const caret = ana.caretOf('Benedict');
  await expect(caret).toBeAttached();
  await expect(caret).not.toBeInViewport();
  const follow = ana.page.getByRole('button', { name: 'Follow Benedict' });
  await follow.focus();
  await ana.page.keyboard.press('Enter');
  await expect(caret).toBeInViewport();
  // It shows for as long as the pointer is at the caret.
  const label = caret.locator('.caret-label');
  await caret.hover({ force: true });
  await expect(label).toHaveCSS('opacity', '1');
  await expect.poll(async () => await shareOfColour(label)).toBeGreaterThan(0.3);
  // Without the room that style sheets give it, it would be cut.
  await ana.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.text.is-long > *, .text.is-long::part(run) { overflow-clip-margin: 0px !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  await expect.poll(async () => await shareOfColour(label)).toBeLessThan(0.3);
});

test('the browser finds what is far away, screen readers have it, and axe finds nothing', async ({ server, arrive, connect }) => {
  const ana = await arriveAtParagraphs({ server, arrive, connect });
  const { page } = ana;
  for (const index of [0, edge - 1, edge, far, longBlocks - 1]) expect(await ana.body.ariaSnapshot()).toContain(`paragraph ${index}.`);
  // What blocks may be held together by is nothing to anybody.
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const around = ({ parentId = '' }: { parentId?: string }): (typeof nodes)[number] | undefined => {
    const parent = byId.get(parentId);
    return parent?.ignored === true ? around(parent) : parent;
  };
  const told = nodes.filter(({ role, name }) => role?.value === 'StaticText' && /^paragraph \d+\.$/.test(String(name?.value)));
  expect(told.length).toBeGreaterThan(edge);
  const paths = told.map((node) => [around(node), around(around(node) ?? {})].map((each) => each?.role?.value));
  expect(new Set(paths.map(String))).toEqual(new Set(['paragraph,textbox']));
  expect(await page.evaluate((text) => (window as unknown as { find: (text: string) => boolean }).find(text), `paragraph ${far}.`)).toBe(true);
  expect(await page.evaluate(() => getSelection()?.anchorNode?.parentElement?.textContent)).toBe(`paragraph ${far}.`);
  await expect(blocksOf(ana).nth(far)).toBeInViewport();
  await expectNothingFound(ana);
});

test('the handle of a block drags it over an edge', async ({ server, arrive, connect }) => {
  const ana = await arriveAtParagraphs({ server, arrive, connect });
  const [dragged, target] = [edge + 2, edge - 3].map((index) => ana.body.getByText(`paragraph ${index}.`, { exact: true }));
  if (dragged === undefined || target === undefined) throw new Error('Both are there.');
  await target.scrollIntoViewIfNeeded();
  const handle = ana.page.getByRole('button', { name: 'Block actions' });
  let step = 0;
  // The handle's code comes after the page's, and it comes with a move of the pointer.
  await expect(async () => {
    step += 1;
    await dragged.hover({ position: { x: 4 + (step % 2), y: 4 } });
    const [at, block] = [await handle.boundingBox({ timeout: 1_000 }), await dragged.boundingBox()];
    expect(Math.abs((at?.y ?? 0) - (block?.y ?? 0))).toBeLessThan(12);
  }).toPass();
  await handle.dragTo(target, { targetPosition: { x: 10, y: 2 } });
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 4, edge)).toEqual([edge - 4, edge + 2, edge - 3, edge - 2].map((index) => `paragraph ${index}.`));
  await expectAllDrawn(ana);
});

test('what is read before the editor has loaded stays where it is when the editor comes', async ({ server, arrive, connect, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const writer = connect('long');
  await writer.synced();
  insertParagraphs(writer, { count: longBlocks });
  insertHeading(writer, 2, 'Heading');
  insertList(writer, 4, ['one', 'two']);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const { page } = ana;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      const nodes = list.getEntries().flatMap((entry) => (entry as unknown as { sources: readonly { node: Element | null }[] }).sources.map(({ node }) => node));
      shifts.push(...nodes.filter((node) => node instanceof Element && node.closest('.text') !== null).map((node) => node?.outerHTML.slice(0, 80) ?? ''));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.route(/\/assets\/libraries[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${server.url}/d/long`, { waitUntil: 'commit' });
  const first = page.getByTestId('first-text');
  await expect(first.locator('p').first()).toBeVisible();
  await page.evaluate(async () => await document.fonts.ready);
  const places = async (): Promise<(readonly [string, number])[]> =>
    await page.locator('.text > *').evaluateAll((blocks) => blocks.map((block) => [block.textContent, Math.round(block.getBoundingClientRect().top)] as const).filter(([, top]) => top < innerHeight));
  const before = await places();
  expect(before.length).toBeGreaterThan(5);
  release();
  await expect(ana.body).toBeEditable();
  await expect(first).toHaveCount(0);
  expect(await places()).toEqual(before);
  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
