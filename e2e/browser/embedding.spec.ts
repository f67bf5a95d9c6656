/** A document on a page of somebody else, with React: the component as they install it, in an example that is built as they would build it. */
import { expectNothingFound } from '../harness/accessibility.ts';
import { lostConnection } from '../harness/browser-fixtures.ts';
import { expect, openEmbedded, test, told } from '../harness/embedding-fixtures.ts';
import { look } from '../harness/look.ts';

// One build serves them all.
test.describe.configure({ mode: 'default' });

test('an embedded page and our own write in one document, and see each other', async ({ allowing, pages, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  await openEmbedded(ana, pages.url('react', { document: 'shared', name: 'Ana' }));
  await ana.title.fill('Two pages');
  await ana.write('Written on a page of Ana’s. ');
  await expect(told(ana)).toHaveText('saved');
  await ana.expectSaved();
  await ben.openDocument(`${allowing.url}/d/shared`);
  await expect(ben.title).toHaveValue('Two pages');
  await ben.write('And on the server’s own.');
  await ana.expectText('Written on a page of Ana’s. And on the server’s own.');
  await expect(ben.page.getByRole('button', { name: /^Follow Ana|^Ana/ }).first()).toBeVisible();
  // The name comes from the page around: nobody is asked for it.
  await expect(ana.page.getByRole('img', { name: 'Ana (you)' })).toBeVisible();
  await expect(ana.page.getByRole('button', { name: /Change your name/ })).toHaveCount(0);
  await ana.body.press('ControlOrMeta+a');
  await ana.body.press('ControlOrMeta+b');
  await expect(ben.body.locator('strong')).toHaveText('Written on a page of Ana’s. And on the server’s own.');
  await look(ana, 'embedded');
});

test('the styles of neither reach the other', async ({ allowing, pages, arrive }) => {
  void allowing;
  const ana = await arrive('Ana');
  await openEmbedded(ana, pages.url('react', { document: 'styles' }));
  const styleOf = async (selector: string, names: readonly string[]): Promise<string[]> =>
    await ana.page.locator(selector).first().evaluate((found, asked) => asked.map((name) => getComputedStyle(found).getPropertyValue(name)), names);
  // The page's own: as in its style sheet, although the editor has classes of the same names.
  expect(await styleOf('body > header', ['position', 'padding-top', 'background-color'])).toEqual(['static', '16px', 'rgb(0, 128, 128)']);
  expect(await styleOf('body > header h1', ['font-size', 'color', 'text-transform'])).toEqual(['20px', 'rgb(255, 255, 255)', 'uppercase']);
  expect(await styleOf('main > p button', ['background-color', 'text-transform'])).toEqual(['rgb(255, 215, 0)', 'uppercase']);
  expect(await styleOf('main > p', ['margin-top'])).toEqual(['48px']);
  expect(await styleOf('body', ['background-color', 'font-size', 'min-height'])).toEqual(['rgb(238, 243, 248)', '16px', '0px']);
  expect(await ana.page.evaluate(() => [document.documentElement.getAttribute('style'), document.documentElement.lang, document.title])).toEqual([null, 'en', 'A page with React']);
  // The editor's own: whatever that page says of its buttons, headings and paragraphs.
  expect(await styleOf('.scriptorium .tool', ['border-top-width', 'text-transform', 'background-color'])).toEqual(['0px', 'none', 'rgba(0, 0, 0, 0)']);
  expect(await styleOf('.scriptorium textarea.title', ['color', 'font-size', 'letter-spacing'])).not.toContain('rgb(255, 255, 255)');
  expect(await styleOf('.scriptorium .text', ['text-transform', 'position'])).toEqual(['none', 'relative']);
  expect(await styleOf('.scriptorium .text', ['color'])).not.toEqual(['rgb(128, 0, 128)']);
  expect(Number.parseFloat((await styleOf('.scriptorium .text p', ['margin-top']))[0] ?? '')).toBeLessThan(40);
});

test('several editors on one page keep to themselves', async ({ allowing, pages, arrive }) => {
  void allowing;
  const ana = await arrive('Ana');
  await openEmbedded(ana, pages.url('react', { document: 'one', name: 'Ana' }));
  await ana.page.getByRole('button', { name: 'Open a second one' }).click();
  const [first, second] = [ana.page.getByRole('region', { name: 'First document' }), ana.page.getByRole('region', { name: 'Second document' })];
  const [firstText, secondText] = [first.getByRole('textbox', { name: 'Document text' }), second.getByRole('textbox', { name: 'Document text' })];
  await expect(secondText).toBeEditable();
  await firstText.click();
  await ana.page.keyboard.type('one');
  await secondText.click();
  await ana.page.keyboard.type('two');
  await expect(firstText).toHaveText('one');
  await expect(secondText).toHaveText('two');
  await ana.page.keyboard.press('ControlOrMeta+f');
  await expect(second.getByRole('search')).toBeVisible();
  await expect(first.getByRole('search')).toHaveCount(0);
  // One is light, or as the system has it, and the other dark: on one page.
  const paper = async (place: typeof first): Promise<string> => await place.evaluate((found) => getComputedStyle(found).backgroundColor);
  expect(await paper(first)).not.toBe(await paper(second));
  await look(ana, 'embedded-twice');
});

test('what is taken off the page is left in order: saved, gone for the others, and without a socket', async ({ pagesForDevelopment: pages, startServer: start, arrive }) => {
  const allowing = await start({ args: ['--allow-origin', pages.origin] });
  pages.documents = allowing.url;
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const sockets = new Set<string>();
  let opened = 0;
  ana.page.on('websocket', (socket) => {
    opened += 1;
    const id = String(opened);
    sockets.add(id);
    socket.on('close', () => sockets.delete(id));
  });
  await ben.openDocument(`${allowing.url}/d/left`);
  await openEmbedded(ana, pages.url('react', { document: 'left', name: 'Ana' }));
  // Strict mode mounts it twice, and the second is the one that counts.
  expect(opened).toBe(1);
  await expect(ben.page.getByTestId('avatar')).toHaveCount(1);
  await ana.write('The last words');
  await ana.page.getByRole('button', { name: 'Close the document' }).click();
  await expect(ana.page.getByRole('region', { name: 'First document' })).toHaveCount(0);
  await ben.expectText('The last words');
  await expect(ben.page.getByTestId('avatar')).toHaveCount(0);
  await expect.poll(() => sockets.size).toBe(0);
  await ana.page.getByRole('button', { name: 'Open the document' }).click();
  await ana.expectText('The last words');
  expect(opened).toBe(2);
});

test('with a copy on the device a document opens without a connection, and what is written then arrives later', async ({ allowing, pages, arrive, expectedProblems }) => {
  expectedProblems.push(lostConnection);
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = pages.url('react', { document: 'kept', name: 'Ana', copy: 'yes' });
  await openEmbedded(ana, address);
  await ana.write('Before. ');
  await expect(told(ana)).toHaveText('saved');
  await allowing.kill('SIGKILL');
  await ana.write('Alone. ');
  await expect(told(ana)).toHaveText('offline');
  await openEmbedded(ana, address);
  await ana.expectText('Before. Alone. ');
  await ana.write('After a reload.');
  await expect(told(ana)).toHaveText('offline');
  await allowing.restart();
  await expect(told(ana)).toHaveText('saved');
  await ben.openDocument(`${allowing.url}/d/kept`);
  await ben.expectText('Before. Alone. After a reload.');
});

test('unless a copy is asked for nothing stays on the device', async ({ allowing, pages, arrive }) => {
  void allowing;
  const ana = await arrive('Ana');
  const kept = async (): Promise<(string | undefined)[]> => await ana.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await openEmbedded(ana, pages.url('react', { document: 'passing', name: 'Ana' }));
  await ana.write('Here and gone');
  await expect(told(ana)).toHaveText('saved');
  expect(await kept()).toEqual([]);
  await openEmbedded(ana, pages.url('react', { document: 'passing', name: 'Ana', copy: 'yes' }));
  expect(await kept()).toHaveLength(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in an embedded editor, and it is reached by keyboard, ${colorScheme}`, async ({ allowing, pages, arrive }) => {
    void allowing;
    const ana = await arrive('Ana', { colorScheme });
    await openEmbedded(ana, pages.url('react', { document: `for-everyone-${colorScheme}`, name: 'Ana' }));
    await ana.write('Some text');
    await ana.expectSaved();
    await expectNothingFound(ana);
    await ana.page.keyboard.press('Alt+F10');
    await expect(ana.page.getByRole('toolbar', { name: 'Formatting' }).locator(':focus')).toHaveCount(1);
    await ana.page.keyboard.press('Escape');
    await expect(ana.body).toBeFocused();
    await ana.page.getByRole('button', { name: 'More', exact: true }).press('Enter');
    await ana.page.getByRole('menuitem', { name: /Word count|Words/ }).press('Enter');
    await expect(ana.page.getByRole('dialog')).toBeVisible();
    await expectNothingFound(ana);
    await look(ana, `embedded-${colorScheme}`);
  });
}
