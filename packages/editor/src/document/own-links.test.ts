// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { OwnLinks } from './own-links.ts';
import { schemaExtensions } from './schema.ts';

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function open(doc: Y.Doc): Editor {
  return new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    extensions: [...schemaExtensions(plainSchema), Collaboration.configure({ document: doc, field: 'default' }), OwnLinks],
  });
}

test('an address that is no link stays none when the document is opened, and when others write', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  // The last word of the first block is what the opened page would take for just typed.
  body.insert(0, [paragraph('see https://example.com'), paragraph('or')]);
  const editor = open(doc);
  expect(editor.state.doc.textContent).toContain('example.com');
  const [, second] = body.toArray();
  const text = second instanceof Y.XmlElement ? second.get(0) : null;
  if (text instanceof Y.XmlText) doc.transact(() => text.insert(text.length, ' https://example.org '), 'others');
  // What the page has made of it is written with the person's next edit.
  editor.view.dispatch(editor.state.tr.insertText('x', editor.state.doc.content.size - 1));
  expect(body.toJSON()).toBe('<paragraph>see https://example.com</paragraph><paragraph>or https://example.org x</paragraph>');
  editor.destroy();
});

test('an address that is typed becomes a link', () => {
  const doc = new Y.Doc();
  doc.getXmlFragment('default').insert(0, [paragraph('')]);
  const editor = open(doc);
  editor.view.dispatch(editor.state.tr.insertText('https://example.com', 1));
  editor.view.dispatch(editor.state.tr.insertText(' ', editor.state.selection.to));
  expect(doc.getXmlFragment('default').toJSON()).toContain('link');
  editor.destroy();
});
