/** axe-core finds nothing in any state of the page, in either theme, at a wide window and at 320 px by touch. */
import type { BrowserContextOptions, Locator } from '@playwright/test';
import { expectNothingFoundInEitherTheme } from '../harness/accessibility.ts';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import type { Client, ClientOptions } from '../harness/client.ts';
import { createDocument, deleteDocument } from '../harness/documents-api.ts';
import type { Person } from '../harness/person.ts';
import { png } from '../harness/png.ts';
import { placeCaret } from '../harness/remote-caret.ts';

interface Window {
  readonly name: string;
  readonly isNarrow: boolean;
  readonly options: BrowserContextOptions;
}

const windows: readonly Window[] = [
  { name: 'wide', isNarrow: false, options: { viewport: { width: 1440, height: 900 } } },
  { name: '320 px', isNarrow: true, options: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } },
];

/** One of everything; the caret ends in a table. */
async function writeEverything(ana: Person): Promise<void> {
  const { page } = ana;
  await ana.title.fill('Everything');
  await ana.write('# First heading\nWords with **bold**, `code`, ==marked==, $x^2$ and [a link](https://example.org/page)\n');
  await page.keyboard.type('- one\ntwo\n\n[ ] to do\n\n> quoted\n\n\n[!tip] Look\n\n```js const a = "b"; // c\n\n\n');
  await ana.insertBlock('details');
  await page.keyboard.type('More\nbelow');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await ana.insertBlock('table');
  await expect(ana.body.getByRole('table')).toBeVisible();
}

async function putFiveCarets(ana: Person, connect: (room: string, options?: Partial<ClientOptions>) => Client): Promise<void> {
  const room = new URL(ana.page.url()).pathname.slice('/d/'.length);
  const places = [
    { name: 'Ben', colour: 0, before: 'heading', selected: 4 },
    { name: 'Cleo', colour: 2, before: 'with' },
    { name: 'Dan', colour: 4, before: 'quoted' },
    { name: 'Eve', colour: 6, before: 'Look', selected: 2 },
    { name: 'Finn', colour: 8, before: 'below' },
  ];
  for (const place of places) {
    const client = connect(room);
    await client.synced();
    placeCaret(client, place);
  }
  await expect(ana.body.locator('.caret')).toHaveCount(places.length);
}

