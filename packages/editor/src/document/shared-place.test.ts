// @vitest-environment jsdom
/** Places in a shared text are found without walking the blocks before them, and are the same as if all were walked. */
import type { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { TextSelection } from '@tiptap/pm/state';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openEditor, type } from '../testing/editor-scene.ts';
import { seededRandom } from '../testing/random.ts';
import { fromShared, toShared } from './shared-place.ts';

type Mapping = Parameters<typeof absolutePositionToRelativePosition>[2];

interface Binding {
  readonly type: Y.XmlFragment;
  readonly doc: Y.Doc;
  readonly mapping: Mapping;
}

const editors: Editor[] = [];

afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy();
});

function openLong(blocks: number, doc: Y.Doc = new Y.Doc()): Editor {
  const body = doc.getXmlFragment('default');
  if (blocks > 0) {
    body.insert(0, Array.from({ length: blocks }, (_, index) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(`block ${index}`)]);
      return paragraph;
    }));
  }
  const editor = openEditor('', [Collaboration.configure({ document: doc, field: 'default' })]);
  editors.push(editor);
  return editor;
}

function bindingOf({ state }: Editor): Binding {
  return (ySyncPluginKey.getState(state) as { binding: Binding }).binding;
}

/** How many nodes were looked up meanwhile. */
function lookUps(editor: Editor, work: () => void): number {
  const get = vi.spyOn(bindingOf(editor).mapping, 'get');
  work();
  const { length } = get.mock.calls;
  get.mockRestore();
  return length;
}

test('a key in a long document looks at its own block and at no other', () => {
  const editor = openLong(400);
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.atEnd(editor.state.doc)));
  type(editor, 'a');
  expect(lookUps(editor, () => type(editor, 'b'))).toBeLessThan(40);
  expect(bindingOf(editor).type.get(399).toJSON()).toBe('<paragraph>block 399ab</paragraph>');
});

test('what leaves the text alone looks at no block', () => {
  const editor = openLong(400);
  type(editor, 'a');
  expect(lookUps(editor, () => editor.view.dispatch(editor.state.tr.setMeta('news', true)))).toBeLessThan(5);
});

test('a place far down is found without looking at the blocks before it, there and back', () => {
  const editor = openLong(400);
  const place = toShared(editor.state, editor.state.doc.content.size - 3);
  const count = lookUps(editor, () => {
    expect(fromShared(editor.state, toShared(editor.state, editor.state.doc.content.size - 3))).toBe(editor.state.doc.content.size - 3);
    expect(fromShared(editor.state, place)).toBe(editor.state.doc.content.size - 3);
  });
  expect(count).toBeLessThan(20);
});

/** As it is without the short cut: a map that knows nothing but the nodes. */
function expectSamePlaces(editor: Editor): void {
  const { type: body, doc, mapping } = bindingOf(editor);
  const plain: Mapping = new Map(mapping);
  for (let pos = 0; pos <= editor.state.doc.content.size; pos += 1) {
    const place: unknown = absolutePositionToRelativePosition(pos, body, plain);
    expect(absolutePositionToRelativePosition(pos, body, mapping), `place of ${pos}`).toEqual(place);
    const walked = relativePositionToAbsolutePosition(doc, body, place, plain);
    expect(relativePositionToAbsolutePosition(doc, body, place, mapping), `back from ${pos}`).toBe(walked);
  }
}

function editAnyhow({ state, view }: Editor, random: (below: number) => number): void {
  const { schema, doc, tr } = state;
  const at = random(doc.content.size + 1);
  const near = TextSelection.near(doc.resolve(at));
  tr.setSelection(near);
  switch (random(6)) {
    case 0:
    case 1:
      tr.insertText('x');
      break;
    case 2:
      if (near.$from.parent.isTextblock) tr.split(near.from);
      break;
    case 3:
      tr.delete(at, Math.min(doc.content.size, at + random(30)));
      break;
    case 4:
      tr.insert(doc.resolve(at).depth === 0 ? at : 0, schema.node('horizontalRule'));
      break;
    default:
      tr.insert(0, schema.node('bulletList', null, [schema.node('listItem', null, [schema.node('paragraph', null, [schema.text('item')])])]));
  }
  view.dispatch(tr);
}

test.each([1, 2, 3])('places are the same as if every block were walked, whatever was written by both (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const [ownDoc, otherDoc] = [new Y.Doc(), new Y.Doc()];
  ownDoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(otherDoc, update, 'peer');
  });
  otherDoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(ownDoc, update, 'peer');
  });
  const own = openLong(6, ownDoc);
  const other = openLong(0, otherDoc);
  for (let round = 0; round < 60; round += 1) {
    editAnyhow(random(2) === 0 ? own : other, random);
    for (const editor of [own, other]) expectSamePlaces(editor);
    expect(own.state.doc.toJSON()).toEqual(other.state.doc.toJSON());
  }
});
