/**
 * Sees to it that no node stands in the document twice. ProseMirror allows that (a copy that is dropped, cells of a new table),
 * but the binding to Yjs tells the children of a node apart by their identity: with one of them twice it writes the same
 * change again and again, at every transaction, for ever.
 */
import { Extension } from '@tiptap/core';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, Selection, type Transaction } from '@tiptap/pm/state';
import { ReplaceAroundStep, ReplaceStep } from '@tiptap/pm/transform';
import { isRemote } from './remote-change.ts';

export const DistinctNodes: Extension = Extension.create({
  name: 'distinctNodes',
  // After all that may still add nodes.
  priority: 1,
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('distinctNodes'),
      appendTransaction(transactions, _before, state) {
        const mayRepeat = transactions.some((transaction) => !isRemote(transaction) && insertsBlocks(transaction));
        return mayRepeat ? withCopies(state) : null;
      },
    }),
  ],
});

/** Typing inserts text alone, and is not looked at further. */
function insertsBlocks({ steps }: Transaction): boolean {
  return steps.some((step) => (step instanceof ReplaceStep || step instanceof ReplaceAroundStep) && step.slice.content.firstChild?.isInline === false);
}

function withCopies(state: EditorState): Transaction | null {
  const seen = new Set<Node>();
  const again: { readonly node: Node; readonly pos: number }[] = [];
  state.doc.descendants((node, pos) => {
    if (node.isText) return false;
    if (seen.has(node)) {
      again.push({ node, pos });
      return false;
    }
    seen.add(node);
    return true;
  });
  if (again.length === 0) return null;
  const { tr } = state;
  // A copy is as long as what it stands for: no position moves.
  for (const { node, pos } of again) tr.step(new ReplaceStep(pos, pos + node.nodeSize, new Slice(Fragment.from(copyOf(node)), 0, 0)));
  return tr.setSelection(Selection.fromJSON(tr.doc, state.selection.toJSON()));
}

function copyOf(node: Node): Node {
  return node.isText ? node : node.type.create(node.attrs, node.children.map(copyOf), node.marks);
}
