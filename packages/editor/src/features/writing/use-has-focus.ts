/** For what floats beside the text: whether the person is in the text or in it, and whether they want it gone. */
import type { Editor } from '@tiptap/core';
import { type RefObject, useEffect, useState } from 'react';

/** A menu that closes leaves the focus to nobody, and then gives it to its button: by then it has. */
const closingMs = 100;

/** The text has the focus, or the menu itself. */
export function useHasFocus(editor: Editor, bar: RefObject<HTMLDivElement | null>): boolean {
  const [hasFocus, setFocus] = useState(editor.isFocused);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (editor.isDestroyed) return;
      const { activeElement } = document;
      const isInMenu = activeElement?.closest('[role="menu"]') !== null && bar.current !== null;
      setFocus(editor.view.dom === activeElement || bar.current?.contains(activeElement) === true || isInMenu);
    };
    const lookSoon = ({ target, relatedTarget }: FocusEvent): void => {
      const isOfMenu = target instanceof Element && target.closest('[role="menu"]') !== null;
      if (!isOfMenu || relatedTarget !== null) return look();
      clearTimeout(timer);
      timer = setTimeout(look, closingMs);
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', lookSoon);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', lookSoon);
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
