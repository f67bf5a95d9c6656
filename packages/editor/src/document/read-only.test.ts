// @vitest-environment jsdom
/** A text that may only be read takes what others write, and nothing of this page's own. */
import { expect, test } from 'vitest';
import { linesOf, openEditor } from '../testing/editor-scene.ts';
import { openTwo } from '../testing/two-editors.ts';
import { setLink } from './formats.ts';
import { insertFormula } from './insertions.ts';
import { ReadOnly, mayWrite } from './read-only.ts';

test('while a text may only be read no command changes it; a caret still moves, and writing goes on when it is given back', () => {
  const editor = openEditor('<p>one |two</p>', [ReadOnly]);
  editor.setEditable(false, false);
  expect(mayWrite(editor)).toBe(false);
  setLink(editor, 'https://example.org/');
  insertFormula(editor, 'inlineMath', 'x^2');
  editor.view.dispatch(editor.state.tr.insertText('!', 1));
  expect(linesOf(editor)).toEqual(['one two']);
  expect(editor.getHTML()).not.toMatch(/<a|formula|math/);
  editor.commands.setTextSelection(2);
  expect(editor.state.selection.from).toBe(2);
  editor.setEditable(true, false);
  editor.view.dispatch(editor.state.tr.insertText('!', 1));
  expect(linesOf(editor)).toEqual(['!one two']);
});

test('what others write goes into a text that may only be read', () => {
  const { own, other } = openTwo('one', 'two');
  own.setEditable(false, false);
  other.view.dispatch(other.state.tr.insertText('x', 1));
  expect(linesOf(own)).toEqual(['xone', 'two']);
  own.view.dispatch(own.state.tr.insertText('y', 1));
  expect([linesOf(own), linesOf(other)]).toEqual([['xone', 'two'], ['xone', 'two']]);
});
