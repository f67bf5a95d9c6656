/**
 * The runs of blocks of a long text, as elements: in a closed shadow tree of the text's element, with a slot each. For everybody else
 * the element has the children that it has.
 */
import { isSameList, shareOut } from './share-out.ts';

interface Run {
  readonly element: HTMLElement;
  readonly slot: HTMLSlotElement;
  nodes: readonly Node[];
}

const runs = new WeakMap<Node, Run>();
/** What holds the runs of a text. Kept with its element, which has its shadow tree for good. */
const trees = new WeakMap<Element, HTMLElement>();

export function hasRuns(text: Element): boolean {
  return trees.has(text);
}

/** All runs are in one element: Chromium takes each editable child of a shadow root for an area of its own, and lets no selection out of it. */
export function plantRuns(text: HTMLElement): void {
  const tree = createPart('runs');
  text.attachShadow({ mode: 'closed', slotAssignment: 'manual' }).append(tree);
  trees.set(text, tree);
  text.classList.add('has-runs');
}

/** Every block gets into a run; most stay in the one that they are in. */
export function arrangeRuns(text: HTMLElement): void {
  const tree = trees.get(text);
  if (tree === undefined) return;
  const shares = shareOut([...text.childNodes], (node) => runs.get(node), beginsRun);
  const before = new Set<Element>(tree.children);
  const now = shares.map(({ run = createRun(), blocks }) => {
    fill(run, blocks);
    return run.element;
  });
  for (const element of now) before.delete(element);
  for (const element of before) element.remove();
  // Only where they are out of order: an element that is moved is laid out anew.
  for (const [index, element] of now.entries()) if (tree.children[index] !== element) tree.insertBefore(element, tree.children[index] ?? null);
}

/** The element of the run that something in the text is in. */
export function runAround(inside: Element, text: Element): Element | undefined {
  return runs.get(blockOf(inside, text))?.element;
}

/** The rectangle of a block of the document; where it is far from the window, of its run: asking for its own would lay out all of that. */
export function rectOf(block: Element): DOMRect {
  const around = runs.get(block)?.element.getBoundingClientRect();
  return around === undefined || (around.bottom >= 0 && around.top <= window.innerHeight) ? block.getBoundingClientRect() : around;
}

/** The block of the document that something is in. */
export function blockOf(inside: Element, text: Element): Element {
  let block = inside;
  while (block.parentElement !== null && block.parentElement !== text) block = block.parentElement;
  return block;
}

function fill(run: Run, nodes: readonly Node[]): void {
  for (const node of nodes) runs.set(node, run);
  if (isSameList(run.nodes, nodes)) return;
  run.nodes = nodes;
  // Only elements and texts are in the text of a document.
  run.slot.assign(...(nodes as (Element | Text)[]));
  run.element.style.setProperty('--height', String(heightOf(nodes)));
}

function createRun(): Run {
  const element = createPart('run');
  const slot = document.createElement('slot');
  element.append(slot);
  return { element, slot, nodes: [] };
}

/** Style sheets know it by this name. */
function createPart(name: string): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('part', name);
  return element;
}

/** Of a line, and of what is between blocks, as they are in text.css. */
const [lineRem, betweenRem] = [1.89, 1.24];
const lettersInLine = 72;

/** In rem. What is never laid out has to be about as high as it will be: or what one jumps to is pushed out of sight as what is above it is drawn. */
function heightOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + linesOf(node) * lineRem + betweenRem, 0);
}

function linesOf(node: Node): number {
  const text = node.textContent ?? '';
  const rows = node instanceof Element ? node.querySelectorAll('li, tr').length : 0;
  const breaks = node.nodeName === 'PRE' ? text.split('\n').length : 1;
  return Math.max(rows, breaks, Math.ceil(text.length / lettersInLine));
}

/** The margins of a run do not collapse with those before it: so it begins with what has none above it. */
function beginsRun({ nodeName }: Node): boolean {
  return nodeName === 'P' || nodeName === 'UL' || nodeName === 'OL';
}
