/** A document on pages of somebody else without the component: through the sync layer alone, and by its address alone. */
import { expect, test } from '../harness/embedding-fixtures.ts';

// One build serves them all.
test.describe.configure({ mode: 'default' });

test('the sync layer alone: a title, who is there, and how it stands, without React or an editor', async ({ allowing, pages, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  await ana.page.goto(pages.url('plain', { document: 'plain', name: 'Ana' }));
  const field = ana.page.getByRole('textbox', { name: 'Title of the document' });
  await expect(field).toBeEnabled();
  await field.fill('By hand');
  await expect(ana.page.getByRole('status')).toHaveText('saved');
  await ben.openDocument(`${allowing.url}/d/plain`);
  await expect(ben.title).toHaveValue('By hand');
  await ben.title.fill('By Ben');
  await expect(field).toHaveValue('By Ben');
  await expect(ana.page.getByRole('list', { name: 'Here' }).getByRole('listitem')).toHaveCount(2);
  await expect(ben.page.getByTestId('avatar')).toHaveCount(1);
  await ana.page.getByRole('button', { name: 'Close the document' }).click();
  await expect(ana.page.getByRole('status')).toHaveText('closed');
  await expect(ben.page.getByTestId('avatar')).toHaveCount(0);
});

test('a page with stock TipTap, collaboration and y-websocket joins a document by its address alone', async ({ allowing, pages, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  await ben.openDocument(`${allowing.url}/d/stock`);
  await ben.write('# A heading of ours');
  await ben.page.keyboard.press('Enter');
  await ben.page.keyboard.type('- an item, **bold**');
  await ben.page.keyboard.press('Space');
  await ben.expectSaved();
  await ana.page.goto(pages.url('stock', { document: 'stock', name: 'Ana' }));
  const text = ana.page.getByRole('textbox', { name: 'Text' });
  await expect(text.getByRole('heading', { level: 1 })).toHaveText('A heading of ours');
  await expect(text.getByRole('listitem')).toHaveText(/an item, bold/);
  await expect(text.locator('strong')).toHaveText('bold');
  await text.click();
  await ana.page.keyboard.press('ControlOrMeta+End');
  await ana.page.keyboard.type('and from stock');
  await expect(ben.body.getByRole('listitem')).toHaveText(/an item, bold and from stock/);
  await expect(ben.caretOf('Ana')).toHaveCount(1);
  await expect(ben.body.getByRole('heading', { level: 1 })).toHaveText('A heading of ours');
  await ben.write(' and back');
  await expect(text.getByRole('listitem')).toHaveText(/and from stock and back/);
  await ben.expectSaved();
});

