/** All of it by keyboard: every control is reached by Tab, with its focus in sight; Escape leads back; nothing holds the focus. */
import type { Locator } from '@playwright/test';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import { createDocument } from '../harness/documents-api.ts';
import type { Person } from '../harness/person.ts';
import { reachable, walkByTab } from '../harness/tab-walk.ts';

async function expectWalk({ page }: Person): Promise<readonly string[]> {
  const wanted = await reachable(page);
  const stops = await walkByTab(page);
  const names = stops.map(({ name }) => name);
  expect(names.toSorted()).toEqual([...wanted].toSorted());
  expect(stops.filter(({ hasVisibleFocus, isClear }) => !hasVisibleFocus || !isClear)).toEqual([]);
  return names;
}

/** Opens by Enter, closes by Escape, and the focus is where it was. */
async function expectThereAndBack({ page }: Person, button: Locator, opened: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(opened).toBeVisible();
  await expect(button).not.toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
  await expect(button).toBeFocused();
}

test('the list is walked with Tab alone, and each of its menus and dialogs is left with Escape', async ({ server, arrive }) => {
  for (const title of ['Apples', 'Budget']) await createDocument(server.url, { id: title.toLowerCase(), title });
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.openList(server.url);
  await expect(page.getByRole('link', { name: 'Budget' })).toBeVisible();
  await page.getByRole('button', { name: 'Theme' }).hover();
  const names = await expectWalk(ana);
  expect(names[0]).toBe('Scriptorium, home');
  expect(names).toEqual(expect.arrayContaining(['New document', 'Import', 'Star Budget', 'Actions for Apples']));
  await expectThereAndBack(ana, page.getByRole('button', { name: 'Theme' }), page.getByRole('menu'));
  const actions = page.getByRole('button', { name: 'Actions for Budget' });
  await expectThereAndBack(ana, actions, page.getByRole('menu'));
  for (const item of ['Rename…', 'Delete…']) {
    await actions.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
    // It listens for Escape once it has the focus.
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(actions).toBeFocused();
  }
  await page.getByRole('link', { name: 'Budget' }).focus();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Find a document or an action' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Budget' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(ana.body).toBeEditable();
});

test('a document is walked with Tab alone, its toolbar with the arrows, and Escape leads back to the text', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { viewport: { width: 1440, height: 900 } });
  const { page, body } = ana;
  await ana.startDocument(server.url);
  await ana.title.fill('Walk');
  await ana.write('# Heading\n[ ] task\n\n\n[!tip] Look\n\n```js const a = 1;\n\n\n');
  await ana.insertBlock('details');
  await page.keyboard.type('More');
  await ana.expectSaved();
  await expect(page.getByRole('button', { name: 'Insert', exact: true })).toBeVisible();
  const names = await expectWalk(ana);
  expect(names.indexOf('Document menu')).toBeLessThan(names.indexOf('Title'));
  expect(names.indexOf('Title')).toBeLessThan(names.indexOf('Document text'));
  // What stands in the text is reached too.
  expect(names).toEqual(expect.arrayContaining(['To do: task', 'Language of the code', 'Copy code', 'Fold']));

  const toolbar = page.getByRole('toolbar', { name: 'Formatting' });
  const tools = await toolbar.getByRole('button').count();
  await body.focus();
  await page.keyboard.press('Alt+F10');
  const first = toolbar.getByRole('button').first();
  await expect(first).toBeFocused();
  for (let step = 1; step < tools; step += 1) {
    await page.keyboard.press('ArrowRight');
    await expect(toolbar.getByRole('button').nth(step)).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(body).toBeFocused();
  for (const name of ['Insert', 'More formatting', 'Highlight']) {
    const button = toolbar.getByRole('button', { name, exact: true });
    await expectThereAndBack(ana, button, page.getByRole('menu'));
  }
  await expectThereAndBack(ana, page.getByRole('button', { name: 'Document menu' }), page.getByRole('menu'));
  await expectThereAndBack(ana, page.getByRole('button', { name: /Change your name/ }), page.getByRole('dialog'));
  await expectThereAndBack(ana, page.getByTestId('word-count'), page.getByRole('dialog'));
});

