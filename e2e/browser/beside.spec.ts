/** Beside the text: the palette over documents and actions, taking documents out and bringing them in, and the chat. */
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expectNothingFound } from '../harness/accessibility.ts';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import { createDocument } from '../harness/documents-api.ts';
import { look } from '../harness/look.ts';
import type { Person } from '../harness/person.ts';

/** Gives the field of the palette. */
async function openPalette({ page }: Person): Promise<Locator> {
  const field = page.getByRole('combobox', { name: 'Find a document or an action' });
  // Who listens for the key comes after the page; where the palette is open or about to be, the key does nothing.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await expect(field).toBeFocused({ timeout: 1_000 });
  }).toPass();
  return field;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Mod-K finds documents and actions, from the list and from a document, ${colorScheme}`, async ({ server, arrive }) => {
    await createDocument(server.url, { id: 'minutes', title: 'Minutes of May' });
    await createDocument(server.url, { id: 'other', title: 'Something else' });
    const ana = await arrive('Ana', { colorScheme });
    await ana.openList(server.url);
    const field = await openPalette(ana);
    await expectNothingFound(ana);
    await field.fill('minu');
    const option = ana.page.getByRole('option', { name: 'Minutes of May' });
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await look(ana, `palette-${colorScheme}`);
    await ana.page.keyboard.press('Enter');
    await expect(ana.body).toBeEditable();
    await ana.write('Present: Ana');
    await openPalette(ana);
    await field.fill('shortcuts');
    await expect(ana.page.getByRole('option')).toHaveCount(1);
    await ana.page.setViewportSize({ width: 360, height: 740 });
    await expectNothingFound(ana);
    await look(ana, `palette-phone-${colorScheme}`);
    await ana.page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(ana.body).toBeFocused();
    await openPalette(ana);
    await field.fill('shortcuts');
    await expect(ana.page.getByRole('option')).toHaveCount(1);
    await ana.page.keyboard.press('Enter');
    await expect(ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  });

  test(`people talk beside the text, ${colorScheme}`, async ({ server, arrive }) => {
    const [ana, ben] = [await arrive('Ana', { colorScheme }), await arrive('Ben', { colorScheme })];
    const address = await ana.startDocument(server.url);
    await ana.introduce();
    await ben.openDocument(address);
    await ben.introduce();
    await ana.write('The text itself');
    await ana.page.getByRole('button', { name: 'Chat', exact: true }).click();
    const field = ana.page.getByRole('textbox', { name: 'Message' });
    await expect(field).toBeFocused();
    await field.fill('Shall we cut the second part?');
    await ana.page.keyboard.press('Enter');
    await expect(field).toHaveValue('');
    await ben.page.getByRole('button', { name: 'Chat, 1 new message' }).click();
    const log = ben.page.getByRole('log');
    await expect(log.getByRole('article').filter({ hasText: 'Shall we cut the second part?' })).toContainText('Ana');
    await ben.page.getByRole('textbox', { name: 'Message' }).fill('Yes.');
    await ben.page.getByRole('button', { name: 'Send' }).click();
    await expect(ana.page.getByRole('log')).toContainText('Yes.');
    await expectNothingFound(ana);
    await look(ana, `chat-${colorScheme}`);
    await ana.page.setViewportSize({ width: 360, height: 740 });
    await expectNothingFound(ana);
    await look(ana, `chat-phone-${colorScheme}`);
    await ana.page.keyboard.press('Escape');
    await expect(ana.page.getByRole('button', { name: 'Chat', exact: true })).toBeFocused();
    await ana.expectText('The text itself');
    await ben.page.reload();
    await expect(ben.page.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
  });
}

test('what was chosen in the palette stays chosen when documents are found late', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  await createDocument(server.url, { id: 'copper', title: 'Copper and tin' });
  // What a service worker answers can't be held back.
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const { page } = ana;
  await ana.startDocument(server.url);
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/documents\?.*query=co/, async (route) => {
    await released;
    await route.continue();
  });
  const field = await openPalette(ana);
  await field.fill('co');
  const chosen = page.getByRole('option', { selected: true });
  await expect(page.getByRole('option', { name: 'Copy link' })).toBeVisible();
  await expect(page.getByRole('option').nth(1)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  const before = (await page.getByRole('option').nth(1).textContent()) ?? '';
  await expect(chosen).toHaveText(before);
  release();
  await expect(page.getByRole('option', { name: 'Copper and tin' })).toBeVisible();
  await expect(chosen).toHaveText(before);
});

test('a message that can not be sent stays in its field, with the reason', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/, blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  await ana.startDocument(server.url);
  await ana.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await ana.page.route('**/chat', async (route) => await route.abort());
  await ana.page.getByRole('textbox', { name: 'Message' }).fill('Is anybody there?');
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('alert').filter({ hasText: 'The message was not sent' })).toBeVisible();
  await expect(ana.page.getByRole('textbox', { name: 'Message' })).toHaveValue('Is anybody there?');
});

test('a document is downloaded as Markdown, and comes back as a new one', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.title.fill('Out and in');
  await ana.write('## A heading\nSome **bold** words');
  await ana.expectSaved();
  const coming = ana.page.waitForEvent('download');
  await ana.page.getByRole('button', { name: 'Document menu' }).click();
  await ana.page.getByRole('menuitem', { name: 'Markdown' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('Out and in.md');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('Some **bold** words');

  await ana.openList(server.url);
  await ana.page.getByTestId('import').setInputFiles({ name: 'back.md', mimeType: 'text/markdown', buffer: Buffer.from(text.replace('bold', 'brave')) });
  await expect(ana.body).toContainText('Some brave words');
  await expect(ana.title).toHaveValue('Out and in');
});
