// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { readableContent } from './readable-content.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions(plainSchema));

function element(name: string, children: (Y.XmlElement | Y.XmlText)[], attrs: Record<string, string> = {}): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value);
  made.insert(0, children);
  return made;
}

function read(blocks: Y.XmlElement[], change: (fragment: Y.XmlFragment) => void = () => {}): string {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  body.insert(0, blocks);
  change(body);
  const before = Y.encodeStateAsUpdate(doc);
  const node = readableContent(body, schema);
  node.check();
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  return node.toString();
}

test('[P23] what is known is shown as it is', () => {
  const list = element('bulletList', [element('listItem', [element('paragraph', [new Y.XmlText('one')])])]);
  expect(read([element('heading', [new Y.XmlText('Top')], { level: '2' }), list])).toBe(
    'doc(heading("Top"), bulletList(listItem(paragraph("one"))))',
  );
  expect(read([])).toBe('doc(paragraph)');
});

test('[P23] of an unknown block the text is shown, of an unknown mark the words, and an unknown attribute does no harm', () => {
  const shining = new Y.XmlText('shining words');
  const blocks = [
    element('hologram', [new Y.XmlText('from the future')]),
    element('gallery', [element('paragraph', [new Y.XmlText('inside')]), element('hologram', [])]),
    element('paragraph', [shining, element('hologram', []), new Y.XmlText(' and more')], { shimmer: 'on' }),
  ];
  expect(read(blocks, () => shining.format(0, 7, { shimmering: {}, bold: {} }))).toBe(
    'doc(paragraph("from the future"), paragraph("inside"), paragraph(bold("shining"), " words and more"))',
  );
});

test('[P23] a block whose content this page does not allow is shown as far as it can be', () => {
  expect(read([element('bulletList', [element('hologram', [new Y.XmlText('item')])])])).toContain('"item"');
  expect(read([element('table', [])])).toMatch(/^doc\(/);
});

test('[P23] what is nested without end is cut off', () => {
  let deep = element('paragraph', [new Y.XmlText('deep')]);
  for (let depth = 0; depth < 200; depth += 1) deep = element('blockquote', [deep]);
  expect(read([element('paragraph', [new Y.XmlText('shallow')]), deep])).toContain('shallow');
});
