// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { Editor } from '@tiptap/core';
import { linesOf, openEditor } from '../testing/editor-scene.ts';
import { Find, type FindQuery, findState, foundMax, goTo, queryLengthMax, replaceAll, replaceCurrent, search } from './find.ts';

let editor: Editor | null = null;
afterEach(() => editor?.destroy());

function looking(html: string, query: Partial<FindQuery>): Editor {
  const current = openEditor(html, [Find]);
  editor = current;
  current.view.dispatch(search(current.state, { text: '', isCaseSensitive: false, isWholeWord: false, ...query }));
  return current;
}

function foundIn({ state }: Editor): string[] {
  return findState(state).found.map(({ from, to }) => state.doc.textBetween(from, to));
}

test('text is found across marks, in every kind of block, in either case', () => {
  const html = '<h1>Sea</h1><p>the <strong>se</strong>a, <em>SEA</em></p><table><tbody><tr><td><p>seaside</p></td></tr></tbody></table>';
  expect(foundIn(looking(html, { text: 'sea' }))).toEqual(['Sea', 'sea', 'SEA', 'sea']);
  expect(foundIn(looking(html, { text: 'sea', isCaseSensitive: true }))).toEqual(['sea', 'sea']);
  expect(foundIn(looking(html, { text: 'sea', isWholeWord: true }))).toEqual(['Sea', 'sea', 'SEA']);
});

test('what looks like a pattern is only text, and straight marks find curly ones', () => {
  expect(foundIn(looking('<p>a.c abc (x) [1/2]</p>', { text: 'a.c' }))).toEqual(['a.c']);
  expect(foundIn(looking('<p>a.c abc (x) [1/2]</p>', { text: '[1/2]' }))).toEqual(['[1/2]']);
  expect(foundIn(looking('<p>don’t, “no”</p>', { text: '"no"' }))).toEqual(['“no”']);
  expect(foundIn(looking('<p>Größe grösse</p>', { text: 'GRÖSSE' }))).toEqual(['grösse']);
});

test('the place at the caret is the first, and next goes round', () => {
  const current = looking('<p>one x</p><p>tw|o x</p><p>x</p>', { text: 'x' });
  expect(findState(current.state).current).toBe(1);
  for (const expected of [2, 0, 1]) {
    const transaction = goTo(current.state, 1);
    if (transaction !== null) current.view.dispatch(transaction);
    expect(findState(current.state).current).toBe(expected);
  }
  const back = goTo(current.state, -1);
  if (back !== null) current.view.dispatch(back);
  expect(findState(current.state).current).toBe(0);
  expect(current.state.doc.textBetween(current.state.selection.from, current.state.selection.to)).toBe('x');
});

test('replacing goes on to the next place, also where the new text holds the old', () => {
  const current = looking('<p>|a a a</p>', { text: 'a' });
  for (let round = 0; round < 2; round += 1) {
    const transaction = replaceCurrent(current.state, 'aa');
    if (transaction !== null) current.view.dispatch(transaction);
  }
  expect(linesOf(current)).toEqual(['aa aa a']);
});

test('all are replaced at once, with the looks that they had', () => {
  const current = looking('<p>old <strong>old</strong> older</p>', { text: 'old' });
  const transaction = replaceAll(current.state, 'new');
  if (transaction !== null) current.view.dispatch(transaction);
  expect(current.getHTML()).toBe('<p dir="auto">new <strong>new</strong> newer</p>');
  expect(findState(current.state)).toMatchObject({ found: [], current: -1 });
});

test('replacing with nothing deletes', () => {
  const current = looking('<p>a b a</p>', { text: 'a' });
  const transaction = replaceAll(current.state, '');
  if (transaction !== null) current.view.dispatch(transaction);
  expect(linesOf(current)).toEqual([' b ']);
});

test('what is found follows the text as it changes', () => {
  const current = looking('<p>x</p><p>y</p>', { text: 'x' });
  current.commands.insertContentAt(1, 'xx ');
  expect(foundIn(current)).toHaveLength(3);
  current.view.dispatch(search(current.state, { text: '', isCaseSensitive: false, isWholeWord: false }));
  expect(foundIn(current)).toEqual([]);
});

test('one place above the limit is not told, and that there are more is', () => {
  const current = looking(`<p>${'x '.repeat(foundMax + 1)}</p>`, { text: 'x' });
  expect(findState(current.state).found).toHaveLength(foundMax);
  expect(findState(current.state).isCut).toBe(true);
});

test('of a text that is too long to look for, only as much as the limit is looked for', () => {
  const current = looking(`<p>${'x'.repeat(queryLengthMax)}y</p>`, { text: `${'x'.repeat(queryLengthMax)}z` });
  expect(findState(current.state).query.text).toHaveLength(queryLengthMax);
  expect(foundIn(current)).toHaveLength(1);
});
