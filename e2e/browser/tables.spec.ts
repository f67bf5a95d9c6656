/** Tables: written by key, changed by their menus, their columns dragged. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/browser-fixtures.ts';

test('a table is written with Tab, grows at its end, and its rows and columns have menus', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  const { page } = ana;
  await ana.body.focus();
  await ana.insertBlock('table');
  for (const cell of ['Plot', '2025', '2026', 'Ridge', '12', '11', 'Hollow', '9', '14']) {
    await page.keyboard.type(cell);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('New row');
  const rows = ana.body.getByRole('row');
  await expect(rows).toHaveCount(4);
  await expect(ana.body.getByRole('columnheader')).toHaveText(['Plot', '2025', '2026']);
  // By the toolbar, with the keyboard alone.
  await page.keyboard.press('Alt+F10');
  await page.getByRole('button', { name: 'Table', exact: true }).focus();
  await page.keyboard.press('Enter');
  // The menu gives the focus to its first item once it is there; a key before that would be for another.
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.getByRole('menuitem', { name: 'Move row up' }).press('Enter');
  await expect(rows.nth(2)).toContainText('New row');
  await page.getByRole('button', { name: 'Row', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete row' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Column', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Insert column after' }).click();
  // What has no word heads nothing yet.
  await expect(ana.body.locator('th')).toHaveCount(4);
  await expect(ana.body.getByRole('columnheader')).toHaveCount(3);
  await expect(ana.body).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.keyboard.type('Below the table');
  await expect(ana.body.locator(':scope > p').last()).toHaveText('Below the table');
  await ana.expectSaved();
});

test('a header row is made one of others and back, for everybody', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.body.focus();
  await ana.insertBlock('table');
  await ana.page.keyboard.type('Plot');
  await ben.openDocument(address);
  await expect(ben.body.locator('th')).toHaveCount(3);
  for (const headers of [0, 3]) {
    await ana.page.getByRole('button', { name: 'Row', exact: true }).click();
    await ana.page.getByRole('menuitem', { name: 'Header row' }).click();
    await expect(ana.body.locator('th')).toHaveCount(headers);
    await expect(ben.body.locator('th')).toHaveCount(headers);
    await expect(ben.body.locator('tr').first()).toContainText('Plot');
  }
  await ana.expectSaved();
});

test('a column is dragged wider, for everybody and for good', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  const { page } = ana;
  await ana.write('');
  await ana.insertBlock('table');
  await page.keyboard.type('first');
  await ben.openDocument(address);
  const cell = ana.body.locator('th').first();
  const widthOf = async (th: Locator): Promise<number> => await th.evaluate((element) => element.getBoundingClientRect().width);
  const before = await widthOf(cell);
  const box = (await cell.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width - 2, box.y + box.height / 2];
  await page.mouse.move(x - 4, y);
  await page.mouse.move(x, y);
  await expect(ana.body.locator('.column-resize-handle').first()).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 3 });
  await page.mouse.move(x + 60, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await widthOf(cell)) - before)).toBe(60);
  await expect.poll(async () => Math.round(await widthOf(ben.body.locator('th').first()))).toBe(Math.round(before + 60));
  await ana.expectSaved();
  await page.reload();
  await expect.poll(async () => Math.round(await widthOf(cell))).toBe(Math.round(before + 60));
});
