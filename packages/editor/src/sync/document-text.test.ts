import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type DocumentText, type TextPart, blocksMax, depthMax, partsMax, readDocumentText } from './document-text.ts';

function read({ title = '', blocks = [] }: { readonly title?: string; readonly blocks?: readonly Y.XmlElement[] }): DocumentText | null {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  doc.getXmlFragment('default').insert(0, [...blocks]);
  return readDocumentText({ title: doc.getText('title'), body: doc.getXmlFragment('default') });
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

test('the beginning of a document is read, and not one block more', () => {
  const text = read({ title: 'Title', blocks: Array.from({ length: blocksMax + 1 }, () => new Y.XmlElement('paragraph')) });
  expect(text?.title).toBe('Title');
  expect(text?.blocks).toHaveLength(blocksMax);
  expect(text?.blockCount).toBe(blocksMax + 1);
});

test('a document in which nothing was written has no text, whatever its blocks', () => {
  expect(read({})).toBeNull();
  expect(read({ blocks: [new Y.XmlElement('paragraph'), paragraph('')] })).toBeNull();
  expect(read({ title: 'Title' })?.blocks).toEqual([]);
  expect(read({ blocks: [paragraph('one')] })?.title).toBe('');
});

test('of a block with very many parts no more are read than are shown', () => {
  const list = new Y.XmlElement('bulletList');
  list.insert(0, Array.from({ length: partsMax + 1 }, () => new Y.XmlElement('listItem')));
  const [block] = read({ title: 'Title', blocks: [list] })?.blocks ?? [];
  expect(block).toMatchObject({ type: 'bulletList', children: { length: partsMax - 1 } });
});

test('of elements inside each other so many are read, and not one more', () => {
  let inner = new Y.XmlElement('innermost');
  for (let depth = 0; depth < depthMax; depth += 1) {
    const outer = new Y.XmlElement('blockquote');
    outer.insert(0, [inner]);
    inner = outer;
  }
  const types: string[] = [];
  let parts: readonly TextPart[] = read({ title: 'Title', blocks: [inner] })?.blocks ?? [];
  for (let part = parts[0]; part?.kind === 'block'; part = parts[0]) {
    types.push(part.type);
    parts = part.children;
  }
  expect(types).toEqual(Array.from({ length: depthMax }, () => 'blockquote'));
});

test('a mark that may stand twice on one text is known by its name', () => {
  const element = new Y.XmlElement('paragraph');
  const line = new Y.XmlText('bold');
  line.format(0, 4, { 'bold--abc': {} });
  element.insert(0, [line]);
  const [block] = read({ blocks: [element] })?.blocks ?? [];
  expect(block).toMatchObject({ children: [{ kind: 'text', text: 'bold', marks: new Map([['bold', {}]]) }] });
});
