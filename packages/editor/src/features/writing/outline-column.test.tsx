// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openEditor } from '../../testing/editor-scene.ts';
import { DocumentShape } from './document-shape.ts';
import { OutlineList } from './outline-column.tsx';

test('an entry leads to its heading, also where others have written before it since it was read', () => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  const scroll = vi.fn();
  HTMLElement.prototype.scrollIntoView = scroll;
  const place = document.createElement('div');
  const root = createRoot(place);
  const editor = openEditor('<p>above</p><h2>Same</h2><p>between</p><h2>Same</h2><p>below</p>');
  const shape = new DocumentShape(editor, 'en');
  const stop = shape.watch();
  onTestFinished(() => {
    act(() => root.unmount());
    stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  vi.runAllTimers();
  act(() => root.render(<OutlineList editor={editor} shape={shape} here={-1} />));
  editor.view.dispatch(editor.state.tr.insertText('much more ', 1));
  act(() => place.querySelectorAll('button')[1]?.click());
  vi.advanceTimersByTime(0);
  const { $head } = editor.state.selection;
  expect([$head.parent.textContent, $head.parent.type.name, $head.index(0)]).toEqual(['Same', 'heading', 3]);
  expect(scroll).toHaveBeenCalledOnce();
});
