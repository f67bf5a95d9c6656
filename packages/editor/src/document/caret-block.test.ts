import { getSchema } from '@tiptap/core';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { shortBlocksMax } from './long-text.ts';
import { caretBlocks } from './caret-block.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions(plainSchema));

/** Paragraphs of one letter each: three positions. */
function stateOf(blocks: number, anchor: number, head = anchor): EditorState {
  const doc = schema.nodeFromJSON({ type: 'doc', content: Array.from({ length: blocks }, () => ({ type: 'paragraph', content: [{ type: 'text', text: 'x' }] })) });
  return EditorState.create({ doc, selection: TextSelection.create(doc, anchor, head) });
}

const marked = (state: EditorState): number[] | undefined => caretBlocks(state)?.find().map(({ from }) => from / 3);

test('in a long document the blocks of the caret and of both ends of a selection are marked', () => {
  expect(marked(stateOf(shortBlocksMax + 1, 3 * 7 + 1))).toEqual([7]);
  expect(marked(stateOf(shortBlocksMax + 1, 3 * 2 + 1, 3 * 9 + 2))).toEqual([2, 9]);
});

test('in a short document, of which all is laid out, none is', () => {
  expect(marked(stateOf(shortBlocksMax, 1))).toBeUndefined();
});
