/** Tells the session when a key is pressed and when it has been painted, so that what others write comes behind it. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

export interface KeysFirstOptions {
  readonly pressed: () => void;
  readonly painted: () => void;
}

export function keysFirstExtension({ pressed, painted }: KeysFirstOptions): Extension {
  return Extension.create({
    name: 'keysFirst',
    addProseMirrorPlugins() {
      return [
        new Plugin({
          props: {
            handleDOMEvents: {
              keydown: () => {
                pressed();
                afterPaint(painted);
                return false;
              },
            },
          },
        }),
      ];
    },
  });
}

/** A frame asks for its callbacks before it is painted: a task that is begun there comes after. */
function afterPaint(task: () => void): void {
  requestAnimationFrame(() => setTimeout(task));
}