for (const window of windows) {
  const state = (name: string): string => `${window.isNarrow ? 'narrow' : 'wide'}-${name}`;

  /** Looks at a state, closes it by Escape, and waits until it is gone. */
  const lookAndClose = async (person: Person, name: string, opened: Locator): Promise<void> => {
    await expect(opened).toBeVisible();
    await expectNothingFoundInEitherTheme(person, state(name));
    await person.page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  };

  test(`axe finds nothing on the list, in its views, menus and dialogs, ${window.name}`, async ({ server, arrive, expectedProblems }) => {
    test.setTimeout(180_000);
    // The file that can't be read, and the address that leads nowhere.
    expectedProblems.push(/status of (?:422|404)/, blockedServiceWorker);
    // What a service worker answers can't be held back.
    const ana = await arrive('Ana', { ...window.options, serviceWorkers: 'block' });
    const { page } = ana;
    await ana.openList(server.url);
    await expect(page.getByRole('heading', { name: 'A clean desk' })).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('list-empty'));
    for (const number of [1, 2, 3]) await createDocument(server.url, { id: `d${number}`, title: `Document ${number}` });
    await page.reload();
    await page.getByRole('button', { name: 'Star Document 3' }).click();
    await expect(page.getByRole('button', { name: 'Star Document 3' })).toHaveAttribute('aria-pressed', 'true');
    await expectNothingFoundInEitherTheme(ana, state('list'));
    await ana.expectToFit();

    const dialog = page.getByRole('dialog');
    const ask = async (item: RegExp): Promise<void> => {
      await page.getByRole('button', { name: 'Actions for Document 1' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await page.getByRole('button', { name: 'Actions for Document 1' }).click();
    await lookAndClose(ana, 'list-row-menu', page.getByRole('menu'));
    await page.getByRole('button', { name: 'Theme' }).click();
    await lookAndClose(ana, 'list-theme-menu', page.getByRole('menu'));
    await ask(/^Rename/);
    await lookAndClose(ana, 'list-rename', dialog);
    await ask(/^Delete/);
    await lookAndClose(ana, 'list-delete', dialog);
    await page.keyboard.press('ControlOrMeta+k');
    await lookAndClose(ana, 'list-palette', page.getByRole('combobox', { name: 'Find a document or an action' }));
    await page.getByTestId('import').setInputFiles({ name: 'broken.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('no document') });
    await expect(dialog.getByRole('alert')).toBeVisible();
    await lookAndClose(ana, 'list-import-failed', dialog);
    await page.route('**/documents/import?**', () => {});
    await page.getByTestId('import').setInputFiles({ name: 'slow.md', mimeType: 'text/markdown', buffer: Buffer.from('Words') });
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    await lookAndClose(ana, 'list-import', dialog);

    await page.getByRole('textbox', { name: 'Search titles and text' }).fill('nothing of this kind');
    await expect(page.getByRole('heading', { name: /Nothing found/ })).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('list-nothing-found'));
    await page.getByRole('button', { name: 'Clear the search' }).click();
    for (const [view, heading] of [['Recent', 'Nothing opened here yet'], ['Templates', 'No templates yet'], ['Trash', 'The trash is empty']] as const) {
      await page.getByRole('link', { name: view }).click();
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    }
    await expectNothingFoundInEitherTheme(ana, state('list-trash-empty'));
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await ask(/^Delete/);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('link', { name: 'Document 1' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Trash' }).click();
    await expect(page.getByRole('list', { name: 'Trash' }).getByRole('listitem')).toHaveCount(1);
    await expectNothingFoundInEitherTheme(ana, state('list-trash'));
    await page.getByRole('button', { name: /^Delete for ever/ }).click();
    await lookAndClose(ana, 'list-erase', dialog);
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await lookAndClose(ana, 'list-trash-erase', dialog);
    await page.goto(`${server.url}/nowhere`);
    await expect(page.getByRole('heading', { name: /Not Found/ })).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('not-found'));
  });

  test(`axe finds nothing in a document with five carets, in its menus and dialogs, ${window.name}`, async ({ server, arrive, connect }) => {
    test.setTimeout(300_000);
    const ana = await arrive('Ana', window.options);
    const { page } = ana;
    await ana.startDocument(server.url);
    await expect(page.getByRole('button', { name: 'Insert', exact: true })).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('document-empty'));
    await writeEverything(ana);
    await ana.expectSaved();
    await putFiveCarets(ana, connect);
    // A new table's cells have nothing in them.
    await expectNothingFoundInEitherTheme(ana, state('document'));
    await ana.expectToFit();

    const menu = page.getByRole('menu');
    const dialog = page.getByRole('dialog');
    const tools = ['Insert', 'More formatting', 'Highlight', 'Table', 'Document menu', 'Block type: Text', 'Who is here'];
    for (const name of [...tools, 'Row', 'Column']) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await lookAndClose(ana, `menu-${name.replaceAll(/\W/g, '').toLowerCase()}`, menu);
    }
    const open = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: 'Document menu' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    for (const [item, name] of [['Outline…', 'outline'], ['Word count…', 'counts'], ['Keyboard shortcuts…', 'shortcuts'], ['Delete…', 'delete']] as const) {
      await open(item);
      await lookAndClose(ana, `dialog-${name}`, dialog);
    }
    await page.getByRole('button', { name: /Change your name/ }).click();
    await lookAndClose(ana, 'dialog-name', dialog);
    // What is seen of it: its MathML is a pixel that Playwright would click.
    await ana.body.locator('.formula .katex-html').first().click();
    await dialog.getByRole('textbox', { name: 'LaTeX' }).fill('\\frac{a}{');
    await expect(dialog.getByText(/can’t be read yet/)).toBeVisible();
    await lookAndClose(ana, 'dialog-formula', dialog);
    await page.getByRole('button', { name: 'Chat', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await lookAndClose(ana, 'chat', page.getByRole('textbox', { name: 'Message' }));
    await ana.body.focus();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+k');
    await lookAndClose(ana, 'palette', page.getByRole('combobox', { name: 'Find a document or an action' }));

    await ana.body.getByRole('heading').click();
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('button', { name: 'Replace…' }).click();
    await page.getByRole('textbox', { name: 'Find', exact: true }).fill('e');
    await expect(page.getByTestId('find-count')).toHaveText(/^\d of/);
    await lookAndClose(ana, 'find', page.getByRole('search', { name: 'Find and replace' }));

    await ana.body.getByText('two', { exact: true }).click();
    await page.keyboard.press('End');
    for (const [typed, name] of [[' @', 'mention'], [' :tad', 'emoji'], [' /', 'slash']] as const) {
      await page.keyboard.type(typed);
      await lookAndClose(ana, `suggest-${name}`, page.locator('.suggestions'));
    }
    await page.keyboard.press('Shift+Home');
    const bubble = page.getByRole('toolbar', { name: 'Formatting of the selection' });
    await expect(bubble).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('bubble'));
    await page.keyboard.press('ControlOrMeta+k');
    await dialog.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toBeVisible();
    await lookAndClose(ana, 'dialog-link', dialog);
    await ana.body.getByRole('link').click();
    await lookAndClose(ana, 'bubble-link', page.getByRole('toolbar', { name: 'Address' }));
    if (!window.isNarrow) {
      await ana.body.getByText('marked').hover();
      await page.getByRole('button', { name: 'Block actions' }).click();
      await lookAndClose(ana, 'block-handle', menu);
    }
    await ana.write('\n');
    await page.getByTestId('file-chooser').setInputFiles({ name: 'square.png', mimeType: 'image/png', buffer: png(80) });
    await ana.body.locator('figure.image img').click();
    const describe = page.getByRole('toolbar', { name: 'Image' }).getByRole('button');
    await expect(describe).toBeVisible();
    await expect(page.getByRole('slider')).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('image'));
    await describe.click();
    await lookAndClose(ana, 'dialog-image', dialog);
    await deleteDocument(server.url, new URL(page.url()).pathname.slice('/d/'.length));
    await expect(page.getByRole('heading', { name: 'This document was deleted' })).toBeVisible();
    await expectNothingFoundInEitherTheme(ana, state('document-deleted'));
    await ana.expectToFit();
  });
}
