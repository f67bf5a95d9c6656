/** An editor without a page around it, for tests of what is in the document. Needs a DOM. */
import { type AnyExtension, Editor } from '@tiptap/core';
import { onTestFinished } from 'vitest';
import { schemaExtensions } from '../document/schema.ts';
import { plainSchema } from './plain-schema.ts';

/** The caret or selection is where `|` stands, once or twice. It ends with the test: what ProseMirror still has to do would miss the DOM. */
export function openEditor(html: string, extensions: readonly AnyExtension[] = []): Editor {
  const editor = new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    extensions: [...schemaExtensions(plainSchema), ...extensions],
    content: html,
  });
  onTestFinished(() => editor.destroy());
  const marks: number[] = [];
  editor.state.doc.descendants((node, pos) => {
    for (const { index } of (node.text ?? '').matchAll(/\|/g)) marks.push(pos + index - marks.length);
  });
  const [from, to = from] = marks;
  if (from === undefined || to === undefined) return editor;
  const { tr } = editor.state;
  for (const mark of marks) tr.delete(mark, mark + 1);
  editor.view.dispatch(tr);
  editor.commands.setTextSelection({ from, to });
  return editor;
}

/** The text, a line for each block of text. */
export function linesOf(editor: Editor): string[] {
  const lines: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
    return !node.isTextblock;
  });
  return lines;
}

/** Types as the browser does: each character first offered to the input rules. */
export function type(editor: Editor, text: string): void {
  for (const character of text) {
    const { view } = editor;
    const { from, to } = view.state.selection;
    const isTaken = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, character, () => view.state.tr.insertText(character, from, to)),
    );
    if (isTaken !== true) view.dispatch(view.state.tr.insertText(character, from, to));
  }
}

/** Presses a key; gives whether the editor took it. */
export function press(editor: Editor, key: string, modifiers: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) === true;
}
