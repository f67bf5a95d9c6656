// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { afterEach, expect, test } from 'vitest';
import { BareAddresses } from './bare-addresses.ts';

let editor: Editor;

const marked = (): (string | null)[] => [...editor.view.dom.querySelectorAll('a .is-bare-address')].map(({ textContent }) => textContent);

afterEach(() => editor.destroy());

test('links whose text is their address are marked while the page is printed', () => {
  const links = [['https://a.b/', 'https://a.b/'], ['https://a.b/', 'a.b'], ['https://a.b/c', 'here'], ['https://a.b/c', 'a.b/c and more']];
  const content = links.map(([href, text]) => `<p>see <a href="${href}">${text}</a></p>`).join('');
  editor = new Editor({ element: document.createElement('div'), extensions: [StarterKit, BareAddresses], content });
  expect(marked()).toEqual([]);
  window.dispatchEvent(new Event('beforeprint'));
  expect(marked()).toEqual(['https://a.b/', 'a.b']);
  // As a document that arrives only then.
  editor.commands.setContent('<p>see <a href="https://c.d/">c.d</a></p>');
  expect(marked()).toEqual(['c.d']);
  window.dispatchEvent(new Event('afterprint'));
  expect(marked()).toEqual([]);
});
