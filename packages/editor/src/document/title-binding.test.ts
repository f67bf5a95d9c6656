// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../testing/random.ts';
import { TitleBinding, mapIndex, spliceBetween } from './title-binding.ts';

interface Scene {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  readonly field: HTMLTextAreaElement;
  readonly binding: TitleBinding;
  readonly heard: string[];
}

function open(title = ''): Scene {
  const doc = new Y.Doc();
  const text = doc.getText('title');
  text.insert(0, title);
  const field = document.createElement('textarea');
  const heard: string[] = [];
  const binding = new TitleBinding({ text, field, lengthMax: 20, onChange: (value) => heard.push(value) });
  return { doc, text, field, binding, heard };
}

/** Types over the selection, as a browser does. */
function type(field: HTMLTextAreaElement, insert: string): void {
  field.setRangeText(insert, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input'));
}

describe('the title field', () => {
  test('shows the title, and tells it', () => {
    const { field, heard } = open('Notes');
    expect(field.value).toBe('Notes');
    expect(heard).toEqual(['Notes']);
  });

  test('typing changes only what was typed', () => {
    const { text, field } = open('Notes');
    field.setSelectionRange(0, 0);
    const changes: unknown[] = [];
    text.observe((event) => changes.push(event.delta));
    type(field, 'My ');
    expect(text.toJSON()).toBe('My Notes');
    expect(changes).toEqual([[{ insert: 'My ' }]]);
    expect(field.selectionStart).toBe(3);
  });

  test('another\'s typing before the caret moves it along, behind it does not', () => {
    const { text, field } = open('Notes');
    field.setSelectionRange(2, 4);
    text.insert(0, 'Our ');
    expect([field.selectionStart, field.selectionEnd]).toEqual([6, 8]);
    text.insert(text.length, '!');
    expect([field.selectionStart, field.selectionEnd]).toEqual([6, 8]);
    expect(field.value).toBe('Our Notes!');
  });

  test('another\'s deletion around the caret leaves it at the place', () => {
    const { text, field } = open('one two three');
    field.setSelectionRange(6, 6);
    text.delete(4, 4);
    expect(field.selectionStart).toBe(4);
    expect(field.value).toBe('one three');
  });

  test('a line break in pasted text becomes a space', () => {
    const { text, field } = open();
    type(field, 'a\nb');
    expect(text.toJSON()).toBe('a b');
    expect(field.value).toBe('a b');
  });

  test('one character above the limit is not taken', () => {
    const { text, field } = open('x'.repeat(20));
    field.setSelectionRange(20, 20);
    type(field, 'y');
    expect(text.length).toBe(20);
    expect(field.value).toBe('x'.repeat(20));
  });

  test('while a character is composed the field is left alone, and both texts are kept', () => {
    const { text, field } = open('ab');
    field.setSelectionRange(2, 2);
    field.dispatchEvent(new Event('compositionstart'));
    type(field, 'か');
    text.insert(0, 'X');
    expect(field.value).toBe('abか');
    field.dispatchEvent(new Event('compositionend'));
    expect(text.toJSON()).toBe('Xabか');
    expect(field.value).toBe('Xabか');
    expect(field.selectionStart).toBe(4);
  });

  test('undo takes back one\'s own change only', () => {
    const { text, field, binding } = open('Notes');
    field.setSelectionRange(5, 5);
    type(field, ' mine');
    text.insert(0, 'theirs ');
    binding.undo();
    expect(text.toJSON()).toBe('theirs Notes');
    binding.redo();
    expect(text.toJSON()).toBe('theirs Notes mine');
  });

  test('after close neither end touches the other', () => {
    const { text, field, binding } = open('Notes');
    binding.close();
    text.insert(0, 'X');
    expect(field.value).toBe('Notes');
    type(field, 'y');
    expect(text.toJSON()).toBe('XNotes');
  });
});

describe('the change between two texts', () => {
  test('ends at the caret where several would do', () => {
    expect(spliceBetween('aaa', 'aaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aa', 1)).toEqual({ index: 1, remove: 1, insert: '' });
    expect(spliceBetween('abc', 'axc', 2)).toEqual({ index: 1, remove: 1, insert: 'x' });
  });

  test('always leads from the one to the other, in 2,000 random pairs', () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const random = seededRandom(seed);
    const word = (): string => Array.from({ length: random(7) }, () => 'ab'[random(2)]).join('');
    for (let round = 0; round < 2_000; round += 1) {
      const [before, after] = [word(), word()];
      const { index, remove, insert } = spliceBetween(before, after, random(after.length + 1));
      expect(before.slice(0, index) + insert + before.slice(index + remove), `seed ${seed}: ${before} → ${after}`).toBe(after);
    }
  });

  test('an index goes with the text that it was in', () => {
    expect(mapIndex(3, [[{ insert: 'xy' }]])).toBe(5);
    expect(mapIndex(3, [[{ retain: 3 }, { insert: 'xy' }]])).toBe(3);
    expect(mapIndex(3, [[{ retain: 1 }, { delete: 5 }]])).toBe(1);
    expect(mapIndex(3, [[{ delete: 1 }], [{ insert: 'ab' }]])).toBe(4);
  });
});