test('Escape in a menu of a toolbar leads to its button, also where the menu is still there as the key passes on', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('one two');
  // A menu that closes is there until its animation has ended. One that has just begun to open closes so, too.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('@keyframes leave { to { opacity: 0 } } .menu[data-state="closed"] { animation: leave 100ms }');
    document.adoptedStyleSheets.push(sheet);
  });
  const toolbar = page.getByRole('toolbar', { name: 'Formatting', exact: true });
  for (const name of ['Insert', 'More formatting']) await expectThereAndBack(ana, toolbar.getByRole('button', { name, exact: true }), page.getByRole('menu'));
  await ana.body.focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Shift+Home');
  const highlight = page.getByRole('toolbar', { name: 'Formatting of the selection' }).getByRole('button', { name: 'Highlight' });
  await expectThereAndBack(ana, highlight, page.getByRole('menu'));
});

test('what was opened by key over the text gives the caret back where it was', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('one two');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
  for (const [keys, opened] of [
    ['ControlOrMeta+/', page.getByRole('dialog', { name: 'Keyboard shortcuts' })],
    ['ControlOrMeta+k', page.getByRole('combobox', { name: 'Find a document or an action' })],
    ['ControlOrMeta+f', page.getByRole('search', { name: 'Find and replace' })],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(opened).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
    await expect(ana.body).toBeFocused();
    await page.keyboard.type('!');
  }
  await ana.expectText('one!!! two');
});

test('Escape and then Tab leave the text behind, whatever controls stand in it', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('[ ] one\ntwo');
  await page.keyboard.press('Tab');
  await expect(ana.body).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect.poll(async () => await ana.body.evaluate((element) => element.contains(document.activeElement))).toBe(false);
  await ana.body.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(ana.title).toBeFocused();
});

test('find opens though its code is still on the way, and what is typed meanwhile goes into its field', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const { page } = ana;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/writing-tools-[^/]+\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  await ana.startDocument(server.url);
  await ana.write('the sea and the shore');
  await page.keyboard.press('ControlOrMeta+f');
  await expect(ana.body).not.toBeFocused();
  await page.keyboard.type('sh');
  release();
  const field = page.getByRole('search').getByRole('textbox', { name: 'Find' });
  await expect(field).toBeFocused();
  await page.keyboard.type('ore');
  await expect(field).toHaveValue('shore');
  await expect(page.getByTestId('find-count')).toHaveText('1 of 1');
  await ana.expectText('the sea and the shore');
});

for (const [name, options] of [['wide', {}], ['on a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }]] as const) {
  test(`the page stays where it is while the focus goes to the bars and back, ${name}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', options);
    const { page } = ana;
    await ana.startDocument(server.url);
    await ana.write('line\n'.repeat(40));
    const above = async (): Promise<number> => await page.evaluate(() => scrollY);
    await expect.poll(above).toBeGreaterThan(200);
    const before = await above();
    const names = ['Document menu', 'Insert', 'Block type: Text'];
    for (const button of names) {
      await expectThereAndBack(ana, page.getByRole('button', { name: button, exact: true }).first(), page.getByRole('menu'));
      expect(await above(), button).toBe(before);
    }
    await ana.body.evaluate((text) => text.focus({ preventScroll: true }));
    await page.keyboard.press('Alt+F10');
    await expect(page.getByRole('toolbar', { name: 'Formatting' }).locator(':focus')).toHaveCount(1);
    expect(await above(), 'by Alt-F10').toBe(before);
  });
}

test('Escape sends a tip away, also where only the pointer has brought it', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('one');
  await page.getByRole('button', { name: 'Bulleted list' }).hover();
  const tip = page.getByRole('tooltip');
  await expect(tip).toBeVisible();
  await expect(ana.body).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
});

test('a tip that the pointer has brought stays while the pointer reads it, and one that the focus has brought is in nobody’s way', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('one');
  const button = page.getByRole('button', { name: 'Bulleted list' });
  const tip = page.getByRole('tooltip');
  await button.hover();
  await expect(tip).toBeVisible();
  const { x, y, width, height } = (await tip.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 12 });
  await expect.poll(async () => await tip.evaluate((element) => element.matches(':hover'))).toBe(true);
  await expect(tip).toBeVisible();
  await page.mouse.move(x + width / 2, y + height + 200, { steps: 4 });
  await expect(tip).toHaveCount(0);
  await page.keyboard.press('Alt+F10');
  await page.keyboard.press('ArrowRight');
  await expect(tip).toHaveCSS('pointer-events', 'none');
});
