/** Tables: columns of any width, header rows, and cells that a merge of two people's changes leaves alone. */
import { Table, TableCell, TableHeader, TableRow, TableView } from '@tiptap/extension-table';
import type { AnyExtension, Editor } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { columnResizing, tableEditing } from '@tiptap/pm/tables';
import { isRemote } from '../remote-change.ts';

/** Columns are never narrower, in pixels. */
const columnWidthMin = 64;

const SharedTable = Table.extend({
  // Also where the page opens as a reader's: it may be allowed to write later.
  addProseMirrorPlugins: () => [
    columnResizing({ handleWidth: 6, cellMinWidth: columnWidthMin, defaultCellMinWidth: columnWidthMin, View: TableView, lastColumnResizable: true }),
    withoutRemoteRepairs(tableEditing()),
  ],
  addNodeView: () => null,
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // Enter in a cell is a new line in it; these lead out of the table.
      'Mod-Enter': () => leaveTable(this.editor),
    };
  },
});

export const tableExtensions: readonly AnyExtension[] = [SharedTable.configure({ cellMinWidth: columnWidthMin }), TableRow, TableHeader, TableCell];

/** Every page that saw the same odd table would repair it at once, each with cells of its own: whoever edits it next does. */
function withoutRemoteRepairs(plugin: Plugin): Plugin {
  const { appendTransaction } = plugin.spec;
  return new Plugin({
    ...plugin.spec,
    appendTransaction(transactions, before, after) {
      if (transactions.some(isRemote)) return null;
      return appendTransaction?.call(plugin, transactions, before, after);
    },
  });
}

function leaveTable(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name !== 'table') continue;
    const after = $from.after(depth);
    const isLast = $from.index(depth - 1) === $from.node(depth - 1).childCount - 1;
    if (isLast) return editor.chain().insertContentAt(after, { type: 'paragraph' }).setTextSelection(after + 1).run();
    return editor.commands.setTextSelection(after + 1);
  }
  return false;
}
