// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { Editor } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { openEditor, press, type } from '../testing/editor-scene.ts';
import { Suggestions, suggestionIn } from './suggestions.ts';

let editor: Editor | null = null;
afterEach(() => editor?.destroy());

function scene(html: string): Suggestions {
  const suggestions = new Suggestions();
  editor = openEditor(html, [suggestions.extension()]);
  return suggestions;
}

/** What whoever comes to show them is asked first. */
async function heardBy(suggestions: Suggestions): Promise<string[]> {
  const heard: string[] = [];
  suggestions.handleKeys(({ key }) => heard.push(key) > 0);
  await Promise.resolve();
  return heard;
}

test('a slash asks at the start of a block and behind a space, not inside a word or a fraction', () => {
  expect(suggestionIn('/')).toEqual({ kind: 'insert', query: '', length: 1 });
  expect(suggestionIn('text /head')).toEqual({ kind: 'insert', query: 'head', length: 5 });
  expect(suggestionIn('/heading 1')?.query).toBe('heading 1');
  for (const text of ['and/or', '1 / 2', 'https://', '//', 'a /b/c', '/x'.padEnd(40, 'y')]) expect(suggestionIn(text), text).toBeNull();
});

test('a colon asks from the second letter on, an at sign at once', () => {
  expect(suggestionIn('so :sm')).toEqual({ kind: 'emoji', query: 'sm', length: 3 });
  for (const text of [':', ':s', '10:30', 'note: x', 'a:smile']) expect(suggestionIn(text), text).toBeNull();
  expect(suggestionIn('ask @')).toEqual({ kind: 'mention', query: '', length: 1 });
  expect(suggestionIn('ask @Quiet H')?.query).toBe('Quiet H');
  expect(suggestionIn('ana@example')).toBeNull();
});

test('typing opens, going on narrows, and what follows the dismissal stays quiet', () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/');
  expect(suggestions.snapshot()).toEqual({ kind: 'insert', query: '', from: 1, to: 2 });
  type(editor, 'ta');
  expect(suggestions.snapshot()?.query).toBe('ta');
  suggestions.dismiss();
  type(editor, 'b');
  expect(suggestions.snapshot()).toBeNull();
  type(editor, ' /');
  expect(suggestions.snapshot()?.query).toBe('');
});

test('moving the caret to something typed before does not open it, and leaving it closes', () => {
  const suggestions = scene('<p>ask @ana|</p>');
  if (editor === null) throw new Error('no editor');
  editor.commands.setTextSelection(6);
  expect(suggestions.snapshot()).toBeNull();
  editor.commands.setTextSelection(9);
  type(editor, ' @');
  expect(suggestions.snapshot()?.kind).toBe('mention');
  editor.commands.setTextSelection(2);
  expect(suggestions.snapshot()).toBeNull();
});

test('nothing is asked for in code', () => {
  const suggestions = scene('<pre><code>x |</code></pre>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/');
  expect(suggestions.snapshot()).toBeNull();
});

test('who shows the suggestions gets the keys while there are some', () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  const heard: string[] = [];
  suggestions.handleKeys(({ key }) => heard.push(key) > 0);
  press(editor, 'F2');
  type(editor, '/');
  expect(press(editor, 'F2')).toBe(true);
  suggestions.dismiss();
  press(editor, 'F2');
  expect(heard).toEqual(['F2']);
});

test('a choice that is made before anything is shown waits for it, and is no new line', async () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta');
  const heard: string[] = [];
  const handle = ({ key }: KeyboardEvent): boolean => heard.push(key) > 0;
  // As at each drawing: the last one takes it, once.
  suggestions.handleKeys(() => false)();
  const end = suggestions.handleKeys(handle);
  await Promise.resolve();
  expect(heard).toEqual(['Enter']);
  end();
  suggestions.handleKeys(handle);
  await Promise.resolve();
  expect(heard).toEqual(['Enter']);
});

test('whoever chooses twice before anything is shown means the text, and each is a new line', async () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  press(editor, 'Enter');
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta||');
  expect(await heardBy(suggestions)).toEqual([]);
});

test.each([
  ['by key', (to: Editor) => {
    press(to, 'b');
    type(to, 'b');
  }],
  ['without a key, as by dictation', (to: Editor) => type(to, 'b')],
])('whoever types on before anything is shown means the text, %s, and the new line is not lost', async (_how, goOn) => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  press(editor, 'Shift', { shiftKey: true });
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta');
  goOn(editor);
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta|b');
  expect(await heardBy(suggestions)).toEqual([]);
});

test('whoever presses elsewhere before anything is shown means the text too', async () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  const { view } = editor;
  view.someProp('handleDOMEvents', ({ mousedown }) => mousedown?.(view, new MouseEvent('mousedown')) === true);
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta|');
  expect(await heardBy(suggestions)).toEqual([]);
});

test('a choice that waits is kept while somebody else writes above it', async () => {
  const suggestions = scene('<p>above</p><p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  editor.view.dispatch(editor.state.tr.insertText('!', 1).setMeta(ySyncPluginKey, { isChangeOrigin: true }));
  expect(await heardBy(suggestions)).toEqual(['Enter']);
});

test('a choice that waits is kept where the tools that come bring plugins of their own', async () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  editor.registerPlugin(new Plugin({}));
  expect(suggestions.snapshot()?.query).toBe('ta');
  const heard: string[] = [];
  suggestions.handleKeys(({ key }) => heard.push(key) > 0);
  await Promise.resolve();
  expect(heard).toEqual(['Enter']);
  editor.destroy();
  await Promise.resolve();
  expect(suggestions.snapshot()).toBeNull();
});

test('a choice that waited is the text\'s where nothing is offered after all', async () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Enter');
  suggestions.handleKeys(() => false);
  await Promise.resolve();
  expect(editor.getText({ blockSeparator: '|' })).toBe('/ta|');
});

test('Escape dismisses what is not shown yet', () => {
  const suggestions = scene('<p>|</p>');
  if (editor === null) throw new Error('no editor');
  type(editor, '/ta');
  press(editor, 'Escape');
  expect(suggestions.snapshot()).toBeNull();
});
