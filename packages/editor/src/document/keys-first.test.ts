// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { keysFirstExtension } from './keys-first.ts';
import { schemaExtensions } from './schema.ts';

test('a key in the text is told when it is pressed, and again behind the frame that paints it', async () => {
  const told: string[] = [];
  let resolve = (): void => {};
  const painted = new Promise<void>((behindFrame) => {
    resolve = behindFrame;
  });
  const keysFirst = keysFirstExtension({
    pressed: () => told.push('pressed'),
    painted: () => {
      told.push('painted');
      resolve();
    },
  });
  const editor = new Editor({ element: document.createElement('div'), injectCSS: false, extensions: [...schemaExtensions(plainSchema), keysFirst] });
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  expect(told).toEqual(['pressed']);
  requestAnimationFrame(() => told.push('frame'));
  await painted;
  expect(told).toEqual(['pressed', 'frame', 'painted']);
  editor.destroy();
});
