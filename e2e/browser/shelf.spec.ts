/** Finding documents and keeping them: search, order, stars, templates, copies, what was opened here, and the trash. */
import { expectNothingFound } from '../harness/accessibility.ts';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import { createDocument, findDocument, listDocuments } from '../harness/documents-api.ts';
import { look } from '../harness/look.ts';
import { noticesFromNow } from '../harness/notices.ts';
import type { Person } from '../harness/person.ts';

async function menuOf({ page }: Person, title: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('documents are found by their titles and by their text, and sorted', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'b', title: 'Budget' });
  await createDocument(server.url, { id: 'a', title: 'Apples' });
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/b`);
  await ana.write('The winter orchard costs more than we thought.');
  await ana.expectSaved();
  await ana.openList(server.url);
  const rows = ana.page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  const field = ana.page.getByRole('textbox', { name: 'Search titles and text' });
  await field.fill('appl');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Apples');
  // What was just written can be found once the server has looked at it.
  await expect.poll(async () => (await listDocuments(server.url, '?query=orchard')).documents.length, { timeout: 30_000 }).toBe(1);
  await field.fill('orchard');
  await expect(rows.filter({ hasText: 'winter orchard costs' })).toHaveCount(1);
  await look(ana, 'search');
  await field.fill('nothing of this kind');
  await expect(ana.page.getByRole('heading', { name: /Nothing found/ })).toBeVisible();
  await ana.page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(field).toBeFocused();
  await ana.page.getByRole('combobox', { name: 'Sort by' }).selectOption('Title');
  await expect(rows.first()).toContainText('Apples');
  await expect(rows).toHaveCount(2);
});

test('a star, a template and a copy are each found in their place, also after a reload', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'letter', title: 'Letter' });
  await createDocument(server.url, { id: 'plan', title: 'Plan' });
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/letter`);
  await ana.write('Dear Sir or Madam');
  await ana.expectSaved();
  await ana.openList(server.url);
  const link = (name: string): ReturnType<typeof ana.page.getByRole> => ana.page.getByRole('link', { name: new RegExp(`^${name}`) });
  await ana.page.getByRole('button', { name: 'Star Plan' }).click();
  await expect(ana.page.getByRole('button', { name: 'Star Plan' })).toHaveAttribute('aria-pressed', 'true');
  const notices = await noticesFromNow(ana);
  await menuOf(ana, 'Letter', 'Make a template');
  await expect.poll(notices).toContain('“Letter” is a template now');
  await menuOf(ana, 'Letter', 'Duplicate');
  await expect(link('Letter \\(copy\\)')).toBeVisible();
  await ana.page.getByRole('link', { name: 'Starred' }).click();
  await expect(link('Plan')).toBeVisible();
  await expect(link('Letter')).toHaveCount(0);
  await ana.page.reload();
  await expect(link('Plan')).toBeVisible();
  await ana.page.getByRole('link', { name: 'Templates' }).click();
  await expect(link('Letter')).toHaveCount(1);
  await menuOf(ana, 'Letter', 'New document from this');
  await ana.expectText('Dear Sir or Madam');
  await ana.page.goBack();
  await ana.page.getByRole('link', { name: 'Recent' }).click();
  await expect(ana.page.getByRole('list', { name: 'Recent' }).getByRole('listitem')).toHaveCount(2);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what was deleted is brought back from the trash, or erased, ${colorScheme}`, async ({ server, arrive }) => {
    await createDocument(server.url, { id: 'back', title: 'Comes back' });
    await createDocument(server.url, { id: 'gone', title: 'Goes for ever' });
    await createDocument(server.url, { id: 'also', title: 'Goes with the rest' });
    const ana = await arrive('Ana', { colorScheme });
    await ana.openList(server.url);
    await expectNothingFound(ana);
    await look(ana, `list-${colorScheme}`);
    for (const title of ['Comes back', 'Goes for ever', 'Goes with the rest']) {
      await menuOf(ana, title, 'Delete…');
      await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await expect(ana.page.getByRole('dialog')).toHaveCount(0);
    }
    await ana.page.getByRole('link', { name: 'Trash' }).click();
    const rows = ana.page.getByRole('list', { name: 'Trash' }).getByRole('listitem');
    await expect(rows).toHaveCount(3);
    await expectNothingFound(ana);
    await look(ana, `trash-${colorScheme}`);
    await ana.page.setViewportSize({ width: 360, height: 740 });
    await expectNothingFound(ana);
    await look(ana, `trash-phone-${colorScheme}`);
    await ana.expectToFit();
    await ana.page.getByRole('button', { name: 'Restore Comes back' }).click();
    await expect(rows).toHaveCount(2);
    await ana.page.getByRole('button', { name: 'Delete for ever: Goes for ever' }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete for ever' }).click();
    await expect(rows).toHaveCount(1);
    await ana.page.getByRole('button', { name: 'Empty the trash' }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete for ever' }).click();
    await expect(ana.page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    expect(await findDocument(server.url, 'back')).toBeDefined();
    await ana.page.getByRole('link', { name: 'All' }).click();
    await expect(ana.page.getByRole('link', { name: /^Comes back/ })).toBeVisible();
    await look(ana, `list-phone-${colorScheme}`);
    await ana.expectToFit();
  });
}

test('where no more of the list can be had, what there is of it stays, and it can be asked for again', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/, blockedServiceWorker);
  // One more than a page of it.
  for (let index = 0; index <= 50; index += 1) await createDocument(server.url, { id: `d${index}`, title: `Number ${index}` });
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  await ana.openList(server.url);
  const rows = ana.page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
  const more = ana.page.getByRole('button', { name: 'Show more' });
  const failure = ana.page.getByText('The server can’t be reached.');
  await expect(rows).toHaveCount(50);
  const held: (() => void)[] = [];
  await ana.page.route(/[?&]cursor=/, async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.abort('connectionreset');
  });

  await more.click();
  await expect.poll(() => held.length).toBe(1);
  held[0]?.();
  await expect(failure).toBeVisible();
  await expect(rows).toHaveCount(50);
  await expect(more).toBeEnabled();

  // Something else is asked for, and has come, before it fails again.
  await more.click();
  await expect.poll(() => held.length).toBe(2);
  await ana.page.getByRole('textbox', { name: 'Search titles and text' }).fill('Number 50');
  await expect(rows).toHaveCount(1);
  const failed = ana.page.waitForEvent('requestfailed', (request) => request.url().includes('cursor='));
  held[1]?.();
  await failed;
  await expect(rows).toHaveCount(1);
  await expect(failure).toHaveCount(0);

  await ana.page.unroute(/[?&]cursor=/);
  await ana.page.getByRole('textbox', { name: 'Search titles and text' }).fill('');
  await expect(rows).toHaveCount(50);
  await more.click();
  await expect(rows).toHaveCount(51);
});
