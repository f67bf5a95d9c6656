/** Writing with more than plain prose, by keyboard: the slash menu, tables, blocks that move, formulas, the outline. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/browser-fixtures.ts';
import type { Person } from '../harness/person.ts';

/** The handle of the block that says this, and no longer of another. */
async function handleOf({ page, body }: Person, text: string): Promise<Locator> {
  const handle = page.getByRole('button', { name: 'Block actions' });
  const block = body.getByText(text);
  const middleOf = async (found: Locator): Promise<number> =>
    await found.evaluateAll(([element]) => {
      const { top = NaN, bottom = NaN } = element?.getBoundingClientRect() ?? {};
      return (top + bottom) / 2;
    });
  let step = 0;
  // The handle's code comes after the page's, and it comes with a move of the pointer.
  await expect(async () => {
    step += 1;
    await block.hover({ position: { x: 4 + (step % 2), y: 4 } });
    expect(Math.abs((await middleOf(handle)) - (await middleOf(block)))).toBeLessThan(10);
  }).toPass();
  return handle;
}

test('the slash menu narrows while one types, and inserts with Enter', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('/');
  const list = ana.page.getByRole('listbox', { name: 'Insert a block' });
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await ana.page.keyboard.type('head');
  await expect(list.getByRole('option')).toHaveText([/Heading 1/, /Heading 2/, /Heading 3/, /Heading 4/]);
  await ana.page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  const chosen = await list.getByRole('option', { selected: true }).getAttribute('id');
  await expect(ana.body).toHaveAttribute('aria-activedescendant', chosen ?? '');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('A heading');
  await expect(ana.body.getByRole('heading', { level: 2 })).toHaveText('A heading');
  await expect(list).toBeHidden();
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('/zzz');
  await ana.page.keyboard.press('Escape');
  await ana.page.keyboard.press('Enter');
  await ana.expectText('A heading\n/zzz\n');
  await ana.expectSaved();
});

test('Alt-Up and Alt-Down move a block, also where somebody else reads it', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('one\ntwo\nthree');
  await ana.page.keyboard.press('Alt+ArrowUp');
  await ana.page.keyboard.press('Alt+ArrowUp');
  await ana.expectText('three\none\ntwo');
  await ana.page.keyboard.type('!');
  await ana.page.keyboard.press('Alt+ArrowDown');
  await ben.openDocument(address);
  await ben.expectText('one\nthree!\ntwo');
  await ana.expectSaved();
});

test('the handle of a block drags it, and its menu doubles and deletes it', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('one\ntwo\nthree');
  const handle = await handleOf(ana, 'three');
  await handle.dragTo(ana.body.getByText('one'), { targetPosition: { x: 10, y: 2 } });
  await ana.expectText('three\none\ntwo');
  await (await handleOf(ana, 'two')).click();
  await ana.page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await ana.expectText('three\none\ntwo\ntwo');
  await (await handleOf(ana, 'one')).click();
  await ana.page.getByRole('menuitem', { name: 'Delete' }).click();
  await ana.expectText('three\ntwo\ntwo');
  await ana.expectSaved();
});

test('what somebody writes in a block while another drags it moves with it', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('one\ntwo\nthree');
  await ben.openDocument(address);
  await ben.expectText('one\ntwo\nthree');
  const { mouse } = ana.page;
  const centreOf = async (found: Locator): Promise<{ x: number; y: number }> => {
    const { x, y, width, height } = (await found.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height / 2 };
  };
  const [from, to] = [await centreOf(await handleOf(ana, 'three')), (await ana.body.getByText('one').boundingBox()) ?? { x: 0, y: 0 }];
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, from.y - 8);
  await mouse.move(to.x + 10, to.y + 4, { steps: 3 });
  await ben.write(' and more');
  await ana.expectText('one\ntwo\nthree and more');
  await mouse.move(to.x + 10, to.y + 2);
  await mouse.up();
  await ana.expectText('three and more\none\ntwo');
  await ben.expectText('three and more\none\ntwo');
  await ana.expectSaved();
});

