/**
 * Pasted text that is Markdown becomes what it means. It comes in as it is first, and is formatted in a second step: undo right after it gives
 * back the text as it was. With Shift, in code and behind a text that changed meanwhile it stays plain.
 */
import type { Editor } from '@tiptap/core';
import { Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorProps, EditorView } from '@tiptap/pm/view';
import { undoManagerOf } from './input-rule-undo.ts';
import { giveProps } from './late-props.ts';
import { looksLikeMarkdown, markdownLengthMax } from './markdown-signs.ts';
import { type SharedPlace, fromShared, toShared } from './shared-place.ts';

export interface PastedTextOptions {
  /** Called when a text has been formatted. */
  readonly onFormatted: () => void;
  /** Comes late: it is large. */
  readonly loadReader?: () => Promise<ReadMarkdown>;
}

export type ReadMarkdown = (schema: Schema, markdown: string) => Node;

const insertKey = 45;

export class PastedText {
  readonly #leave: () => void;
  readonly #onFormatted: () => void;
  readonly #loadReader: () => Promise<ReadMarkdown>;
  /** The keys that are down ask for plain text. */
  #isPlain = false;

  constructor(editor: Editor, { onFormatted, loadReader = loadOwnReader }: PastedTextOptions) {
    this.#onFormatted = onFormatted;
    this.#loadReader = loadReader;
    this.#leave = giveProps(editor, 'pastedText', this.#props());
  }

  close(): void {
    this.#leave();
  }

  #props(): EditorProps {
    return {
      handleDOMEvents: {
        keydown: (_view, event) => {
          // Shift-Insert is how many a keyboard pastes at all.
          this.#isPlain = event.shiftKey && event.keyCode !== insertKey;
          return false;
        },
        keyup: (_view, event) => {
          if (!event.shiftKey) this.#isPlain = false;
          return false;
        },
        blur: () => {
          this.#isPlain = false;
          return false;
        },
      },
      handlePaste: (view, event, slice) => this.#take(view, event.clipboardData, slice),
    };
  }

  #take(view: EditorView, data: DataTransfer | null, slice: Slice): boolean {
    const { $from } = view.state.selection;
    const text = data?.getData('text/plain') ?? '';
    if (data === null || text === '' || !view.editable || $from.parent.type.spec.code === true || $from.marks().some(({ type }) => type.spec.code === true)) return false;
    if (this.#isPlain) {
      if (slice.size === 0) return false;
      // As it is: no rule of pasting looks at it.
      view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true));
      return true;
    }
    if (!isMarkdown(data, text)) return false;
    // Never rejects.
    void this.#paste(view, text);
    return true;
  }

  async #paste(view: EditorView, text: string): Promise<void> {
    undoManagerOf(view.state)?.stopCapturing();
    const { from } = view.state.selection;
    const plain = plainSlice(view.state.schema, text);
    view.dispatch(view.state.tr.replaceSelection(plain).scrollIntoView().setMeta('paste', true));
    const { state } = view;
    const to = state.selection.to;
    const range = { from: toShared(state, from), to: toShared(state, to), text: state.doc.textBetween(from, to, '\n', '\ufffc') };
    try {
      const read = await this.#loadReader();
      if (!view.isDestroyed && this.#format(view, read(state.schema, text), range)) this.#onFormatted();
    } catch {
      // Without the reader it stays as it is: what was pasted is there.
    }
  }

  #format(view: EditorView, document: Node, range: { readonly from: SharedPlace; readonly to: SharedPlace; readonly text: string }): boolean {
    const { state } = view;
    const [from, to] = [fromShared(state, range.from), fromShared(state, range.to)];
    if (from === null || to === null || to <= from || !view.editable) return false;
    // Somebody was faster.
    if (state.doc.textBetween(from, to, '\n', '\ufffc') !== range.text) return false;
    const tr = replaceWith(state.tr, { from, to, document, written: range.text });
    if (tr === null) return false;
    undoManagerOf(state)?.stopCapturing();
    view.dispatch(tr.scrollIntoView().setMeta('paste', true));
    undoManagerOf(view.state)?.stopCapturing();
    return true;
  }
}

async function loadOwnReader(): Promise<ReadMarkdown> {
  const { readMarkdown } = await import('./lazy/read-markdown.ts');
  return readMarkdown;
}

/** Text alone, or the source of a file from a program that colours it: HTML from elsewhere knows better what it means. */
function isMarkdown(data: DataTransfer, text: string): boolean {
  const code = data.getData('vscode-editor-data');
  if (code !== '') return /"mode":\s*"markdown"/.test(code) && text.length <= markdownLengthMax;
  const html = data.getData('text/html');
  return (html === '' || isBareSource(html)) && looksLikeMarkdown(text);
}

/** As a browser has it that shows a file of text: one block of it, with nothing in it. */
function isBareSource(html: string): boolean {
  return /^(?:<[!/]?(?:doctype|html|head|meta|body)\b[^>]*>|<!--\w+-->|\s)*<pre\b[^>]*pre-wrap[^>]*>[^<]*<\/pre>(?:<\/?(?:html|body)>|<!--\w+-->|\s)*$/i.test(html.slice(0, 2 * markdownLengthMax));
}

/** Lines are paragraphs, as everywhere where text is pasted. */
function plainSlice(schema: Schema, text: string): Slice {
  const lines = text.split(/[\r\n]+/);
  const { paragraph } = schema.nodes;
  const inline = (line: string): Node[] => (line === '' ? [] : [schema.text(line)]);
  if (lines.length === 1 || paragraph === undefined) return new Slice(Fragment.from(inline(lines.join(' '))), 0, 0);
  return new Slice(Fragment.from(lines.map((line) => paragraph.create(null, inline(line)))), 1, 1);
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly document: Node;
  readonly written: string;
}

/** Null where it can't stand there: in a cell there are no tables. */
function replaceWith(tr: Transaction, { from, to, document, written }: Replacement): Transaction | null {
  const $from = tr.doc.resolve(from);
  const isInTable = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1).type.spec['tableRole'] as unknown).some((role) => role !== undefined);
  let hasTable = false;
  document.descendants(({ type }) => {
    hasTable ||= type.spec['tableRole'] !== undefined;
    return !hasTable;
  });
  if (isInTable && hasTable) return null;
  // Between: where everything was selected the text began outside of any line.
  tr.setSelection(TextSelection.between($from, tr.doc.resolve(to)));
  return tr.replaceSelection(sliceOf(document, { written, isInItem: $from.depth > 1 && /item$/i.test($from.node(-1).type.name) }));
}

/** Paragraphs join the lines around them, and items the list that they come into; all else stands on its own. */
function sliceOf(document: Node, { written, isInItem }: { readonly written: string; readonly isInItem: boolean }): Slice {
  const { firstChild, lastChild, content } = document;
  if (firstChild !== null && firstChild === lastChild && firstChild.type.name === 'paragraph') {
    // Of a part of a line the spaces around it count.
    const space = (found: RegExpExecArray | null): Fragment => Fragment.from(found === null ? [] : [document.type.schema.text(found[0])]);
    return new Slice(space(/^[ \t]+/.exec(written)).append(firstChild.content).append(space(/[ \t]+$/.exec(written))), 0, 0);
  }
  const most = Slice.maxOpen(content);
  const joins = (block: Node | null): boolean => block?.type.name === 'paragraph' || (isInItem && /list$/i.test(block?.type.name ?? ''));
  return new Slice(content, joins(firstChild) ? most.openStart : 0, joins(lastChild) ? most.openEnd : 0);
}
