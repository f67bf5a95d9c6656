/**
 * A browser moves the caret at once and says so only when the page has time again. A key that comes before that would be done where the
 * caret was: so its place is read first.
 */
import { Plugin, PluginKey } from '@tiptap/pm/state';

/** The code of a key that the browser leaves to an input method, as phones do with all of them. */
const unknownKey = 229;

export function readMovedCaret(): Plugin {
  let mayHaveMoved = false;
  const isMoving = (): boolean => {
    mayHaveMoved = true;
    return false;
  };
  return new Plugin({
    key: new PluginKey('readMovedCaret'),
    props: {
      handleDOMEvents: {
        mousedown: isMoving,
        keydown: (view, { key, keyCode, ctrlKey, metaKey, altKey }) => {
          // ProseMirror hears it and looks for itself. During a composition nothing may be read.
          if (mayHaveMoved && !view.composing && keyCode !== unknownKey) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
          mayHaveMoved = key.length > 1 || ctrlKey || metaKey || altKey;
          return false;
        },
      },
    },
  });
}