test('the menu of a selection is reached by key, and sets marks', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('some words');
  await ana.page.keyboard.press('Shift+Home');
  const bubble = ana.page.getByRole('toolbar', { name: 'Formatting of the selection' });
  await expect(bubble).toBeVisible();
  await ana.page.keyboard.press('Alt+F10');
  await expect(bubble.getByRole('button', { name: 'Bold' })).toBeFocused();
  await ana.page.keyboard.press('ArrowRight');
  await expect(bubble.getByRole('button', { name: 'Italic' })).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await expect(ana.body.locator('em')).toHaveText('some words');
  await bubble.getByRole('button', { name: 'Highlight' }).click();
  await ana.page.getByRole('menuitemcheckbox', { name: 'Green' }).click();
  await expect(ana.body.locator('mark')).toHaveAttribute('data-color', 'green');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.press('Escape');
  await expect(bubble).toBeHidden();
  // Sent away for this selection, and not for the next one of the same words.
  await ana.page.keyboard.press('End');
  await ana.page.keyboard.press('Shift+Home');
  await expect(bubble).toBeVisible();
  await ana.expectSaved();
});

test('where the caret is in a link it says where that leads, and takes it away', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('see [the page](https://example.org/page)');
  await ana.page.keyboard.press('ArrowLeft');
  const bubble = ana.page.getByRole('toolbar', { name: 'Address' });
  await expect(bubble.getByRole('link')).toHaveAttribute('href', 'https://example.org/page');
  await expect(bubble.getByRole('link')).toHaveAttribute('rel', /noopener/);
  // Sent away it comes back with the caret.
  await ana.page.keyboard.press('Escape');
  await expect(bubble).toBeHidden();
  await ana.page.keyboard.press('Home');
  await ana.page.keyboard.press('End');
  await ana.page.keyboard.press('ArrowLeft');
  await expect(bubble).toBeVisible();
  await ana.page.keyboard.press('Alt+F10');
  await expect(bubble.getByRole('link')).toBeFocused();
  await bubble.getByRole('button', { name: 'Remove link' }).click();
  await expect(ana.body.getByRole('link')).toHaveCount(0);
  await ana.expectText('see the page');
  await ana.expectSaved();
});

test('a formula is drawn, says what is wrong with it, and is changed where it stands', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('The area is $\\pi r^2$.');
  // What is seen of it: its MathML is a pixel that Playwright would click.
  await ana.body.locator('.formula .katex-html').click();
  const field = ana.page.getByRole('textbox', { name: 'LaTeX' });
  await expect(field).toHaveValue('\\pi r^2');
  await field.fill('\\frac{a}{');
  await expect(ana.page.getByText(/can’t be read yet/)).toBeVisible();
  await ana.page.keyboard.press('Enter');
  await expect(ana.body.locator('.formula.is-faulty')).toHaveText('\\frac{a}{');
  await ana.body.locator('.formula').click();
  await ana.page.getByRole('button', { name: 'Remove formula' }).click();
  await ana.expectText('The area is .');
  await ana.expectSaved();
});

test('emoji come by name, people by theirs', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ben.openDocument(address);
  await ben.introduce();
  await ana.write('Well done :tada');
  await expect(ana.page.getByRole('option', { name: ':tada:' })).toBeVisible();
  await ana.page.keyboard.type(':');
  await expect(ana.body).toContainText('🎉');
  await ana.page.keyboard.type(' @Be');
  await ana.page.getByRole('option', { name: 'Ben' }).click();
  await expect(ben.body.locator('.mention')).toHaveText('@Ben');
  await ana.expectSaved();
});

