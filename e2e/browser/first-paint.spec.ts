/** The page shows what it can before its code has come, and nothing moves when it has. */
import type { BrowserContextOptions, Page } from '@playwright/test';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';

interface Place {
  readonly what: string;
  readonly at: readonly number[];
  readonly colours: readonly string[];
}

/** Where the parts are that are there before the code is, and how they look. How high the sheet is hangs on what is on it. */
async function placesOf(page: Page, parts: readonly string[]): Promise<Place[]> {
  return await page.evaluate((wanted) => {
    return wanted.map((what) => {
      const part = document.querySelector(what);
      if (part === null) return { what, at: [], colours: [] };
      const { x, y, width, height } = part.getBoundingClientRect();
      const { backgroundColor, borderBlockEndColor, fill } = getComputedStyle(part);
      return { what, at: what === '.sheet' ? [x, y, width] : [x, y, width, height], colours: [backgroundColor, borderBlockEndColor, fill] };
    });
  }, parts);
}

interface Gates {
  readonly letGo: () => void;
  readonly letEditorGo: () => void;
}

/** Holds all code, and that of the editor, which is told by what is in it, longer than the rest. */
async function hold(page: Page): Promise<Gates> {
  const gate = (): { readonly open: () => void; readonly opened: Promise<void> } => {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open: () => open(), opened };
  };
  const [all, editor] = [gate(), gate()];
  await page.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    // Read before it waits: Playwright does not keep what is answered with later.
    const body = await response.text();
    await all.opened;
    if (/addProseMirrorPlugins|someProp/.test(body)) await editor.opened;
    await route.fulfill({ response, body });
  });
  return { letGo: all.open, letEditorGo: editor.open };
}

const windows: readonly { readonly name: string; readonly options: BrowserContextOptions }[] = [
  { name: 'wide, light', options: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } },
  { name: '360 px by touch, dark', options: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' } },
];

for (const { name, options } of windows) {
  test(`the list shows its bar before its code has come, and it stays where it is, ${name}`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(blockedServiceWorker);
    const { page } = await arrive('Ana', { ...options, serviceWorkers: 'block' });
    const { letGo, letEditorGo } = await hold(page);
    await page.goto(server.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    await expect(page.locator('.mark')).toBeVisible();
    await expect(page.locator('.sheet')).toBeHidden();
    // Those are the mounted page's alone.
    await expect(page.getByRole('banner')).toHaveCount(0);
    const parts = ['body', '.bar', '.mark', '.mark rect'];
    const before = await placesOf(page, parts);
    letGo();
    letEditorGo();
    await expect(page.getByRole('banner')).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'Documents' })).toBeVisible();
    const [body, ...others] = await placesOf(page, parts);
    expect(others).toEqual(before.slice(1));
    expect(body?.colours).toEqual(before[0]?.colours);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  test(`a document shows its bar and its empty sheet before its code has come, and they stay where they are, ${name}`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(blockedServiceWorker);
    const { page, body } = await arrive('Ana', { ...options, serviceWorkers: 'block' });
    const { letGo, letEditorGo } = await hold(page);
    await page.goto(`${server.url}/d/notes`, { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    await expect(page.locator('.mark')).toBeVisible();
    await expect(page.getByRole('banner')).toHaveCount(0);
    const parts = ['.bar', '.mark', '.mark rect', '.toolbar-place', '.sheet'];
    const before = await placesOf(page, parts);
    expect(before.filter(({ at }) => at.length === 0)).toEqual([]);
    letGo();
    await expect(page.getByRole('banner')).toHaveCount(1);
    expect(await placesOf(page, parts)).toEqual(before);
    await expect(body).toHaveCount(0);
    letEditorGo();
    await expect(body).toBeEditable();
    expect(await placesOf(page, parts)).toEqual(before);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

test('a theme that was chosen is there before the code is', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { colorScheme: 'light', serviceWorkers: 'block' });
  await ana.openList(server.url);
  await ana.page.getByRole('button', { name: 'Theme' }).click();
  await ana.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const mounted = await placesOf(ana.page, ['.bar']);
  const { letGo, letEditorGo } = await hold(ana.page);
  await ana.page.goto(server.url, { waitUntil: 'commit' });
  await ana.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  await expect(ana.page.getByRole('banner')).toHaveCount(0);
  expect(await placesOf(ana.page, ['.bar'])).toEqual(mounted);
  letGo();
  letEditorGo();
  await expect(ana.page.getByRole('banner')).toHaveCount(1);
  await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('where there is no JavaScript the page says so, and where one sees it', async ({ server, arrive }) => {
  const { page } = await arrive('Ana', { javaScriptEnabled: false });
  await page.goto(`${server.url}/d/notes`);
  const note = page.locator('noscript p');
  await expect(note).toHaveText('Scriptorium needs JavaScript to show and edit documents.');
  await expect(note).toBeInViewport();
});

/** What a style sheet says of each of them. */
async function looksOf(page: Page, parts: readonly string[]): Promise<Record<string, string>[]> {
  return await page.evaluate((wanted) => {
    const properties = ['outline', 'color', 'backgroundColor', 'margin', 'padding', 'font', 'display', 'border'] as const;
    return wanted.map((what) => {
      const part = document.querySelector(what);
      if (part === null) return { what };
      const style = getComputedStyle(part);
      return { what, ...Object.fromEntries(properties.map((property) => [property, style[property]])) };
    });
  }, parts);
}

test('a document looks the same by its address as out of the list, and no ring is drawn around the text that is written in', async ({ server, arrive }) => {
  const parts = ['.ProseMirror', '.ProseMirror p', '.bar', '.brand', '.sheet', 'textarea.title', '.toolbar'];
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('A line');
  await ana.expectSaved();
  const outOfTheList = await looksOf(ana.page, parts);
  expect(outOfTheList.filter(({ display }) => display === undefined)).toEqual([]);
  expect(outOfTheList[0]).toMatchObject({ outline: expect.stringContaining('none') });

  await ana.page.goto(address);
  await ana.body.click();
  await expect(ana.body).toBeFocused();
  await expect.poll(() => looksOf(ana.page, parts)).toEqual(outOfTheList);
});
