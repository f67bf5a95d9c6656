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
}
