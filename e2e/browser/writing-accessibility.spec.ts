/** axe-core finds nothing in a document with everything in it, and each menu and dialog of writing open, in either theme. */
import { expectNothingFound } from '../harness/accessibility.ts';
import { expect, test } from '../harness/browser-fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a full document with each menu and dialog open, ${colorScheme}`, async ({ server, arrive }) => {
    test.setTimeout(120_000);
    const ana = await arrive('Ana', { colorScheme, viewport: { width: 1440, height: 900 } });
    await ana.startDocument(server.url);
    const { page } = ana;
    await ana.title.fill('Everything');
    await ana.write('# Heading\n==marked== and $x^2$\n[!tip] Look\n\n```js const a = "b"; // c\n\n\n');
    await ana.insertBlock('details');
    await page.keyboard.type('More\nbelow');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await ana.insertBlock('table');
    // A column without a name is its writer's to mend.
    for (const name of ['one', 'two', 'three']) {
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
    }
    await expectNothingFound(ana);
    for (const name of ['Insert', 'More formatting', 'Highlight', 'Table', 'Row', 'Column', 'Document menu', /^Block type/]) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectNothingFound(ana);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    }
    await page.keyboard.press('ControlOrMeta+End');
    await ana.body.focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.keyboard.type('@');
    await expectNothingFound(ana);
    await page.keyboard.type(' /');
    await expect(page.getByRole('listbox')).toBeVisible();
    await expectNothingFound(ana);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('Shift+End');
    await expect(page.getByRole('toolbar', { name: 'Formatting of the selection' })).toBeVisible();
    await expectNothingFound(ana);
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('button', { name: 'Replace…' }).click();
    await expectNothingFound(ana);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+/');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectNothingFound(ana);
    await page.keyboard.press('Escape');
    await ana.body.locator('.formula').click();
    await expect(page.getByRole('dialog', { name: 'Edit formula' })).toBeVisible();
    await expectNothingFound(ana);
    await page.keyboard.press('Escape');
    await page.getByTestId('word-count').click();
    await expectNothingFound(ana);
    await page.keyboard.press('Escape');
    await ana.body.getByText('marked').hover();
    await page.getByRole('button', { name: 'Block actions' }).click();
    await expectNothingFound(ana);
  });
}
