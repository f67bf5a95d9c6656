/** The block that is drawn at a height of the page: an item of a list, a block in a callout, or a block of the document. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { rectOf } from './run-tree.ts';

export interface BlockAt {
  readonly pos: number;
  readonly dom: HTMLElement;
  readonly isItem: boolean;
}

const holders = new Set(['doc', 'blockquote', 'callout', 'details', 'bulletList', 'orderedList', 'taskList']);
const items = new Set(['listItem', 'taskItem']);

/** Null between blocks, above the first and below the last. */
export function blockAtHeight(view: EditorView, clientY: number): BlockAt | null {
  const element = childAtHeight(view.dom, clientY);
  if (element === null) return null;
  const inside = view.posAtDOM(element, 0);
  const $inside = view.state.doc.resolve(inside);
  const pos = $inside.depth === 0 ? inside : $inside.before(1);
  const node = view.state.doc.nodeAt(pos);
  return node === null ? null : innermost(view, { node, pos, parent: view.state.doc, clientY });
}

interface Place {
  readonly node: Node;
  readonly pos: number;
  readonly parent: Node;
  readonly clientY: number;
}

function innermost(view: EditorView, { node, pos, parent, clientY }: Place): BlockAt | null {
  const dom = view.nodeDOM(pos);
  if (!(dom instanceof HTMLElement) || node.type.name === 'detailsSummary') return null;
  const { top, bottom } = dom.getBoundingClientRect();
  if (clientY < top || clientY > bottom) return null;
  const isItem = items.has(node.type.name);
  if (holders.has(node.type.name) || isItem) {
    let below: BlockAt | null = null;
    node.forEach((child, offset) => {
      below ??= innermost(view, { node: child, pos: pos + 1 + offset, parent: node, clientY });
    });
    if (below !== null) return below;
  }
  // A list moves by its items; the first line of an item stands for the item.
  const isMovable = holders.has(parent.type.name) && !node.type.name.endsWith('List');
  return isMovable ? { pos, dom, isItem } : null;
}

/** Blocks stand below each other, so halving finds the one: a long document has thousands. */
function childAtHeight(parent: Element, clientY: number): Element | null {
  const { children } = parent;
  let low = 0;
  let high = children.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const child = children[middle];
    if (child === undefined) return null;
    const { top, bottom } = rectOf(child);
    if (clientY < top) high = middle - 1;
    else if (clientY > bottom) low = middle + 1;
    else return child;
  }
  return null;
}
