/** Where the selected text is, while somebody has it selected and is not in the middle of selecting. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { TextSelection } from '@tiptap/pm/state';
import { useEffect, useState } from 'react';

export interface SelectedRange {
  readonly from: number;
  readonly to: number;
}

/** Null where nothing that could be formatted is selected. */
export function useSelectedRange(editor: Editor): SelectedRange | null {
  const isPressed = useIsPressed(editor);
  const range = useEditorState({
    editor,
    selector: ({ editor: current }): SelectedRange | null => {
      const { selection, doc } = current.state;
      const isText = selection instanceof TextSelection && !selection.empty && current.isEditable;
      if (!isText || selection.$from.parent.type.spec.code === true) return null;
      return doc.textBetween(selection.from, Math.min(selection.to, selection.from + 1_000)).trim() === '' ? null : { from: selection.from, to: selection.to };
    },
  });
  return isPressed ? null : range;
}

/** A menu that comes up under the pointer while one selects is in the way. */
function useIsPressed(editor: Editor): boolean {
  const [isPressed, setPressed] = useState(false);
  useEffect(() => {
    const { dom } = editor.view;
    const press = (): void => setPressed(true);
    const release = (): void => setPressed(false);
    dom.addEventListener('pointerdown', press);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', release);
    return () => {
      dom.removeEventListener('pointerdown', press);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', release);
    };
  }, [editor]);
  return isPressed;
}

/** Around what is selected, as it is drawn; null once it is gone. */
export function rangeRect(editor: Editor, { from, to }: SelectedRange): DOMRect | null {
  if (editor.isDestroyed || to > editor.state.doc.content.size) return null;
  const start = editor.view.coordsAtPos(from);
  const end = editor.view.coordsAtPos(to, -1);
  const isOneLine = end.top < start.bottom;
  const left = isOneLine ? Math.min(start.left, end.left) : Math.min(start.left, editor.view.dom.getBoundingClientRect().left);
  const right = isOneLine ? Math.max(start.right, end.right) : editor.view.dom.getBoundingClientRect().right;
  return new DOMRect(left, start.top, right - left, Math.max(start.bottom, end.bottom) - start.top);
}
