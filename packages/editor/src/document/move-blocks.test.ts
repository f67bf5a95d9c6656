// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { Editor } from '@tiptap/core';
import { linesOf, openEditor } from '../testing/editor-scene.ts';
import { deleteBlocks, duplicateBlocks, moveBlocks } from './move-blocks.ts';

let editor: Editor | null = null;
afterEach(() => editor?.destroy());

function after(html: string, change: (current: Editor) => Parameters<Editor['view']['dispatch']>[0] | null): { lines: string[]; caretIn: string } {
  editor = openEditor(html);
  const transaction = change(editor);
  if (transaction !== null) editor.view.dispatch(transaction);
  editor.state.doc.check();
  return { lines: linesOf(editor), caretIn: editor.state.selection.$from.parent.textContent };
}

test('a block changes places with its neighbour, and the caret goes with it', () => {
  expect(after('<p>one</p><p>t|wo</p><p>three</p>', ({ state }) => moveBlocks(state, 'up'))).toEqual({ lines: ['two', 'one', 'three'], caretIn: 'two' });
  expect(after('<p>one</p><p>t|wo</p><p>three</p>', ({ state }) => moveBlocks(state, 'down'))).toEqual({ lines: ['one', 'three', 'two'], caretIn: 'two' });
});

test('at the edge nothing moves', () => {
  expect(after('<p>o|ne</p><p>two</p>', ({ state }) => moveBlocks(state, 'up')).lines).toEqual(['one', 'two']);
  expect(after('<p>one</p><p>tw|o</p>', ({ state }) => moveBlocks(state, 'down')).lines).toEqual(['one', 'two']);
});

test('several selected blocks move as one', () => {
  expect(after('<p>a</p><p>b|b</p><p>c|c</p><p>d</p>', ({ state }) => moveBlocks(state, 'down')).lines).toEqual(['a', 'd', 'bb', 'cc']);
});

test('an item moves in its list with all that is below it', () => {
  const list = '<ul><li><p>one</p></li><li><p>tw|o</p><ul><li><p>under</p></li></ul></li><li><p>three</p></li></ul>';
  expect(after(list, ({ state }) => moveBlocks(state, 'down')).lines).toEqual(['one', 'three', 'two', 'under']);
});

test('the summary stays on top of its details, and what is below it moves among itself', () => {
  const details = '<details><summary>sum</summary><p>o|ne</p><p>two</p></details>';
  expect(after(details, ({ state }) => moveBlocks(state, 'up')).lines).toEqual(['sum', 'one', 'two']);
  expect(after(details, ({ state }) => moveBlocks(state, 'down')).lines).toEqual(['sum', 'two', 'one']);
});

test('a table moves whole', () => {
  const table = '<p>before</p><table><tbody><tr><td><p>c|ell</p></td></tr></tbody></table>';
  expect(after(table, ({ state }) => moveBlocks(state, 'up')).lines).toEqual(['cell', 'before']);
});

test('a doubled block follows the first, and has the caret', () => {
  expect(after('<p>o|ne</p><p>two</p>', ({ state }) => duplicateBlocks(state)).lines).toEqual(['one', 'one', 'two']);
  expect(editor?.state.selection.$from.index(0)).toBe(1);
});

test('deleting takes what is left empty with it, and leaves a line to write in', () => {
  expect(after('<p>one</p><ul><li><p>t|wo</p></li></ul>', ({ state }) => deleteBlocks(state)).lines).toEqual(['one']);
  expect(after('<ul><li><p>o|nly</p></li></ul>', ({ state }) => deleteBlocks(state)).lines).toEqual(['']);
  expect(after('<p>o|ne</p><p>two</p>', ({ state }) => deleteBlocks(state)).lines).toEqual(['two']);
});
