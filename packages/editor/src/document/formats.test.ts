// @vitest-environment jsdom
/** What the toolbar shows of the selection. */
import { expect, test } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { readFormats } from './formats.ts';

test.each<readonly [html: string, shown: Partial<ReturnType<typeof readFormats>>]>([
  ['<ul><li><p>one</p></li><li><p>two</p></li></ul>', { list: 'bulletList', block: 'paragraph' }],
  ['<h2 style="text-align: center">one</h2><p>two</p>', { list: null, block: 'heading2', alignment: 'center' }],
  ['<pre><code>one</code></pre>', { block: 'codeBlock' }],
])('where all of %s is selected, its beginning is shown', (html, shown) => {
  const editor = openEditor(html);
  editor.commands.selectAll();
  expect(readFormats(editor)).toMatchObject(shown);
});
