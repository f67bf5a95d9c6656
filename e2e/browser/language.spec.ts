/** The page speaks the browser's language where it can, and another by choice. */
import { expect, test } from '../harness/browser-fixtures.ts';

test('a German browser gets German, its quotation marks too, and may choose English', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { locale: 'de-AT' });
  const { page } = ana;
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'Dokumente' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Neues Dokument' }).first().click();
  const body = page.getByRole('textbox', { name: 'Text des Dokuments' });
  await expect(body).toBeEditable();
  await body.focus();
  await page.keyboard.type('"So" sei es. /tab');
  await expect(page.getByRole('option', { name: 'Tabelle' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(body).toContainText('„So“ sei es.');
  await page.getByRole('button', { name: 'Dokumentmenü' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(ana.body).toContainText('„So“ sei es.');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(ana.body).toBeEditable();
  await ana.expectSaved();
});
