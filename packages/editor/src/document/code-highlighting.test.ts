// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { CodeHighlighting, codeLengthMax } from './code-highlighting.ts';

test('code of the greatest length is coloured, and longer code stays plain', async () => {
  const longest = 'const '.padEnd(codeLengthMax, ' ');
  const block = (code: string): string => `<pre><code class="language-javascript">${code}</code></pre>`;
  const editor = openEditor(block(`${longest} `) + block(longest), [CodeHighlighting]);
  const coloured = (): string[] => [...editor.view.dom.querySelectorAll('.hljs-keyword')].map((word) => word.closest('pre')?.textContent ?? '');
  await vi.waitFor(() => expect(coloured()).toEqual([longest]), { timeout: 60_000 });
  editor.destroy();
});
