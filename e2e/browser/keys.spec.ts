/** Keys and Markdown, as people know them from elsewhere. */
import { expect, test } from '../harness/browser-fixtures.ts';

const marks = [
  { keys: 'ControlOrMeta+b', tag: 'strong' },
  { keys: 'ControlOrMeta+i', tag: 'em' },
  { keys: 'ControlOrMeta+u', tag: 'u' },
  { keys: 'ControlOrMeta+Shift+s', tag: 's' },
  { keys: 'ControlOrMeta+e', tag: 'code' },
];

const blocks = [
  { keys: 'ControlOrMeta+Alt+1', selector: 'h1' },
  { keys: 'ControlOrMeta+Alt+2', selector: 'h2' },
  { keys: 'ControlOrMeta+Alt+3', selector: 'h3' },
  { keys: 'ControlOrMeta+Shift+7', selector: 'ol > li' },
  { keys: 'ControlOrMeta+Shift+8', selector: 'ul > li' },
  { keys: 'ControlOrMeta+Shift+9', selector: 'ul input[type=checkbox]' },
  { keys: 'ControlOrMeta+Shift+b', selector: 'blockquote' },
  { keys: 'ControlOrMeta+Alt+c', selector: 'pre > code' },
];

const typed = [
  { text: '# Heading', selector: 'h1' },
  { text: '## Heading', selector: 'h2' },
  { text: '- item', selector: 'ul > li' },
  { text: '1. item', selector: 'ol > li' },
  { text: '[ ] task', selector: 'ul input[type=checkbox]' },
  { text: '> quote', selector: 'blockquote' },
  { text: '``` code', selector: 'pre > code' },
  { text: '**bold** ', selector: 'strong' },
  { text: '_italic_ ', selector: 'em' },
  { text: '~~gone~~ ', selector: 's' },
  { text: '`code` ', selector: 'code' },
];

test('each key for a mark sets it and takes it away', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('word');
  await ana.page.keyboard.press('ControlOrMeta+a');
  for (const { keys, tag } of marks) {
    await ana.page.keyboard.press(keys);
    await expect(ana.body.locator(tag), keys).toHaveText('word');
    await ana.page.keyboard.press(keys);
    await expect(ana.body.locator(tag), keys).toHaveCount(0);
  }
});

test('each key for a block makes it, and Mod-Alt-0 makes a heading a paragraph again', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  for (const [index, { keys, selector }] of blocks.entries()) {
    await ana.openDocument(`${address}-${index}`);
    await ana.write('line');
    await ana.page.keyboard.press(keys);
    await expect(ana.body.locator(selector).first(), keys).toBeVisible();
    await ana.expectSaved();
  }
  await ana.openDocument(`${address}-0`);
  await expect(ana.body.locator('h1')).toHaveText('line');
  await ana.body.focus();
  await ana.page.keyboard.press('ControlOrMeta+Alt+0');
  await expect(ana.body.locator('h1')).toHaveCount(0);
});

test('Markdown becomes what it means while it is typed', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  for (const [index, { text, selector }] of typed.entries()) {
    await ana.openDocument(`${address}-${index}`);
    await ana.write(text);
    await expect(ana.body.locator(selector).first(), text).toBeVisible();
    await ana.expectSaved();
  }
});

test('undo right after Markdown brings the literal text back', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('# ');
  await expect(ana.body.locator('h1')).toBeVisible();
  await ana.page.keyboard.press('ControlOrMeta+z');
  await expect(ana.body.locator('h1')).toHaveCount(0);
  await expect.poll(async () => (await ana.text()).trim()).toBe('#');
});

test('Mod-Enter toggles a task, Mod-K links a selection, Mod-S is swallowed', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('[ ] task');
  const box = ana.body.getByRole('checkbox');
  await expect(box).not.toBeChecked();
  await ana.page.keyboard.press('ControlOrMeta+Enter');
  await expect(box).toBeChecked();
  await ana.page.keyboard.press('ControlOrMeta+s');
  await ana.expectSaved();

  await ana.openDocument(`${address}-link`);
  await ana.write('words');
  await ana.page.keyboard.press('ControlOrMeta+a');
  await ana.page.keyboard.press('ControlOrMeta+k');
  await ana.page.getByRole('textbox', { name: 'Address' }).fill('https://example.org/page');
  await ana.page.keyboard.press('Enter');
  await expect(ana.body.getByRole('link', { name: 'words' })).toHaveAttribute('href', 'https://example.org/page');
  await ana.expectSaved();
});

test('a link to a forbidden scheme is refused with a sentence', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('words');
  await ana.page.keyboard.press('ControlOrMeta+a');
  await ana.page.keyboard.press('ControlOrMeta+k');
  await ana.page.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByText(/Links can’t lead to “javascript:”/)).toBeVisible();
  await expect(ana.body.getByRole('link')).toHaveCount(0);
});

test('Escape and then Tab leave the editor', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Inside');
  await expect(ana.body).toBeFocused();
  await ana.page.keyboard.press('Escape');
  await ana.page.keyboard.press('Tab');
  await expect(ana.body).not.toBeFocused();
});