test('details fold away for the reader alone, and open where the caret goes', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.body.focus();
  await ana.insertBlock('details');
  await ana.page.keyboard.type('Summary\nHidden');
  await ben.openDocument(address);
  await expect(ben.body.getByText('Hidden')).toBeHidden();
  await ben.body.getByRole('button', { name: 'Unfold' }).click();
  await expect(ben.body.getByText('Hidden')).toBeVisible();
  await ben.body.getByRole('button', { name: 'Fold' }).click();
  await expect(ana.body.getByText('Hidden')).toBeVisible();
  await ben.page.keyboard.press('ControlOrMeta+f');
  await expect(ben.page.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await ben.page.keyboard.type('Hidden');
  await expect(ben.page.getByTestId('find-count')).toHaveText('1 of 1');
  await ben.page.keyboard.press('Enter');
  await expect(ben.body.getByText('Hidden')).toBeVisible();
  await ana.expectSaved();
});

test('the outline leads to its headings, and the words are counted, also of a selection', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { viewport: { width: 1440, height: 900 } });
  await ana.startDocument(server.url);
  await ana.write('# First\none two three\n## Second\nfour');
  const outline = ana.page.getByRole('navigation', { name: 'Outline' });
  await expect(outline.getByRole('listitem')).toHaveText(['First', 'Second']);
  await expect(ana.page.getByTestId('word-count')).toHaveText('6 words');
  await ana.page.keyboard.press('Shift+Home');
  await expect(ana.page.getByTestId('word-count')).toHaveText('1 of 6 words');
  await ana.page.getByTestId('word-count').click();
  const counts = ana.page.getByRole('dialog', { name: 'Word count' });
  await expect(counts.getByRole('row')).toHaveText([/Document.*Selection/, /^Words61$/, /^Characters284$/, /^Without spaces264$/]);
  await ana.page.keyboard.press('Escape');
  await expect(counts).toHaveCount(0);
  await outline.getByRole('button', { name: 'First' }).click();
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.type('The ');
  await expect(ana.body.getByRole('heading', { level: 1 })).toHaveText('The First');
  // Where there is no room beside the sheet.
  await ana.page.setViewportSize({ width: 800, height: 700 });
  await ana.page.getByRole('button', { name: 'Document menu' }).click();
  await ana.page.getByRole('menuitem', { name: 'Outline…' }).click();
  await ana.page.getByRole('dialog', { name: 'Outline' }).getByRole('button', { name: 'Second' }).press('Enter');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.type('My ');
  await expect(ana.body.getByRole('heading', { level: 2 })).toHaveText('My Second');
  await ana.expectSaved();
});

test('code is coloured by its language, which is chosen from a list', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('```ts const answer = 42;');
  await expect(ana.body.locator('.hljs-keyword')).toHaveText('const');
  const language = ana.body.getByRole('combobox', { name: 'Language of the code' });
  await expect(language).toHaveValue('typescript');
  await language.selectOption('');
  await expect(ana.body.locator('.hljs-keyword')).toHaveCount(0);
  await ana.expectSaved();
});

test('code is selected where the browser does not let it be copied', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.page.addInitScript(() => {
    navigator.clipboard.writeText = async () => await Promise.reject(new DOMException('Not here.', 'NotAllowedError'));
  });
  await ana.startDocument(server.url);
  await ana.write('```js const a = 1;');
  await ana.page.getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(async () => await ana.page.evaluate(() => getSelection()?.toString())).toBe('const a = 1;');
  await expect(ana.page.getByRole('button', { name: 'Copied' })).toHaveCount(0);
  await ana.expectSaved();
});

test('right-to-left text runs from the right, block by block', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('שלום עולם\nhello\n- רשימה');
  const directions = async (): Promise<string[]> =>
    await ana.body.evaluate((element) => [...element.children].map((block) => getComputedStyle(block).direction));
  await expect.poll(directions).toEqual(['rtl', 'ltr', 'rtl']);
  await ana.expectSaved();
});

test('typographic characters come while typing, and can be switched off', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('"so" -> ');
  await ana.page.getByRole('button', { name: 'Document menu' }).click();
  await ana.page.getByRole('menuitemcheckbox', { name: 'Typographic characters' }).click();
  await expect(ana.page.getByRole('button', { name: 'Document menu' })).toBeFocused();
  await ana.write('"so" -> ');
  await ana.expectText('“so” → "so" -> ');
  await ana.expectSaved();
});
