// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { countWhile, entryAt, keysOf, readOutline } from './outline.ts';

test('the outline has every heading that says something, set in by the levels that are used', () => {
  const editor = openEditor('<p>a</p><h2>Top</h2><h4>Deep</h4><h4> </h4><h3>Mid</h3><blockquote><h2>Quoted</h2></blockquote><h1>First</h1><h6>Six</h6>');
  const outline = readOutline(editor.state.doc);
  expect(outline.map(({ text, level, depth }) => [text, level, depth])).toEqual([
    ['Top', 2, 0], ['Deep', 4, 1], ['Mid', 3, 1], ['Quoted', 2, 0], ['First', 1, 0], ['Six', 6, 1],
  ]);
  expect(entryAt(outline, 0)).toBe(-1);
  expect(entryAt(outline, outline[1]?.pos ?? 0)).toBe(1);
  expect(entryAt(outline, 10_000)).toBe(5);
  editor.destroy();
});

test('an entry keeps its name when something is written before it, also one of two that read alike', () => {
  const names = (html: string): readonly string[] => {
    const editor = openEditor(html);
    const keys = keysOf(readOutline(editor.state.doc));
    editor.destroy();
    return keys;
  };
  const before = names('<h2>One</h2><p>a</p><h2>Two</h2><h2>One</h2>');
  expect(new Set(before).size).toBe(3);
  expect(names('<p>written since</p><h2>One</h2><p>ab</p><h2>Two</h2><h2>One</h2>')).toEqual(before);
});

test('where the reader is among the headings is found by asking few of them', () => {
  const outline = Array.from({ length: 200 }, (_, index) => ({ text: '', level: 1, depth: 0, pos: index }));
  for (const place of [0, 1, 77, 199, 200]) {
    let asked = 0;
    const count = countWhile(outline, ({ pos }) => {
      asked += 1;
      return pos < place;
    });
    expect(count).toBe(place);
    expect(asked).toBeLessThanOrEqual(8);
  }
});
