// @vitest-environment jsdom
import { readMarkdown } from '@scriptorium/conversion/markdown';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { LateProps } from './late-props.ts';
import { PastedText } from './pasted-text.ts';
import { schemaExtensions } from './schema.ts';

let doc: Y.Doc;
let editor: Editor;
let formatted: number;
let told: () => void;

beforeEach(() => {
  doc = new Y.Doc();
  formatted = 0;
  told = () => {};
  editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    injectCSS: false,
    enablePasteRules: ['link'],
    extensions: [...schemaExtensions(plainSchema), LateProps, Collaboration.configure({ document: doc, field: 'default' })],
  });
});

afterEach(() => {
  editor.destroy();
  vi.restoreAllMocks();
});

/** What is told when the text has been formatted; the reader comes when it is let. */
function open(loadReader: () => Promise<typeof readMarkdown> = () => Promise.resolve(readMarkdown)): PastedText {
  return new PastedText(editor, { loadReader, onFormatted: () => { formatted += 1; told(); } });
}

function paste(data: Readonly<Record<string, string>>): Promise<void> {
  const done = new Promise<void>((resolve) => {
    told = resolve;
  });
  const event = { clipboardData: { getData: (type: string) => data[type] ?? '', files: [] }, preventDefault() {} } as unknown as ClipboardEvent;
  if (data['text/html'] !== undefined) editor.view.pasteHTML(data['text/html'], event);
  else editor.view.pasteText(data['text/plain'] ?? '', event);
  return done;
}

function html(): string {
  return editor.getHTML().replaceAll(' dir="auto"', '');
}

test.each([
  ['## Title\n\nwords **bold**', '<h2>Title</h2><p>words <strong>bold</strong></p>'],
  ['- one\n- two', '<ul><li><p>one</p></li><li><p>two</p></li></ul>'],
  ['a [link](https://example.org/) here', '<p>a <a target="_blank" rel="noopener noreferrer nofollow" href="https://example.org/">link</a> here</p>'],
  ['```js\nlet a;\n```', '<pre dir="ltr"><code class="language-javascript">let a;</code></pre>'],
])('%j becomes what it means', async (text, result) => {
  open();
  await paste({ 'text/plain': text });
  expect(html()).toBe(result);
  editor.state.doc.check();
});

test.each([
  ['a **b**\n\n- c\n- d', '<p>a <strong>b</strong></p><ul><li><p>c</p></li><li><p>d</p></li></ul>'],
  ['## Title\n\nwords', '<h2>Title</h2><p>words</p>'],
])('%j takes the place of everything, where everything is selected', async (text, result) => {
  const warn = vi.spyOn(console, 'warn');
  open();
  editor.commands.setContent('<h1>Old</h1><ul><li><p>list</p></li></ul>');
  editor.commands.selectAll();
  await paste({ 'text/plain': text });
  expect(html()).toBe(result);
  editor.state.doc.check();
  expect(warn).not.toHaveBeenCalled();
});

test('undo takes the formatting back as one step, and the text with the next', async () => {
  open();
  editor.commands.insertContent('before ');
  await paste({ 'text/plain': '## Title\n\n- one\n- two' });
  expect(html()).toContain('<h2>');
  editor.commands.insertContent('after');
  editor.commands.undo();
  expect(html()).toMatch(/<li><p>two<\/p><\/li><\/ul>$/);
  editor.commands.undo();
  expect(html()).toBe('<p>before ## Title</p><p>- one</p><p>- two</p>');
  editor.commands.undo();
  expect(html()).toBe('<p>before </p>');
  editor.commands.redo();
  editor.commands.redo();
  expect(html()).toContain('<h2>');
});

test('in the middle of a line a line stays in it', async () => {
  open();
  editor.commands.insertContent('one two');
  editor.commands.setTextSelection(5);
  await paste({ 'text/plain': 'and **a half** ' });
  expect(html()).toBe('<p>one and <strong>a half</strong> two</p>');
});

test('what is selected is replaced', async () => {
  open();
  editor.commands.insertContent('one two');
  editor.commands.setTextSelection({ from: 1, to: 8 });
  await paste({ 'text/plain': '# Title\n\nThen **text**.' });
  expect(html()).toBe('<h1>Title</h1><p>Then <strong>text</strong>.</p>');
});

test('items join the list that they are pasted into', async () => {
  open();
  editor.commands.toggleBulletList();
  await paste({ 'text/plain': '- one\n- two' });
  expect(html()).toBe('<ul><li><p>one</p></li><li><p>two</p></li></ul>');
});

