// @vitest-environment jsdom
/** What others write costs as much as it is long, and leaves the caret, one's own undo and all that stands beside it alone. */
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { linesOf } from '../testing/editor-scene.ts';
import { openTwo } from '../testing/two-editors.ts';

/** Where a piece of text begins. */
function placeOf(editor: Editor, text: string): number {
  let place = -1;
  editor.state.doc.descendants((node, pos) => {
    const index = node.isText ? (node.text ?? '').indexOf(text) : -1;
    if (index >= 0 && place < 0) place = pos + index;
  });
  if (place < 0) throw new Error(`There is no “${text}”.`);
  return place;
}

function putCaret(editor: Editor, before: string): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, placeOf(editor, before))));
}

/** The line of the caret, with the caret in it. */
function caretLine(editor: Editor): string {
  const { parent, parentOffset } = editor.state.selection.$head;
  return `${parent.textContent.slice(0, parentOffset)}|${parent.textContent.slice(parentOffset)}`;
}

function insert(editor: Editor, before: string, text: string): void {
  editor.view.dispatch(editor.state.tr.insertText(text, placeOf(editor, before)));
}

test('a remote keystroke builds the block that it is in and no other, and replaces no other', () => {
  const { own, other } = openTwo('one', 'two', 'three', 'four');
  // The first remote edit may meet nodes that were never mapped.
  insert(other, 'two', 'x');
  const before = own.state.doc;
  const ranges: number[][] = [];
  own.on('transaction', ({ transaction }) => {
    for (const map of transaction.mapping.maps) map.forEach((from, to) => ranges.push([from, to]));
  });
  insert(other, 'three', 'y');
  const after = own.state.doc;
  expect(linesOf(own)).toEqual(['one', 'xtwo', 'ythree', 'four']);
  expect([0, 1, 3].filter((index) => after.child(index) !== before.child(index))).toEqual([]);
  expect(ranges).toEqual([[11, 18]]);
});

test('what others add and take away elsewhere leaves every other block as it is', () => {
  const { own, other } = openTwo('one', 'two', 'three', 'four');
  const { state } = other;
  other.view.dispatch(state.tr.delete(placeOf(other, 'two') - 1, placeOf(other, 'three') - 1));
  expect(linesOf(own)).toEqual(['one', 'three', 'four']);
  const [first, last] = [own.state.doc.child(0), own.state.doc.child(2)];
  other.view.dispatch(other.state.tr.split(placeOf(other, 'ree')));
  expect(linesOf(own)).toEqual(['one', 'th', 'ree', 'four']);
  expect(own.state.doc.child(0)).toBe(first);
  expect(own.state.doc.child(3)).toBe(last);
});

test('the caret keeps its place when others write before it, in its block and above', () => {
  const { own, other } = openTwo('above', 'left right');
  putCaret(own, 'right');
  insert(other, 'above', 'far ');
  insert(other, 'left', 'near ');
  expect(caretLine(own)).toBe('near left |right');
});

test('the caret keeps its place when others split its block before it or behind it', () => {
  const { own, other } = openTwo('one two three four');
  putCaret(own, 'three');
  other.view.dispatch(other.state.tr.split(placeOf(other, 'four')));
  expect(caretLine(own)).toBe('one two |three ');
  other.view.dispatch(other.state.tr.split(placeOf(other, 'two')));
  expect(caretLine(own)).toBe('two |three ');
});

test('the caret keeps its place when others join its block with the one above or below', () => {
  const { own, other } = openTwo('above', 'one two', 'below');
  putCaret(own, 'two');
  other.view.dispatch(other.state.tr.join(placeOf(other, 'below') - 1));
  expect(caretLine(own)).toBe('one |twobelow');
  other.view.dispatch(other.state.tr.join(placeOf(other, 'one') - 1));
  expect(caretLine(own)).toBe('aboveone |twobelow');
});

test('the caret stands where the text was that others deleted around it', () => {
  const { own, other } = openTwo('above', 'one two more', 'below');
  putCaret(own, 'wo');
  other.view.dispatch(other.state.tr.delete(placeOf(other, 'two'), placeOf(other, 'more')));
  expect(caretLine(own)).toBe('one |more');
  other.view.dispatch(other.state.tr.delete(placeOf(other, 'above') - 1, placeOf(other, 'one') - 1));
  expect(caretLine(own)).toBe('one |more');
});

test('undo takes back one’s own edits alone after others have written, split and deleted beside them', () => {
  const { own, other } = openTwo('start', 'middle', 'end');
  insert(own, 'middle', '[mine] ');
  insert(other, 'middle', 'theirs ');
  other.view.dispatch(other.state.tr.split(placeOf(other, 'dle')));
  other.view.dispatch(other.state.tr.delete(placeOf(other, 'end'), placeOf(other, 'end') + 3));
  own.commands.undo();
  expect(linesOf(own)).toEqual(['start', 'theirs mid', 'dle', '']);
  expect(linesOf(other)).toEqual(linesOf(own));
  own.commands.redo();
  expect(linesOf(own)).toEqual(['start', '[mine] theirs mid', 'dle', '']);
});

test('both come to the same text after they have written apart', () => {
  const { own, other, apart } = openTwo('one two', 'three');
  putCaret(own, 'three');
  apart(() => {
    insert(own, 'two', 'A');
    insert(other, 'two', 'B');
    other.view.dispatch(other.state.tr.join(placeOf(other, 'three') - 1));
  });
  expect(linesOf(own)).toEqual(linesOf(other));
});
