/** For what floats beside the text: whether the person is in the text or in it, and whether they want it gone. */
import type { Editor } from '@tiptap/core';
import { type RefObject, useEffect, useState } from 'react';

/** The text has the focus, or the menu itself. */
export function useHasFocus(editor: Editor, bar: RefObject<HTMLDivElement | null>): boolean {
  const [hasFocus, setFocus] = useState(editor.isFocused);
  useEffect(() => {
    const look = (): void => {
      if (editor.isDestroyed) return;
      const { activeElement } = document;
      const isInMenu = activeElement?.closest('[role="menu"]') !== null && bar.current !== null;
      setFocus(editor.view.dom === activeElement || bar.current?.contains(activeElement) === true || isInMenu);
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, [editor, bar]);
  return hasFocus;
}

/** Escape in the text. */
export function useEscape(editor: Editor, onEscape: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape();
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKey);
    return () => dom.removeEventListener('keydown', onKey);
  });
}
