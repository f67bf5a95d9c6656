/** Keys and Markdown, as people know them from elsewhere. */
import { expect, test } from '../harness/browser-fixtures.ts';

const marks = [
  { keys: 'ControlOrMeta+b', tag: 'strong' },
  { keys: 'ControlOrMeta+i', tag: 'em' },
  { keys: 'ControlOrMeta+u', tag: 'u' },
  { keys: 'ControlOrMeta+Shift+s', tag: 's' },
  { keys: 'ControlOrMeta+e', tag: 'code' },
  { keys: 'ControlOrMeta+Shift+h', tag: 'mark' },
  { keys: 'ControlOrMeta+,', tag: 'sub' },
  { keys: 'ControlOrMeta+.', tag: 'sup' },
];

/** Each to be reached from whatever the one before it made. */
const blocks = [
  ...[1, 2, 3, 4, 5, 6].map((level) => ({ keys: `ControlOrMeta+Alt+${level}`, selector: `h${level}` })),
  { keys: 'ControlOrMeta+Alt+0', selector: ':scope > p' },
  { keys: 'ControlOrMeta+Shift+7', selector: 'ol > li' },
  { keys: 'ControlOrMeta+Shift+8', selector: 'ul > li' },
  { keys: 'ControlOrMeta+Shift+9', selector: 'ul input[type=checkbox]' },
  { keys: 'ControlOrMeta+Shift+9', selector: ':scope > p' },
  { keys: 'ControlOrMeta+Shift+b', selector: 'blockquote' },
  { keys: 'ControlOrMeta+Shift+b', selector: ':scope > p' },
  { keys: 'ControlOrMeta+Shift+e', selector: 'p[style*="center"]' },
  { keys: 'ControlOrMeta+Shift+r', selector: 'p[style*="right"]' },
  { keys: 'ControlOrMeta+Shift+j', selector: 'p[style*="justify"]' },
  { keys: 'ControlOrMeta+Shift+l', selector: 'p[style*="left"]' },
  { keys: 'ControlOrMeta+Alt+c', selector: 'pre > code' },
];

const typed = [
  { text: '# Heading', selector: 'h1' },
  { text: '###### Heading', selector: 'h6' },
  { text: '- item', selector: 'ul > li' },
  { text: '1. item', selector: 'ol > li' },
  { text: '[ ] task', selector: 'ul input[type=checkbox]' },
  { text: '> quote', selector: 'blockquote' },
  { text: '``` code', selector: 'pre > code' },
  { text: '**bold** ', selector: 'strong' },
  { text: '_italic_ ', selector: 'em' },
  { text: '~~gone~~ ', selector: 's' },
  { text: '`code` ', selector: 'code' },
  { text: '==marked== ', selector: 'mark' },
  { text: '$x^2$ ', selector: '.formula' },
  { text: '[!note] callout', selector: '.callout' },
  { text: '---', selector: 'hr' },
];

/** What sets something off with its last character, and the text that is made of it where it is text. */
const undone: readonly { readonly text: string; readonly made?: string }[] = [
  ...['# ', '###### ', '- ', '1. ', '[ ] ', '> ', '``` ', '**b**', '_i_', '~~s~~', '`c`', '==h==', '$x$', '[!tip] ', '---', '[a](https://example.org)'].map((text) => ({ text })),
  { text: '"', made: '“' },
  { text: '...', made: '…' },
  { text: '->', made: '→' },
  { text: ':tada:', made: '🎉' },
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
  await ana.startDocument(server.url);
  await ana.write('line');
  for (const { keys, selector } of blocks) {
    await ana.page.keyboard.press(keys);
    await expect(ana.body.locator(selector), keys).toHaveCount(1);
    await expect(ana.body, keys).toContainText('line');
  }
  await ana.expectSaved();
});

test('Markdown becomes what it means while it is typed', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.body.focus();
  for (const { text, selector } of typed) {
    await ana.page.keyboard.type(text);
    await expect(ana.body.locator(selector), text).toHaveCount(1);
    await ana.page.keyboard.press('ControlOrMeta+a');
    await ana.page.keyboard.press('Delete');
    await ana.page.keyboard.press('ControlOrMeta+Alt+0');
    await expect(ana.body.locator(`:scope > p`), text).toHaveCount(1);
    await expect(ana.body.locator(':scope > *'), text).toHaveCount(1);
  }
  await ana.expectSaved();
});

test('Tab and Shift-Tab indent an item and bring it back, and set code in and out', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('- one\ntwo');
  const inner = ana.body.locator('ul ul > li');
  await ana.page.keyboard.press('Tab');
  await expect(inner).toHaveText('two');
  await ana.page.keyboard.press('Shift+Tab');
  await expect(inner).toHaveCount(0);
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('``` code');
  await ana.page.keyboard.press('Home');
  await ana.page.keyboard.press('Tab');
  await expect(ana.body.locator('pre code')).toHaveText(/^\s+code$/);
  await ana.page.keyboard.press('Shift+Tab');
  await expect(ana.body.locator('pre code')).toHaveText('code');
  await expect(ana.body).toBeFocused();
  await ana.expectSaved();
});

test('a key that is pressed while the page is busy is done where the caret has gone', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.startDocument(server.url);
  await ana.write('words');
  for (const [caret, expected] of [['Home', '\nwords'], ['End', '\nwords\n']] as const) {
    await page.evaluate(() => setTimeout(() => {
      const end = performance.now() + 500;
      while (performance.now() < end);
    }));
    // Both are there before the page can look at the first.
    await Promise.all([page.keyboard.press(caret), page.keyboard.press('Enter')]);
    await ana.expectText(expected);
  }
});

test('a lone question mark helps outside of the text, and is a question mark inside it', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Why?');
  await expect(ana.page.getByRole('dialog')).toHaveCount(0);
  await ana.page.getByRole('link', { name: 'Scriptorium, home' }).focus();
  await ana.page.keyboard.press('?');
  const help = ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  for (const key of ['Bold', 'Heading 1 to 6', 'Move the block up, down', 'Find and replace', 'Leave the text']) await expect(help.getByText(key, { exact: true })).toBeVisible();
  await ana.expectText('Why?');
});

test('undo right after Markdown, and right after a typographic character, brings the literal text back', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.body.focus();
  for (const { text, made } of undone) {
    await ana.page.keyboard.type(text);
    await expect(ana.body, text).toContainText(made ?? '');
    if (made === undefined) await expect.poll(async () => await ana.text(), text).not.toBe(text);
    await ana.page.keyboard.press('ControlOrMeta+z');
    await ana.expectText(text);
    await ana.page.keyboard.press('ControlOrMeta+a');
    await ana.page.keyboard.press('Delete');
    await ana.expectText('');
  }
  await ana.expectSaved();
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
