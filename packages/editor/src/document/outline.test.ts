// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { entryAt, readOutline } from './outline.ts';

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
