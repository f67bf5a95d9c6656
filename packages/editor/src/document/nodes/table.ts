/** Tables: columns of any width, header rows, and cells that a merge of two people's changes leaves alone. */
import { Table, TableCell, TableHeader, TableRow, TableView } from '@tiptap/extension-table';
import type { AnyExtension, Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { columnResizing, tableEditing } from '@tiptap/pm/tables';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { isRemote } from '../remote-change.ts';

/** Columns are never narrower, in pixels. */
const columnWidthMin = 80;

const SharedTable = Table.extend({
  // Also where the page opens as a reader's: it may be allowed to write later.
  addProseMirrorPlugins: () => [
    columnResizing({ handleWidth: 6, cellMinWidth: columnWidthMin, defaultCellMinWidth: columnWidthMin, View: TableView, lastColumnResizable: true }),
    withoutRemoteRepairs(tableEditing()),
    emptyHeaders(),
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

/** A header cell without a word heads nothing: to those who listen it is a cell like any other until it has one. */
function emptyHeaders(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, { doc }) => markEmptyHeaders(doc),
      apply: (transaction, marked) => (transaction.docChanged ? markEmptyHeaders(transaction.doc) : marked),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

/** By block, relative to its start: one that has not changed is not looked through again. */
const emptyHeadersOf = new WeakMap<Node, readonly number[]>();

function markEmptyHeaders(doc: Node): DecorationSet {
  const cells: Decoration[] = [];
  doc.forEach((block, start) => {
    if (block.inlineContent) return;
    let places = emptyHeadersOf.get(block);
    if (places === undefined) emptyHeadersOf.set(block, (places = findEmptyHeaders(block)));
    for (const place of places) cells.push(Decoration.node(start + place, start + place + emptyCellSize, { role: 'cell' }));
  });
  return DecorationSet.create(doc, cells);
}

/** The cell, and the paragraph in it. */
const emptyCellSize = 4;

function findEmptyHeaders(block: Node): number[] {
  const places: number[] = [];
  block.descendants((node, pos) => {
    if (node.type.name === 'tableHeader' && node.nodeSize === emptyCellSize) places.push(pos + 1);
    return !node.inlineContent;
  });
  return places;
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
