/** What comes after the text: its buttons are there with it, and what is pressed or typed for it before the code has come is not lost. */
import type { Page } from '@playwright/test';
import { type BrowserFixtures, blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import type { Fixtures } from '../harness/fixtures.ts';
import type { Person } from '../harness/person.ts';

/** Holds the code that something is made of; that of menus where nothing is said. Gives what lets it go. */
async function hold(page: Page, code: RegExp = /\/assets\/menus-[^/]+\.js$/): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(code, async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

/** Somebody who has chosen a table of the menu of `/` before its code has come. `release` lets that come. */
async function chooseEarly({ server, arrive }: Pick<Fixtures & BrowserFixtures, 'server' | 'arrive'>): Promise<{ ana: Person; release: () => void }> {
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await hold(ana.page, /\/assets\/(?:writing-)?tools-[^/]+\.js$/);
  await ana.startDocument(server.url);
  await ana.write('/table');
  await ana.page.keyboard.press('Enter');
  return { ana, release };
}

/** What Chromium and the page's loader say of code that can't be had. */
const failedToLoad = /net::ERR_FAILED/;
const paletteCode = /\/assets\/(?:document-palette-[^/]+\.js|palette-[^/]+\.css)$/;

test('a menu of the toolbar that is pressed before its code has come opens when it has', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await hold(ana.page);
  await ana.startDocument(server.url);
  const button = ana.page.getByRole('button', { name: /^Block type/ });
  await expect(button).toHaveAttribute('aria-haspopup', 'menu');
  await button.click();
  await expect(ana.page.getByRole('menu')).toHaveCount(0);
  release();
  await ana.page.getByRole('menuitemradio', { name: 'Heading 2' }).click();
  await ana.page.keyboard.type('A chapter');
  await expect(ana.body.getByRole('heading', { name: 'A chapter', level: 2 })).toBeVisible();
});

test('the focus stays on the button of a menu whose code comes meanwhile, which Enter then opens', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await hold(ana.page);
  await ana.startDocument(server.url);
  const button = ana.page.getByRole('button', { name: 'More formatting' });
  await button.focus();
  release();
  // Radix says so of its own buttons alone.
  await expect(button).toHaveAttribute('data-state', 'closed');
  await expect(button).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('menu')).toBeVisible();
});

test('a menu of the toolbar whose code can not be had at first opens when it can', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker, failedToLoad);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  let refusals = 0;
  await ana.page.route(/\/assets\/menus-[^/]+\.js$/, async (route) => {
    refusals += 1;
    await (refusals <= 2 ? route.abort() : route.continue());
  });
  await ana.startDocument(server.url);
  await ana.page.getByRole('button', { name: /^Block type/ }).click();
  await expect(ana.page.getByRole('menuitemradio', { name: 'Heading 2' })).toBeVisible();
});

test('what is chosen of the menu of / before its code has come is inserted when it has', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const { ana, release } = await chooseEarly({ server, arrive });
  await ana.expectText('/table');
  release();
  await expect(ana.body.getByRole('table')).toBeVisible();
  await expect(ana.body).not.toContainText('/table');
});

test('who chooses of the menu of / before its code has come, and types on, has a new line and all that was typed', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const { ana, release } = await chooseEarly({ server, arrive });
  await ana.page.keyboard.type('After it');
  release();
  await ana.expectText('/table\nAfter it');
  await expect(ana.page.getByRole('button', { name: 'Insert', exact: true })).toBeAttached();
  await ana.page.keyboard.type('.');
  await ana.expectText('/table\nAfter it.');
  await ana.expectSaved();
});

test('what is typed for the palette before its code has come is in its field, and not in the text', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await hold(ana.page, paletteCode);
  await ana.startDocument(server.url);
  await ana.write('Some words');
  await ana.page.keyboard.press('ControlOrMeta+k');
  await expect(ana.body).not.toBeFocused();
  await ana.page.keyboard.type('cop');
  await ana.page.keyboard.press('Escape');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.press('ControlOrMeta+k');
  await expect(ana.body).not.toBeFocused();
  await ana.page.keyboard.type('copy');
  release();
  const field = ana.page.getByRole('combobox');
  await expect(field).toBeFocused();
  await ana.page.keyboard.type(' li');
  await expect(field).toHaveValue('copy li');
  await expect(ana.page.getByRole('option', { name: 'Copy link' })).toBeVisible();
  await ana.page.keyboard.press('Escape');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.type('!');
  await ana.expectText('Some words!');
});

test('a menu of the toolbar that can not be had is there again when the network is back', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker, failedToLoad);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const code = /\/assets\/block-menu-[^/]+\.js$/;
  await ana.page.route(code, async (route) => await route.abort());
  await ana.startDocument(server.url);
  const button = ana.page.getByRole('button', { name: /^Block type/ });
  await expect(button).toBeVisible();
  await expect(button).toHaveCount(0);
  await ana.page.unroute(code);
  await ana.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await button.click();
  await expect(ana.page.getByRole('menuitemradio', { name: 'Heading 2' })).toBeVisible();
});

test('a palette whose styles can not be had is not shown without them, and has them when it is used again, and again', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker, failedToLoad);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const { page } = ana;
  const styles = /\/assets\/palette-[^/]+\.css$/;
  let refusals = 0;
  await page.route(styles, async (route) => {
    refusals += 1;
    await route.abort();
  });
  await ana.startDocument(server.url);
  await ana.write('Some words');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(ana.body).not.toBeFocused();
  // It gives up after some attempts, and the caret is back.
  await expect(ana.body).toBeFocused();
  expect(refusals).toBeGreaterThan(1);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.unroute(styles);
  for (let use = 0; use < 3; use += 1) {
    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog');
    await expect(palette.getByRole('combobox')).toBeFocused();
    await expect(palette).toHaveCSS('border-radius', '14px');
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
    await expect(ana.body).toBeFocused();
  }
});
