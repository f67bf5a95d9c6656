/** Which words the writing of a document needs: its toolbar, menus and dialogs. */

type BlockLabel = 'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'heading4' | 'codeBlock' | 'blockquote' | 'heading' | 'other';
type MarkerLabel = 'none' | 'yellow' | 'green' | 'blue' | 'pink' | 'purple';
type InsertionLabel =
  | 'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'heading4' | 'bulletList' | 'orderedList' | 'taskList' | 'quote' | 'codeBlock' | 'table' | 'file'
  | 'note' | 'tip' | 'important' | 'warning' | 'details' | 'blockMath' | 'inlineMath' | 'rule';
type TableActionLabel =
  | 'rowAbove' | 'rowBelow' | 'rowUp' | 'rowDown' | 'headerRow' | 'deleteRow' | 'columnBefore' | 'columnAfter' | 'columnBack' | 'columnOn'
  | 'headerColumn' | 'deleteColumn' | 'mergeCells' | 'splitCell' | 'deleteTable';
export type ShortcutLabel =
  | 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'link' | 'highlight' | 'subscript' | 'superscript' | 'paragraph' | 'headings' | 'lists'
  | 'quote' | 'codeBlock' | 'indent' | 'task' | 'move' | 'undo' | 'redo' | 'find' | 'help' | 'toolbar' | 'leave' | 'insert' | 'emoji' | 'mention'
  | 'align' | 'plain' | 'save';
type CalloutLabel = 'note' | 'tip' | 'important' | 'warning';

interface InsertionWords {
  readonly label: string;
  /** Other words under which people look for it. */
  readonly also: string;
}

export interface WritingStrings {
  /** Words inside the text itself: on callouts, details, code and formulas. */
  readonly text: {
    readonly callouts: Readonly<Record<CalloutLabel, string>>;
    readonly calloutKind: (kind: string) => string;
    readonly fold: string;
    readonly unfold: string;
    readonly summaryPlaceholder: string;
    readonly codeLanguage: string;
    readonly plainCode: string;
    readonly copyCode: string;
    readonly codeCopied: string;
    readonly emptyFormula: string;
    readonly formulaFault: (message: string) => string;
  };
  readonly toolbar: {
    readonly label: string;
    readonly blockType: (current: string) => string;
    readonly blocks: Readonly<Record<BlockLabel, string>>;
    readonly bold: string;
    readonly italic: string;
    readonly underline: string;
    readonly strike: string;
    readonly code: string;
    readonly link: string;
    readonly bulletList: string;
    readonly orderedList: string;
    readonly taskList: string;
    readonly quote: string;
    readonly codeBlock: string;
    readonly undo: string;
    readonly redo: string;
    readonly highlight: string;
    readonly highlightColour: string;
    readonly highlights: Readonly<Record<MarkerLabel, string>>;
    readonly subscript: string;
    readonly superscript: string;
    readonly clear: string;
    readonly more: string;
    readonly align: string;
    readonly alignments: Readonly<Record<'auto' | 'left' | 'center' | 'right' | 'justify', string>>;
    readonly insert: string;
    readonly bubble: string;
    readonly find: string;
  };
  readonly blockActions: {
    readonly label: string;
    readonly handle: string;
    readonly add: string;
    readonly turnInto: string;
    readonly moveUp: string;
    readonly moveDown: string;
    readonly duplicate: string;
    readonly delete: string;
  };
  readonly insert: {
    readonly label: string;
    readonly items: Readonly<Record<InsertionLabel, InsertionWords>>;
  };
  readonly suggest: {
    readonly emoji: string;
    readonly mention: string;
    readonly nothing: string;
    readonly noEmoji: string;
    readonly nobody: string;
    readonly loading: string;
    readonly failed: string;
    /** Told to those who do not see the list. */
    readonly count: (count: number) => string;
  };
  readonly table: {
    readonly row: string;
    readonly column: string;
    readonly table: string;
    readonly actions: Readonly<Record<TableActionLabel, string>>;
  };
  readonly formula: {
    readonly addTitle: string;
    readonly editTitle: string;
    readonly label: string;
    readonly hint: string;
    readonly preview: string;
    readonly save: string;
    readonly remove: string;
    readonly fault: (message: string) => string;
    readonly empty: string;
  };
  readonly find: {
    readonly label: string;
    readonly text: string;
    readonly replacement: string;
    readonly next: string;
    readonly previous: string;
    readonly close: string;
    readonly isCaseSensitive: string;
    readonly isWholeWord: string;
    readonly showReplace: string;
    readonly replace: string;
    readonly replaceAll: string;
    readonly count: (current: number, total: number, isCut: boolean) => string;
    readonly none: string;
    readonly replaced: (count: number) => string;
  };
  readonly outline: { readonly label: string; readonly empty: string; readonly show: string };
  readonly counts: {
    readonly title: string;
    readonly words: (count: number) => string;
    readonly selected: (selected: number, total: number) => string;
    readonly document: string;
    readonly selection: string;
    readonly rows: Readonly<Record<'words' | 'characters' | 'charactersWithoutSpaces', string>>;
    readonly show: string;
  };
  readonly shortcuts: {
    readonly title: string;
    readonly show: string;
    readonly groups: Readonly<Record<'text' | 'blocks' | 'moving' | 'typing' | 'page', string>>;
    readonly keys: Readonly<Record<ShortcutLabel, string>>;
    readonly markdown: string;
  };
  readonly settings: { readonly typography: string; readonly language: string; readonly languages: Readonly<Record<'en' | 'de', string>> };
  /** Opening and closing, double and single. */
  readonly quotationMarks: readonly [string, string, string, string];
  readonly link: {
    readonly addTitle: string;
    readonly editTitle: string;
    readonly label: string;
    readonly hint: string;
    readonly save: string;
    readonly remove: string;
    readonly open: (href: string) => string;
    readonly empty: string;
    readonly malformed: string;
    readonly scheme: (scheme: string) => string;
    /** Of any dialog that was open when the document turned read-only. */
    readonly refused: string;
  };
}
