/** Writing by mouse: what the toolbar and the menu of / offer is what one gets. */
import { expect, test } from '../harness/browser-fixtures.ts';

const blocks = [
  ['Heading 1', 'h1'],
  ['Heading 2', 'h2'],
  ['Heading 3', 'h3'],
  ['Heading 4', 'h4'],
  ['Code block', 'pre > code'],
  ['Text', ':scope > p'],
] as const;

/** Each sets something, and takes it away when it is pressed again. */
const toggles = [
  ['Bold', 'strong'],
  ['Italic', 'em'],
  ['Underline', 'u'],
  ['Strikethrough', 's'],
  ['Code', 'code'],
  ['Bulleted list', 'ul > li'],
  ['Numbered list', 'ol > li'],
  ['Task list', 'ul input[type=checkbox]'],
  ['Quote', 'blockquote'],
] as const;

/** Of the menus of the toolbar; each is to be reached from what the one before it made. */
const choices = [
  ['More formatting', 'Subscript', 'sub'],
  ['More formatting', 'Superscript', 'sup'],
  ['More formatting', 'Left', 'p[style*="left"]'],
  ['More formatting', 'Centred', 'p[style*="center"]'],
  ['More formatting', 'Right', 'p[style*="right"]'],
  ['More formatting', 'Justified', 'p[style*="justify"]'],
  ['More formatting', 'As the text runs', 'p:not([style*="text-align"])'],
  ['Highlight', 'Yellow', 'mark:not([data-color])'],
  ['Highlight', 'Green', 'mark[data-color=green]'],
  ['Highlight', 'Blue', 'mark[data-color=blue]'],
  ['Highlight', 'Pink', 'mark[data-color=pink]'],
  ['Highlight', 'Purple', 'mark[data-color=purple]'],
  ['Highlight', 'No highlight', 'p:not(:has(mark))'],
] as const;

/** What is typed behind the slash, and what comes of it in an empty document. */
const inserted = [
  ['h1', 'h1'],
  ['h2', 'h2'],
  ['h3', 'h3'],
  ['h4', 'h4'],
  ['bullet', 'ul > li'],
  ['numbered', 'ol > li'],
  ['task', 'ul input[type=checkbox]'],
  ['quote', 'blockquote'],
  ['code', 'pre > code'],
  ['table', 'table'],
  ['note', '.callout.is-note'],
  ['tip', '.callout.is-tip'],
  ['important', '.callout.is-important'],
  ['warning', '.callout.is-warning'],
  ['details', '.details'],
  ['divider', 'hr'],
] as const;

test('the toolbar says what block the caret is in, and makes it each of those that it offers', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('line');
  const button = ana.page.getByRole('button', { name: /^Block type/ });
  for (const [name, selector] of blocks) {
    await button.click();
    await expect(ana.page.getByRole('menuitemradio')).toHaveText(['Text', 'Heading 1', 'Heading 2', 'Heading 3', 'Heading 4', 'Code block'].map((label) => new RegExp(`^${label}`)));
    await ana.page.getByRole('menuitemradio', { name }).click();
    await expect(ana.body.locator(selector), name).toHaveText('line');
    await expect(button).toHaveAccessibleName(`Block type: ${name}`);
    await expect(ana.body).toBeFocused();
  }
  await ana.page.keyboard.press('ControlOrMeta+Alt+6');
  await expect(button).toHaveAccessibleName('Block type: Heading');
  await ana.expectSaved();
});

test('each tool sets what it names and takes it away, and undo and redo are tools too', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page, body } = ana;
  await ana.startDocument(server.url);
  await ana.write('word');
  const toolbar = page.getByRole('toolbar', { name: 'Formatting', exact: true });
  await expect(toolbar.getByRole('button', { name: 'Insert', exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  for (const [name, selector] of toggles) {
    const tool = toolbar.getByRole('button', { name, exact: true });
    await tool.click();
    await expect(body.locator(selector), name).toHaveCount(1);
    await expect(tool).toHaveAttribute('aria-pressed', 'true');
    await tool.click();
    await expect(body.locator(selector), name).toHaveCount(0);
    await expect(tool).toHaveAttribute('aria-pressed', 'false');
  }
  for (const [menu, name, selector] of choices) {
    await toolbar.getByRole('button', { name: menu }).click();
    await page.getByRole('menu').getByText(name, { exact: true }).click();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(body.locator(selector), name).toHaveText('word');
  }
  await toolbar.getByRole('button', { name: 'Bold' }).click();
  await expect(body.locator('strong')).toHaveCount(1);
  await toolbar.getByRole('button', { name: 'More formatting' }).click();
  await page.getByRole('menuitem', { name: 'Clear formatting' }).click();
  await expect(body.locator('strong, sup')).toHaveCount(0);
  await toolbar.getByRole('button', { name: 'Undo' }).click();
  await expect(body.locator('strong, sup')).not.toHaveCount(0);
  await toolbar.getByRole('button', { name: 'Redo' }).click();
  await expect(body.locator('strong, sup')).toHaveCount(0);
  await ana.expectText('word');
  await ana.expectSaved();
});

test('the menu of / makes each block that it offers, and asks for formulas', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page, body } = ana;
  await ana.startDocument(server.url);
  await body.focus();
  const clear = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('ControlOrMeta+Alt+0');
    await expect(body.locator(':scope > p')).toHaveCount(1);
    await expect(body.locator(':scope > *')).toHaveCount(1);
  };
  for (const [asked, selector] of inserted) {
    await ana.insertBlock(asked);
    await expect(body.locator(selector), asked).toHaveCount(1);
    await expect(body).not.toContainText(`/${asked}`);
    await clear();
  }
  for (const [asked, selector] of [['formula', '.formula.is-block'], ['inline', 'p .formula']] as const) {
    await ana.insertBlock(asked);
    const field = page.getByRole('dialog', { name: 'Add formula' }).getByRole('textbox', { name: 'LaTeX' });
    await expect(field).toBeFocused();
    await page.keyboard.type('x^2');
    await page.keyboard.press('Enter');
    await expect(body.locator(selector), asked).toHaveCount(1);
    await expect(body).toBeFocused();
    await clear();
  }
  await ana.expectSaved();
});
