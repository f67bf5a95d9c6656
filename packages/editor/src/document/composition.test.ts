// @vitest-environment jsdom
/** What a person composes is not lost with the line that it is in, also where it was waited for too long. */
import type { Editor } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { linesOf } from '../testing/editor-scene.ts';
import { openTwo } from '../testing/two-editors.ts';

/** Where each line begins. */
function placesOf({ state }: Editor): number[] {
  const places: number[] = [];
  state.doc.forEach((_block, at) => places.push(at));
  return places;
}

function compose(editor: Editor, line: number, text: string): void {
  const { state, view } = editor;
  const end = (placesOf(editor)[line] ?? 0) + state.doc.child(line).nodeSize - 1;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, end)));
  const event = new CompositionEvent('compositionupdate', { data: text, bubbles: true });
  view.someProp('handleDOMEvents', (handlers) => handlers['compositionupdate']?.(view, event));
  view.dispatch(view.state.tr.insertText(text));
}

function deleteLine(editor: Editor, line: number): void {
  const { state, view } = editor;
  const at = placesOf(editor)[line] ?? 0;
  view.dispatch(state.tr.delete(at, at + state.doc.child(line).nodeSize));
}

test('a word that is being composed stays when somebody deletes its line: on a line of its own, for both', async () => {
  const { own, other } = openTwo('one', 'two', 'three');
  compose(own, 1, 'に');
  expect(linesOf(other)).toEqual(['one', 'twoに', 'three']);
  deleteLine(other, 1);
  await Promise.resolve();
  expect(linesOf(own)).toEqual(['one', 'に', 'three']);
  expect(linesOf(other)).toEqual(['one', 'に', 'three']);
  expect(own.state.selection.$head.parent.textContent).toBe('に');
});

test('what others do elsewhere, and in the very line, puts nothing back', async () => {
  const { own, other } = openTwo('one', 'two', 'three');
  compose(own, 1, 'に');
  deleteLine(other, 0);
  other.view.dispatch(other.state.tr.insertText('x', 1));
  await Promise.resolve();
  expect(linesOf(own)).toEqual(['xtwoに', 'three']);
  expect(linesOf(other)).toEqual(['xtwoに', 'three']);
});

test('a text that may only be read takes nothing back', async () => {
  const { own, other } = openTwo('one', 'two');
  compose(own, 1, 'に');
  own.setEditable(false, false);
  deleteLine(other, 1);
  await Promise.resolve();
  expect([linesOf(own), linesOf(other)]).toEqual([['one'], ['one']]);
});

test('a composition that ends with the setting up of the plugins anew puts nothing back later', async () => {
  const { own, other } = openTwo('one', 'two', 'three');
  compose(own, 1, 'に');
  own.registerPlugin(new Plugin({}));
  own.view.dispatch(own.state.tr.setSelection(TextSelection.create(own.state.doc, 1)));
  deleteLine(other, 1);
  await Promise.resolve();
  expect([linesOf(own), linesOf(other)]).toEqual([['one', 'three'], ['one', 'three']]);
});
