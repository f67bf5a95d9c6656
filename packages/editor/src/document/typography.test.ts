// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { linesOf, openEditor, type } from '../testing/editor-scene.ts';
import { typographyExtension } from './typography.ts';

test('quotation marks are those of the language, and dashes, dots and arrows are drawn', () => {
  const german = openEditor('<p>|</p>', [typographyExtension({ marks: ['„', '“', '‚', '‘'], isOn: () => true })]);
  type(german, '"So" -> wait... (c)');
  expect(linesOf(german)).toEqual(['„So“ → wait… ©']);
  german.destroy();
});

test('switched off, everything stays as it is typed', () => {
  let isOn = false;
  const editor = openEditor('<p>|</p>', [typographyExtension({ marks: ['“', '”', '‘', '’'], isOn: () => isOn })]);
  type(editor, '"a" ->');
  isOn = true;
  type(editor, ' "b"');
  expect(linesOf(editor)).toEqual(['"a" -> “b”']);
  editor.destroy();
});

test('code stays as it is typed', () => {
  const editor = openEditor('<pre><code>|</code></pre>', [typographyExtension({ marks: ['“', '”', '‘', '’'], isOn: () => true })]);
  type(editor, 'a -> "b"');
  expect(linesOf(editor)).toEqual(['a -> "b"']);
  editor.destroy();
});
