// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { NodeSelection } from '@tiptap/pm/state';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { linesOf } from '../testing/editor-scene.ts';
import { plainSchema } from '../testing/plain-schema.ts';
import { DistinctNodes } from './distinct-nodes.ts';
import { insert } from './insertions.ts';
import { deleteBlocks, duplicateBlocks } from './move-blocks.ts';
import { schemaExtensions } from './schema.ts';

let editor: Editor | null = null;

/** How many updates a document gets from transactions that change nothing. */
function idleUpdates(change: (current: Editor) => void): number {
  const doc = new Y.Doc();
  const current = new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    extensions: [...schemaExtensions(plainSchema), Collaboration.configure({ document: doc, field: 'default' }), DistinctNodes],
  });
  onTestFinished(() => current.destroy());
  editor = current;
  current.commands.setContent('<p>three</p><p>one</p><p>two</p>');
  change(current);
  let updates = 0;
  doc.on('update', () => {
    updates += 1;
  });
  for (let round = 0; round < 5; round += 1) current.view.dispatch(current.state.tr.setMeta('idle', round));
  return updates;
}

test('a doubled block is written once, and then rests', () => {
  const updates = idleUpdates((current) => {
    current.view.dispatch(current.state.tr.setSelection(NodeSelection.create(current.state.doc, 12)));
    const doubled = duplicateBlocks(current.state);
    if (doubled !== null) current.view.dispatch(doubled);
    current.view.dispatch(current.state.tr.setSelection(NodeSelection.create(current.state.doc, 7)));
    const deleted = deleteBlocks(current.state);
    if (deleted !== null) current.view.dispatch(deleted);
  });
  expect(updates).toBe(0);
});

test('what is dropped as a copy of itself is written once, and then rests', () => {
  const updates = idleUpdates((current) => {
    const slice = current.state.doc.slice(7, 12);
    current.view.dispatch(current.state.tr.insert(0, slice.content));
    current.commands.setTextSelection(3);
    current.view.dispatch(current.state.tr.delete(12, 17));
  });
  expect(updates).toBe(0);
  expect(editor === null ? [] : linesOf(editor)).toEqual(['one', 'three', 'two']);
});

test('the selection stays where it is while a copy is made', () => {
  idleUpdates((current) => {
    current.commands.setTextSelection({ from: 8, to: 10 });
    const doubled = duplicateBlocks(current.state);
    if (doubled !== null) current.view.dispatch(doubled);
  });
  expect(editor?.state.selection.toJSON()).toEqual({ type: 'text', anchor: 13, head: 15 });
});

test('a new table is written once, and then rests', () => {
  expect(idleUpdates((current) => insert(current, 'table'))).toBe(0);
  expect(
    idleUpdates((current) => {
      insert(current, 'table');
      current.commands.addRowAfter();
      current.commands.deleteRow();
      current.commands.addColumnAfter();
      current.commands.deleteColumn();
    }),
  ).toBe(0);
});
