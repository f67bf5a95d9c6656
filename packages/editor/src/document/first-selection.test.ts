// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { schemaExtensions } from './schema.ts';

test('in a document that begins with a list the first selection is one that a caret can have', async () => {
  const doc = new Y.Doc();
  const [list, item, paragraph] = ['bulletList', 'listItem', 'paragraph'].map((name) => new Y.XmlElement(name));
  paragraph?.insert(0, [new Y.XmlText('one')]);
  if (paragraph !== undefined) item?.insert(0, [paragraph]);
  if (item !== undefined) list?.insert(0, [item]);
  if (list !== undefined) doc.getXmlFragment('default').insert(0, [list]);
  const editor = new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    extensions: [...schemaExtensions(plainSchema), Collaboration.configure({ document: doc, field: 'default' })],
  });
  // The binding renders in a turn of its own.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(editor.state.doc.textContent).toBe('one');
  expect(editor.state.selection.$from.parent.inlineContent).toBe(true);
  editor.destroy();
});