test('behind words on a line a heading and a list stand on their own', async () => {
  open();
  editor.commands.insertContent('one two');
  editor.commands.setTextSelection(4);
  await paste({ 'text/plain': '## Title\n\n- a b\n- c d' });
  expect(html()).toBe('<p>one</p><h2>Title</h2><ul><li><p>a b</p></li><li><p>c d</p></li></ul><p> two</p>');
});

test('what others write meanwhile stays, and moves nothing', async () => {
  let deliver = (): void => {};
  open(() => new Promise((resolve) => { deliver = () => resolve(readMarkdown); }));
  editor.commands.insertContent('mine');
  editor.commands.enter();
  const done = paste({ 'text/plain': '## Title\n\nwords' });
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const block = other.getXmlFragment('default').get(0);
  if (block instanceof Y.XmlElement) (block.get(0) as Y.XmlText).insert(0, 'theirs and ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'remote');
  deliver();
  await done;
  expect(html()).toBe('<p>theirs and mine</p><h2>Title</h2><p>words</p>');
});

test('a text that was changed meanwhile stays plain', async () => {
  let deliver = (): void => {};
  const loaded = new Promise<typeof readMarkdown>((resolve) => { deliver = () => resolve(readMarkdown); });
  open(() => loaded);
  void paste({ 'text/plain': '## Title\n\nwords' });
  editor.commands.insertContentAt(4, 'new ');
  deliver();
  await loaded;
  await Promise.resolve();
  expect(formatted).toBe(0);
  expect(editor.state.doc.textContent).toBe('## new Titlewords');
});

test('a reader that can not be loaded leaves the text', async () => {
  const failed = Promise.reject(new Error('offline'));
  open(() => failed);
  void paste({ 'text/plain': '## Title\n\nwords' });
  await failed.catch(() => {});
  await Promise.resolve();
  expect(html()).toBe('<p>## Title</p><p>words</p>');
});

test.each([
  ['text with asterisks', 'a *b* and 2 * 3 * 4'],
  ['code', 'def f(**kw):\n    return kw'],
])('%s stays as it is', (_what, text) => {
  open();
  void paste({ 'text/plain': text });
  expect(formatted).toBe(0);
  expect(editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n')).toBe(text);
  expect(html()).not.toMatch(/<(?:em|strong|ul|code)/);
});

test('in a code block everything stays as it is', () => {
  open();
  editor.commands.setCodeBlock();
  void paste({ 'text/plain': '## Title\n\n- **a**\n- b' });
  expect(html()).toBe('<pre dir="ltr"><code>## Title\n\n- **a**\n- b</code></pre>');
});

test('with Shift everything stays as it is, addresses too', () => {
  open();
  const press = (type: string, shiftKey: boolean): boolean => editor.view.dom.dispatchEvent(new KeyboardEvent(type, { key: 'v', keyCode: 86, shiftKey, ctrlKey: true, bubbles: true }));
  press('keydown', true);
  void paste({ 'text/plain': '## Title\n\n**a** https://example.org/' });
  press('keyup', false);
  expect(html()).toBe('<p>## Title</p><p>**a** https://example.org/</p>');
});

test('HTML beside the text wins, but for the bare source of a file', async () => {
  open();
  void paste({ 'text/plain': '## Title', 'text/html': '<p>## <b>Title</b></p>' });
  expect(html()).toBe('<p>## <strong>Title</strong></p>');
  editor.commands.clearContent();
  await paste({ 'text/plain': '## Title\n\n- a b', 'text/html': '<html><body>\n<!--StartFragment--><pre style="word-wrap: break-word; white-space: pre-wrap;">## Title\n\n- a b</pre><!--EndFragment-->\n</body></html>' });
  expect(html()).toContain('<h2>Title</h2>');
});

test('Markdown from a program that says so needs no sign', async () => {
  open();
  await paste({ 'text/plain': 'a *b* c', 'text/html': '<div style="font-family: monospace">a *b* c</div>', 'vscode-editor-data': '{"version":1,"mode":"markdown"}' });
  expect(html()).toBe('<p>a <em>b</em> c</p>');
});

test('in a cell a table stays text, and a list becomes one', async () => {
  open();
  editor.commands.insertTable({ rows: 2, cols: 2 });
  await paste({ 'text/plain': '- one\n- two' });
  expect(html()).toContain('<li><p>one</p></li>');
  const before = formatted;
  void paste({ 'text/plain': '| a | b |\n| --- | --- |\n| 1 | 2 |' });
  await Promise.resolve();
  await Promise.resolve();
  expect(formatted).toBe(before);
  editor.state.doc.check();
});

test('nothing is taken after it was closed', () => {
  open().close();
  void paste({ 'text/plain': '## Title' });
  expect(html()).toBe('<p>## Title</p>');
});
