/** The keys to the beginning and the end of a document, with and without Shift: a browser finds no place in what was never laid out. */
import { type Editor, Extension, isMacOS } from '@tiptap/core';
import { type EditorState, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';

export type Side = 'start' | 'end';

export const DocumentEnds: Extension = Extension.create({
  name: 'documentEnds',
  addKeyboardShortcuts() {
    const [start, end] = isMacOS() ? ['Mod-ArrowUp', 'Mod-ArrowDown'] : ['Mod-Home', 'Mod-End'];
    return Object.fromEntries(
      ([[start, 'start'], [end, 'end']] as const).flatMap(([name, side]) => [
        [name, ({ editor }: { editor: Editor }) => go(editor, side, false)],
        [`Shift-${name}`, ({ editor }: { editor: Editor }) => go(editor, side, true)],
      ]),
    );
  },
});

function go({ state, view }: Editor, side: Side, isExtended: boolean): boolean {
  // Where nothing can be written the browser scrolls.
  if (!view.editable) return false;
  view.dispatch(selectTo(state, side, isExtended));
  return true;
}

export function selectTo(state: EditorState, side: Side, isExtended: boolean): Transaction {
  const { doc, selection, tr } = state;
  const edge = side === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc);
  return tr.setSelection(isExtended ? TextSelection.between(selection.$anchor, edge.$head) : edge).scrollIntoView();
}
