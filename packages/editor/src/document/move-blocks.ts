/** Moves, doubles and deletes the block at the selection: an item within its list, anything else among its neighbours. */
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, type Selection, TextSelection, type Transaction } from '@tiptap/pm/state';

export type Direction = 'up' | 'down';

/** Blocks from the one that the selection begins in to the one that it ends in: children of one parent. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
  readonly parent: Node;
  readonly index: number;
  readonly endIndex: number;
}

/** What moves by itself inside these. A table's rows have menus of their own. */
const parents = new Set(['doc', 'blockquote', 'callout', 'details', 'bulletList', 'orderedList', 'taskList']);

export function blockRange({ selection }: EditorState): BlockRange | null {
  const { $from, $to } = selection;
  for (let depth = Math.min($from.sharedDepth($to.pos), outermostTable($from) ?? Infinity); depth >= 0; depth -= 1) {
    const parent = $from.node(depth);
    if (!parents.has(parent.type.name)) continue;
    const index = $from.index(depth);
    const endIndex = selection instanceof NodeSelection && $to.depth === depth ? $to.index(depth) : $to.indexAfter(depth);
    const from = $from.posAtIndex(index, depth);
    const to = $from.posAtIndex(Math.max(endIndex, index + 1), depth);
    // The first line of an item stands for the item.
    const isItemHead = index === 0 && (parent.type.name === 'listItem' || parent.type.name === 'taskItem');
    if (!isItemHead && index < parent.childCount) return { from, to, parent, index, endIndex: Math.max(endIndex, index + 1) };
  }
  return null;
}

/** Null where there is nowhere to go. The neighbour is what is taken out and put back: the moved block keeps its carets. */
export function moveBlocks(state: EditorState, direction: Direction): Transaction | null {
  const range = blockRange(state);
  if (range === null) return null;
  const { parent, index, endIndex, from, to } = range;
  const neighbour = parent.maybeChild(direction === 'up' ? index - 1 : endIndex);
  // The summary stays on top of its details.
  if (neighbour === null || neighbour.type.name === 'detailsSummary' || parent.child(index).type.name === 'detailsSummary') return null;
  const { tr } = state;
  if (direction === 'up') {
    const start = from - neighbour.nodeSize;
    tr.insert(to, neighbour).delete(start, from);
  } else {
    tr.delete(to, to + neighbour.nodeSize).insert(from, neighbour);
  }
  return tr.scrollIntoView();
}

export function duplicateBlocks(state: EditorState): Transaction | null {
  const range = blockRange(state);
  if (range === null) return null;
  const { from, to } = range;
  const { tr, doc, selection } = state;
  tr.insert(to, doc.slice(from, to).content);
  return tr.setSelection(shift(tr.doc, selection, to - from)).scrollIntoView();
}

/** What is left empty around them goes too; the document keeps a line to write in. */
export function deleteBlocks(state: EditorState): Transaction | null {
  const range = blockRange(state);
  if (range === null) return null;
  const { tr, doc } = state;
  let { from, to } = range;
  for (let $from = doc.resolve(from); $from.depth > 0 && to - from === $from.parent.content.size; $from = doc.resolve(from)) {
    from = $from.before();
    to = $from.after();
  }
  const isAll = to - from === doc.content.size;
  tr.replaceWith(from, to, (isAll ? state.schema.nodes['paragraph']?.create() : null) ?? []);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)))).scrollIntoView();
}

function shift(doc: Node, selection: Selection, by: number): Selection {
  if (selection instanceof NodeSelection) return NodeSelection.create(doc, selection.from + by);
  return TextSelection.create(doc, selection.anchor + by, selection.head + by);
}

/** The depth of what the outermost table around a position stands in, or null. */
function outermostTable($pos: ResolvedPos): number | null {
  for (let depth = 1; depth <= $pos.depth; depth += 1) if ($pos.node(depth).type.name === 'table') return depth - 1;
  return null;
}
