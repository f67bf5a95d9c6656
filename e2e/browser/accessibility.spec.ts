/** axe-core finds nothing, in either theme: on the list, on a document with somebody else in it, and in its menus. */
import { expect, test } from '../harness/browser-fixtures.ts';
import { expectNothingFound } from '../harness/accessibility.ts';
import { createDocument } from '../harness/documents-api.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the empty list and on a full one, ${colorScheme}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', { colorScheme });
    await ana.openList(server.url);
    await expectNothingFound(ana);
    for (const number of [1, 2, 3]) await createDocument(server.url, { id: `d${number}`, title: `Document ${number}` });
    await ana.page.reload();
    await expect(ana.page.getByRole('link', { name: /Document 3/ })).toBeVisible();
    await expectNothingFound(ana);
    await ana.page.getByRole('button', { name: 'Actions for Document 1' }).click();
    await expect(ana.page.getByRole('menu')).toBeVisible();
    await expectNothingFound(ana);
  });

  test(`axe finds nothing on a document that two people write, ${colorScheme}`, async ({ server, arrive }) => {
    const [ana, ben] = [await arrive('Ana', { colorScheme }), await arrive('Ben', { colorScheme })];
    const address = await ana.startDocument(server.url);
    await expectNothingFound(ana);
    await ana.title.click();
    await ana.page.keyboard.type('A full page');
    await ana.write('# Heading\n');
    await ana.page.keyboard.type('Text with **bold** and `code`.\n- one\ntwo\n\n[ ] to do\n\n\n> quoted\n');
    await ben.openDocument(address);
    await ben.write('Ben is here');
    await expect(ana.body.locator('.caret')).toBeVisible();
    await ana.expectSaved();
    await expectNothingFound(ana);
  });

  test(`axe finds nothing on a narrow page with five carets, in its menus and in its dialogs, ${colorScheme}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', { colorScheme, viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    const address = await ana.startDocument(server.url);
    const lines = ['one', 'two', 'three', 'four', 'five'];
    await ana.write(lines.join('\n'));
    await ana.expectSaved();
    for (const [index, name] of ['Ben', 'Cleo', 'Dan', 'Eve', 'Finn'].entries()) {
      const other = await arrive(name);
      await other.openDocument(address);
      await other.body.getByText(lines[index] ?? '').click();
    }
    await expect(ana.body.locator('.caret')).toHaveCount(5);
    await expectNothingFound(ana);
    await ana.expectToFit();
    const closed = ana.page.locator('.bar [aria-haspopup="menu"], .toolbar [aria-haspopup="menu"]');
    for (let at = 0; at < (await closed.count()); at += 1) {
      await closed.nth(at).focus();
      await ana.page.keyboard.press('Enter');
      await expect(ana.page.getByRole('menu')).toBeVisible();
      await expectNothingFound(ana);
      await ana.page.keyboard.press('Escape');
      await expect(ana.page.getByRole('menu')).toHaveCount(0);
    }
    await ana.body.focus();
    for (const keys of ['ControlOrMeta+/', 'ControlOrMeta+k']) {
      await ana.page.keyboard.press(keys);
      await expect(ana.page.locator('dialog[open]')).toBeVisible();
      await expectNothingFound(ana);
      await ana.page.keyboard.press('Escape');
      await expect(ana.page.locator('dialog[open]')).toHaveCount(0);
      await ana.body.focus();
    }
  });
}
