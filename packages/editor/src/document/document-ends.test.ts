import { getSchema } from '@tiptap/core';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { selectTo } from './document-ends.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions(plainSchema));
const doc = schema.nodeFromJSON({
  type: 'doc',
  content: ['one', 'two', 'three'].map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const inTwo = EditorState.create({ doc, selection: TextSelection.create(doc, 7) });

test('the key to the end goes behind the last letter, the key to the beginning before the first, and both are scrolled to', () => {
  for (const [side, place] of [['start', 1], ['end', doc.content.size - 1]] as const) {
    const { selection, scrolledIntoView } = selectTo(inTwo, side, false);
    expect([selection.from, selection.to, scrolledIntoView]).toEqual([place, place, true]);
  }
});

test('with Shift the selection keeps where it began', () => {
  const toEnd = inTwo.apply(selectTo(inTwo, 'end', true));
  expect([toEnd.selection.anchor, toEnd.selection.head]).toEqual([7, doc.content.size - 1]);
  const toStart = selectTo(toEnd, 'start', true).selection;
  expect([toStart.anchor, toStart.head]).toEqual([7, 1]);
});
