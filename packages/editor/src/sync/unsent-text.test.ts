import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainText, unsentText } from './unsent-text.ts';

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

test('plain text has one block a line, with the title first', () => {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, 'Notes');
  const list = new Y.XmlElement('bulletList');
  list.insert(0, [paragraph('two')]);
  doc.getXmlFragment('default').insert(0, [paragraph('one'), list]);
  expect(plainText([doc.getText('title'), doc.getXmlFragment('default')])).toBe('Notes\none\ntwo');
});

test('unsent text is the blocks that hold writing above the mark, whole and without markup', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  const first = new Y.XmlText('saved');
  const second = new Y.XmlText('begun');
  const [one, two] = [new Y.XmlElement('paragraph'), new Y.XmlElement('paragraph')];
  one.insert(0, [first]);
  two.insert(0, [second]);
  body.insert(0, [one, two]);
  const mark = { clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
  expect(unsentText([doc.getText('title'), body], [mark])).toBe('');
  second.insert(5, ' and ended', { bold: true });
  expect(unsentText([doc.getText('title'), body], [mark])).toBe('begun and ended');
});

test('what others wrote, and what was deleted again, is not unsent', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  const text = new Y.XmlText('saved');
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [text]);
  body.insert(0, [element]);
  const mark = { clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const theirs = other.getXmlFragment('default').get(0);
  if (theirs instanceof Y.XmlElement) (theirs.get(0) as Y.XmlText).insert(0, 'theirs ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  text.insert(0, 'gone');
  text.delete(0, 4);
  expect(unsentText([body], [mark])).toBe('');
});

test('a formula and a name in a line are part of the line, and a formula of its own is a line', () => {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  const line = new Y.XmlElement('paragraph');
  const formula = new Y.XmlElement('inlineMath');
  const mention = new Y.XmlElement('mention');
  const alone = new Y.XmlElement('blockMath');
  formula.setAttribute('latex', 'a^2');
  mention.setAttribute('label', 'Ana');
  alone.setAttribute('latex', 'b');
  line.insert(0, [new Y.XmlText('See '), formula, new Y.XmlText(' of '), mention]);
  body.insert(0, [paragraph('saved'), new Y.XmlElement('paragraph')]);
  const mark = { clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
  body.insert(2, [line, alone]);
  expect(plainText([body])).toBe('saved\nSee $a^2$ of @Ana\n$b$');
  expect(unsentText([body], [mark])).toBe('See $a^2$ of @Ana\n$b$');
});
