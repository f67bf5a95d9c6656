/** What a person may not change stays as it is, whatever still asks for it: a dialog that was open, a menu, a file on its way. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { isRemote } from './remote-change.ts';

export const ReadOnly: Extension = Extension.create({
  name: 'readOnly',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        // Others go on writing.
        filterTransaction: (transaction) => !transaction.docChanged || editor.options.editable || isRemote(transaction),
      }),
    ];
  },
});

/** Whether what a person has written elsewhere, as in a dialog, may go into the text now. */
export function mayWrite(editor: { readonly isDestroyed: boolean; readonly isEditable: boolean }): boolean {
  return !editor.isDestroyed && editor.isEditable;
}
