// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { linesOf, openEditor, type } from '../../testing/editor-scene.ts';

function linkedIn(editor: Editor): string[] {
  const found: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.marks.some((mark) => mark.type.name === 'link')) found.push(node.text ?? '');
  });
  return found;
}

test('what is typed behind a link is not in it, and what is typed inside is', () => {
  const editor = openEditor('<p>see <a href="https://example.org/">the page</a>|</p>');
  type(editor, ' and more');
  expect(linesOf(editor)).toEqual(['see the page and more']);
  expect(linkedIn(editor)).toEqual(['the page']);
  editor.commands.setTextSelection(9);
  type(editor, 'same ');
  expect(linkedIn(editor)).toEqual(['the same page']);
});

test('text behind a selection that was just linked is not in the link', () => {
  const editor = openEditor('<p>|words|</p>');
  editor.commands.setLink({ href: 'https://example.org/' });
  editor.commands.setTextSelection(6);
  type(editor, ' go on');
  expect(linkedIn(editor)).toEqual(['words']);
});

test('what is typed behind Markdown for a link is not in it', () => {
  const editor = openEditor('<p>|</p>');
  type(editor, '[a](https://example.org/) b');
  expect(linkedIn(editor)).toEqual(['a']);
});

test('an address that is typed is a link as far as it goes', () => {
  const editor = openEditor('<p>|</p>');
  type(editor, 'at https://example.org/ is');
  expect(linkedIn(editor)).toEqual(['https://example.org/']);
});
