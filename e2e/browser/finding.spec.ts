/** Find and replace, beside the text and the other things that one opens there. */
import { expect, test } from '../harness/browser-fixtures.ts';

test('find goes round and replace changes what is meant, in one step to undo', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Sea and sea\nseaside');
  await ana.page.keyboard.press('ControlOrMeta+Home');
  await ana.page.keyboard.press('ControlOrMeta+f');
  const panel = ana.page.getByRole('search', { name: 'Find and replace' });
  const count = ana.page.getByTestId('find-count');
  await expect(panel.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await ana.page.keyboard.type('sea');
  await expect(count).toHaveText('1 of 3');
  await ana.page.keyboard.press('Shift+Enter');
  await expect(count).toHaveText('3 of 3');
  await panel.getByRole('button', { name: 'Whole words' }).click();
  await expect(count).toHaveText(/of 2/);
  await panel.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('1 of 1');
  await panel.getByRole('button', { name: 'Replace…' }).click();
  await panel.getByRole('textbox', { name: 'Replace with' }).fill('lake');
  await panel.getByRole('button', { name: 'Match case' }).click();
  await panel.getByRole('button', { name: 'Replace all' }).click();
  await ana.expectText('lake and lake\nseaside');
  await ana.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.press('ControlOrMeta+z');
  await ana.expectText('Sea and sea\nseaside');
  await ana.expectSaved();
});

test('find stays open beside a dialog that was opened and closed meanwhile', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('some words');
  await ana.page.keyboard.press('ControlOrMeta+f');
  const panel = ana.page.getByRole('search', { name: 'Find and replace' });
  await expect(panel.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await ana.page.keyboard.type('words');
  await ana.body.focus();
  await ana.page.keyboard.press('ControlOrMeta+a');
  await ana.page.keyboard.press('ControlOrMeta+k');
  const address = ana.page.getByRole('textbox', { name: 'Address' });
  await expect(address).toBeFocused();
  await ana.page.keyboard.press('Escape');
  await expect(address).toHaveCount(0);
  await expect(panel.getByRole('textbox', { name: 'Find' })).toHaveValue('words');
});
