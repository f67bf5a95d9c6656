/** What the toolbar shows and does: which formats hold at the selection, and the commands that change them. */
import type { Editor } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import { AllSelection, NodeSelection, Selection } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { type HighlightColour, readHighlight } from './nodes/highlight.ts';
import { type Alignment, alignments } from './schema.ts';

export type MarkName = 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'highlight' | 'subscript' | 'superscript';
export type ListName = 'bulletList' | 'orderedList' | 'taskList';
export type HeadingLevel = 1 | 2 | 3 | 4;
export type BlockName = 'paragraph' | `heading${HeadingLevel}` | 'heading' | 'blockquote' | 'codeBlock' | 'other';

export interface FormatState {
  readonly marks: readonly MarkName[];
  readonly list: ListName | null;
  readonly block: BlockName;
  readonly isQuote: boolean;
  readonly isLink: boolean;
  readonly isTable: boolean;
  /** Null where the text begins where its language begins. */
  readonly alignment: Alignment | null;
  readonly highlight: HighlightColour | null;
  readonly canMark: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const markNames: readonly MarkName[] = [
  'bold', 'italic', 'underline', 'strike', 'code', 'highlight', 'subscript', 'superscript',
];
const listNames: readonly ListName[] = ['taskList', 'bulletList', 'orderedList'];
const levels: readonly HeadingLevel[] = [1, 2, 3, 4];

/** Above it a selection's marks are not looked at: it would be walked at every move of the caret. */
const selectionLookMax = 20_000;

export function readFormats(editor: Editor): FormatState {
  const { selection } = editor.state;
  const isLong = selection.to - selection.from > selectionLookMax;
  const isActive = (name: string): boolean => !isLong && editor.isActive(name);
  const undoState: unknown = yUndoPluginKey.getState(editor.state);
  return {
    marks: markNames.filter(isActive),
    list: nearestList(editor),
    block: blockAt(editor),
    isQuote: isActive('blockquote'),
    isLink: isActive('link'),
    isTable: editor.isActive('table'),
    alignment: alignmentAt(editor),
    highlight: isActive('highlight') ? (readHighlight(editor.getAttributes('highlight')['color']) ?? 'yellow') : null,
    canMark: !editor.isActive('codeBlock'),
    canUndo: hasSteps(undoState, 'undoStack'),
    canRedo: hasSteps(undoState, 'redoStack'),
  };
}

export function toggleMark(editor: Editor, mark: MarkName): void {
  editor.chain().focus().toggleMark(mark).run();
}

/** Null takes the marker's colour away. */
export function setHighlight(editor: Editor, colour: HighlightColour | null): void {
  const chain = editor.chain().focus();
  if (colour === null) chain.unsetMark('highlight').run();
  else chain.setMark('highlight', { color: readHighlight(colour) }).run();
}

export function setAlignment(editor: Editor, alignment: Alignment | null): void {
  const chain = editor.chain().focus();
  if (alignment === null) chain.unsetTextAlign().run();
  else chain.setTextAlign(alignment).run();
}

/** Every mark but links goes, and the alignment. */
export function clearFormats(editor: Editor): void {
  const chain = editor.chain().focus();
  for (const mark of markNames) chain.unsetMark(mark);
  chain.unsetTextAlign().run();
}

export function toggleList(editor: Editor, list: ListName): void {
  const chain = editor.chain().focus();
  switch (list) {
    case 'bulletList':
      chain.toggleBulletList().run();
      break;
    case 'orderedList':
      chain.toggleOrderedList().run();
      break;
    case 'taskList':
      chain.toggleTaskList().run();
      break;
  }
}

export function setBlock(editor: Editor, block: Exclude<BlockName, 'other' | 'heading' | 'blockquote'>): void {
  const chain = editor.chain().focus();
  if (block === 'paragraph') chain.setParagraph().run();
  else if (block === 'codeBlock') chain.toggleCodeBlock().run();
  else chain.setHeading({ level: levelOf(block) }).run();
}

export function toggleQuote(editor: Editor): void {
  editor.chain().focus().toggleBlockquote().run();
}

export function undo(editor: Editor): void {
  editor.chain().focus().undo().run();
}

export function redo(editor: Editor): void {
  editor.chain().focus().redo().run();
}

/** The focus moves in this very turn: TipTap's own command waits for a frame, and what is typed until then goes astray. */
export function focusText(editor: Editor, place: 'start' | 'selection'): void {
  if (place === 'start') editor.view.dispatch(editor.state.tr.setSelection(Selection.atStart(editor.state.doc)).scrollIntoView());
  editor.view.focus();
}

/** The address of the link at the selection, or null. */
export function linkAtSelection(editor: Editor): string | null {
  const href: unknown = editor.getAttributes('link')['href'];
  return typeof href === 'string' ? href : null;
}

/** Links the selection, or the link that the caret is in; with neither, writes the address itself. */
export function setLink(editor: Editor, href: string): void {
  const isNew = editor.state.selection.empty && !editor.isActive('link');
  const chain = editor.chain().focus();
  if (isNew) {
    chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).unsetMark('link').run();
    return;
  }
  chain.extendMarkRange('link').setLink({ href }).run();
}

export function removeLink(editor: Editor): void {
  editor.chain().focus().extendMarkRange('link').unsetLink().run();
}

function blockAt(editor: Editor): BlockName {
  const { selection } = editor.state;
  const block = selection instanceof NodeSelection && selection.node.isBlock ? selection.node : startOf(editor).parent;
  if (block.type.name === 'heading') {
    const level = levels.find((candidate) => candidate === block.attrs['level']);
    return level === undefined ? 'heading' : `heading${level}`;
  }
  if (block.type.name === 'codeBlock') return 'codeBlock';
  return block.type.name === 'paragraph' ? 'paragraph' : 'other';
}

/** Where what is selected begins to be text. */
function startOf({ state: { selection, doc } }: Editor): ResolvedPos {
  return selection instanceof AllSelection ? Selection.atStart(doc).$from : selection.$from;
}

function alignmentAt(editor: Editor): Alignment | null {
  const value: unknown = startOf(editor).parent.attrs['textAlign'];
  return alignments.find((candidate) => candidate === value) ?? null;
}

function levelOf(block: `heading${HeadingLevel}`): HeadingLevel {
  return levels.find((level) => block === `heading${level}`) ?? 1;
}

/** Lists nest in one another: the innermost is the one that a button changes. */
function nearestList(editor: Editor): ListName | null {
  const $from = startOf(editor);
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const list = listNames.find((name) => name === $from.node(depth).type.name);
    if (list !== undefined) return list;
  }
  return null;
}

function hasSteps(undoState: unknown, stack: 'undoStack' | 'redoStack'): boolean {
  if (typeof undoState !== 'object' || undoState === null || !('undoManager' in undoState)) return false;
  const { undoManager } = undoState as { undoManager: { undoStack: unknown[]; redoStack: unknown[] } };
  return undoManager[stack].length > 0;
}
