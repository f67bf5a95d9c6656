/** What can be put into the text by name, from the slash menu and from the menu of the toolbar. */
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { setBlock, toggleList, toggleQuote } from './formats.ts';
import type { CalloutKind } from './nodes/callout.ts';
import { readLatex } from './nodes/math.ts';
import { type SharedPlace, fromShared, toShared } from './shared-place.ts';

export const insertionNames = [
  'paragraph', 'heading1', 'heading2', 'heading3', 'heading4', 'bulletList', 'orderedList', 'taskList', 'quote', 'codeBlock', 'table',
  'file', 'note', 'tip', 'important', 'warning', 'details', 'blockMath', 'inlineMath', 'rule',
] as const;
export type InsertionName = (typeof insertionNames)[number];

/** Formulas are asked for: they are written before they are drawn. */
export type FormulaName = Extract<InsertionName, 'blockMath' | 'inlineMath'>;

export function isFormula(name: InsertionName): name is FormulaName {
  return name === 'blockMath' || name === 'inlineMath';
}

const calloutOf: Partial<Record<InsertionName, CalloutKind>> = { note: 'note', tip: 'tip', important: 'important', warning: 'warning' };

/** Makes the block at the caret into it, or puts it there. In a table's cell or another place that can't hold it nothing happens. */
export function insert(editor: Editor, name: Exclude<InsertionName, FormulaName>): void {
  const chain = editor.chain().focus();
  const kind = calloutOf[name];
  if (kind !== undefined) {
    chain.setCallout(kind).run();
    return;
  }
  switch (name) {
    case 'paragraph':
      chain.clearNodes().run();
      break;
    case 'heading1':
    case 'heading2':
    case 'heading3':
    case 'heading4':
      chain.clearNodes().setHeading({ level: levels[name] }).run();
      break;
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      toggleList(editor, name);
      break;
    case 'quote':
      toggleQuote(editor);
      break;
    case 'codeBlock':
      setBlock(editor, name);
      break;
    case 'table':
      insertTable(editor);
      break;
    case 'file':
      chooseFile(editor.view.dom);
      break;
    case 'details':
      chain.setDetails().run();
      break;
    case 'rule':
      chain.setHorizontalRule().run();
      break;
    case 'note':
    case 'tip':
    case 'important':
    case 'warning':
      break;
  }
}

/** Opens the device's own dialog; what is chosen goes where the caret is. The field is there for those who may write: the nearest one is this text's. */
export function chooseFile(text: Element = document.body): void {
  for (let around: Element | null = text; around !== null; around = around.parentElement) {
    const field = around.querySelector<HTMLElement>('[data-file-chooser]');
    if (field === null) continue;
    field.click();
    return;
  }
}

const levels = { heading1: 1, heading2: 2, heading3: 3, heading4: 4 } as const;

/** Behind the block at the caret, or in its place where that is empty; the caret goes to the first cell. */
function insertTable(editor: Editor): void {
  const { $from } = editor.state.selection;
  const isEmptyLine = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
  const place = isEmptyLine || $from.depth === 0 ? null : $from.after();
  const chain = editor.chain().focus();
  if (place === null) chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  else chain.insertContentAt(place, { type: 'paragraph' }).setTextSelection(place + 1).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
}

/** The caret goes on behind it; a formula of its own gets a line below it to go on in. */
export function insertFormula(editor: Editor, name: FormulaName, latex: string): void {
  const chain = editor.chain().focus();
  if (name === 'inlineMath') {
    chain.insertInlineMath(latex).run();
    return;
  }
  chain.insertBlockMath(latex).run();
  const { state, view } = editor;
  const { paragraph } = state.schema.nodes;
  const end = state.selection.to;
  const { tr } = state;
  if (state.doc.resolve(end).nodeAfter === null && paragraph) tr.insert(end, paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end))).scrollIntoView());
}

/** A formula that somebody changes, while others write. */
export interface HeldFormula {
  readonly place: SharedPlace;
  readonly latex: string;
  readonly isBlock: boolean;
}

/** Null where there is none. */
export function holdFormula({ state }: Editor, pos: number): HeldFormula | null {
  const node = state.doc.nodeAt(pos);
  if (node === null || !isFormulaNode(node)) return null;
  return { place: toShared(state, pos), latex: readLatex(node.attrs), isBlock: node.type.name === 'blockMath' };
}

/** Puts another formula in its place; an empty one takes it away. What was written for one that is gone by now comes where the caret is. */
export function changeFormula(editor: Editor, formula: HeldFormula, latex: string): void {
  const { state, view } = editor;
  const pos = findFormula(state.doc, fromShared(state, formula.place) ?? 0, formula);
  const node = pos === null ? null : state.doc.nodeAt(pos);
  if (pos === null || node === null) {
    if (latex !== '' && latex !== formula.latex) insertFormula(editor, formula.isBlock ? 'blockMath' : 'inlineMath', latex);
    return;
  }
  const { tr } = state;
  if (latex === '') tr.delete(pos, pos + node.nodeSize);
  else tr.setNodeAttribute(pos, 'latex', latex).setSelection(TextSelection.near(tr.doc.resolve(pos + node.nodeSize)));
  view.dispatch(tr);
  view.focus();
}

/** The one at the place; else, since who splits a line writes what follows anew, the nearest that reads as it did. */
function findFormula(doc: Node, place: number, { latex, isBlock }: HeldFormula): number | null {
  const known = doc.nodeAt(Math.min(place, doc.content.size));
  const type = isBlock ? 'blockMath' : 'inlineMath';
  if (known?.type.name === type) return place;
  let nearest: number | null = null;
  doc.descendants((node, pos) => {
    if (node.type.name !== type || readLatex(node.attrs) !== latex) return;
    if (nearest === null || Math.abs(pos - place) < Math.abs(nearest - place)) nearest = pos;
  });
  return nearest;
}

function isFormulaNode({ type }: Node): boolean {
  return type.name === 'inlineMath' || type.name === 'blockMath';
}
