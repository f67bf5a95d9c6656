/** A phone: everything by touch, at 360 px, with the tools above the keyboard. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/browser-fixtures.ts';
import { createDocument } from '../harness/documents-api.ts';
import { look } from '../harness/look.ts';
import type { Person } from '../harness/person.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** What a finger hits, by WCAG 2.5.8 and better; in the bars all of 44 px are asked for. */
const targetMin = 44;

/** As a phone does when its keyboard comes up over the page. */
async function raiseKeyboard({ page }: Person, height: number): Promise<void> {
  await page.evaluate((covered) => {
    const { visualViewport } = window;
    if (visualViewport === null) return;
    Object.defineProperty(visualViewport, 'height', { value: innerHeight - covered, configurable: true });
    visualViewport.dispatchEvent(new Event('resize'));
  }, height);
}

async function expectLargeTargets(targets: Locator): Promise<void> {
  // A menu grows a little while it opens.
  await expect.poll(async () => {
    const sides = await targets.evaluateAll((nodes) => nodes.map((node) => Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height)));
    return Math.min(...sides);
  }).toBeGreaterThanOrEqual(targetMin);
}

async function bottomOf(element: Locator): Promise<number> {
  return await element.evaluate((node) => node.getBoundingClientRect().bottom);
}

test('one writes by touch, with the tools at the foot of the window and above the keyboard', async ({ server, arrive }) => {
  const ana = await arrive('Ana', phone);
  const { page, body } = ana;
  await page.goto(server.url);
  await page.getByRole('button', { name: 'New document' }).tap();
  await expect(body).toBeEditable();
  await ana.title.tap();
  await page.keyboard.type('Notes');
  await body.tap();
  await page.keyboard.type('plain ');
  const toolbar = page.getByRole('toolbar', { name: 'Formatting' });
  await expect(toolbar.getByRole('button', { name: 'Insert', exact: true })).toBeAttached();
  expect(await bottomOf(toolbar)).toBe(740);
  await raiseKeyboard(ana, 300);
  await expect.poll(async () => await bottomOf(toolbar)).toBe(440);
  await expectLargeTargets(toolbar.getByRole('button'));

  await toolbar.getByRole('button', { name: 'Bold' }).tap();
  await expect(body).toBeFocused();
  await page.keyboard.type('bold');
  await expect(body.locator('strong')).toHaveText('bold');
  await page.keyboard.press('Enter');
  await toolbar.getByRole('button', { name: /^Block type/ }).tap();
  await page.getByRole('menuitemradio', { name: 'Heading 2' }).tap();
  await expect(body).toBeFocused();
  await page.keyboard.type('A heading\n');
  await toolbar.getByRole('button', { name: 'Insert', exact: true }).tap();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await look(ana, 'touch-insert');
  const { x, width } = (await menu.boundingBox()) ?? { x: -1, width: 0 };
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(360);
  await expectLargeTargets(menu.getByRole('menuitem'));
  await menu.getByRole('menuitem', { name: 'Table' }).tap();
  await expect(body.getByRole('table')).toBeVisible();
  await toolbar.getByRole('button', { name: 'Table', exact: true }).tap();
  await menu.getByRole('menuitem', { name: 'Delete table' }).tap();
  await expect(body.getByRole('table')).toHaveCount(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/tas');
  await page.getByRole('option', { name: 'Task list' }).tap();
  await page.keyboard.type('by touch');
  await body.getByRole('checkbox').tap();
  await expect(body.getByRole('checkbox')).toBeChecked();
  await look(ana, 'touch-writing');
  await ana.expectToFit();
  await ana.expectSaved();
});

test('at 320 px the row and the column of a table have their menus by touch', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { ...phone, viewport: { width: 320, height: 640 } });
  const { page, body } = ana;
  await ana.startDocument(server.url);
  await ana.write('Words above\n'.repeat(20));
  await ana.insertBlock('table');
  await expect(body.getByRole('row')).toHaveCount(3);
  const menu = page.getByRole('menu');
  // A menu of the bar in between leaves the page where it is.
  await page.getByRole('button', { name: 'Document menu' }).tap();
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  for (const [handle, item] of [['Row', 'Insert row below'], ['Column', 'Delete column']] as const) {
    await page.getByRole('button', { name: handle, exact: true }).tap();
    await expect(menu).toBeVisible();
    await look(ana, `touch-table-${handle.toLowerCase()}`);
    await expectLargeTargets(menu.getByRole('menuitem'));
    await menu.getByRole('menuitem', { name: item }).tap();
    await expect(menu).toBeHidden();
    await expect(body).toBeFocused();
  }
  await expect(body.getByRole('row')).toHaveCount(4);
  await expect(body.locator('th')).toHaveCount(2);
  await ana.expectToFit();
});

test('by touch one finds, follows a link, talks, and leads a document through its menus', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'phone', title: 'On the way' });
  const ana = await arrive('Ana', phone);
  const { page, body } = ana;
  await ana.openList(server.url);
  await page.getByRole('button', { name: 'Actions for On the way' }).tap();
  await page.getByRole('menuitem', { name: 'Rename…' }).tap();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('On the train');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).tap();
  await page.getByRole('link', { name: 'On the train' }).tap();
  await expect(body).toBeEditable();
  await body.tap();
  await page.keyboard.type('see [the page](https://example.org/page)');
  await body.getByRole('link').tap();
  const bubble = page.getByRole('toolbar', { name: 'Address' });
  await expect(bubble.getByRole('link')).toHaveAttribute('href', 'https://example.org/page');
  await bubble.getByRole('button', { name: 'Remove link' }).tap();
  await expect(body.getByRole('link')).toHaveCount(0);

  await page.getByRole('button', { name: 'Document menu' }).tap();
  await page.getByRole('menuitem', { name: 'Find and replace' }).tap();
  const panel = page.getByRole('search', { name: 'Find and replace' });
  await panel.getByRole('textbox', { name: 'Find' }).fill('page');
  await expect(page.getByTestId('find-count')).toHaveText('1 of 1');
  await panel.getByRole('button', { name: 'Close' }).tap();
  await expect(panel).toBeHidden();
  await page.getByRole('button', { name: 'Chat', exact: true }).tap();
  await page.getByRole('textbox', { name: 'Message' }).fill('Back at noon');
  await page.getByRole('button', { name: 'Send' }).tap();
  await expect(page.getByRole('log')).toContainText('Back at noon');
  await page.getByRole('button', { name: 'Close the chat' }).tap();
  await page.getByRole('link', { name: 'Scriptorium, home' }).tap();
  await expect(page.getByRole('heading', { name: 'Documents' })).toBeVisible();
});
