/** What Enter and Backspace do at the edges of blocks that hold blocks: they lead out of them. */
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';

/** Enter on the empty last paragraph of a container goes on below it. */
export function leaveContainer(editor: Editor, name: string): boolean {
  const { selection } = editor.state;
  const { $from } = selection;
  const depth = $from.depth - 1;
  if (!selection.empty || depth < 1 || $from.node(depth).type.name !== name) return false;
  const container = $from.node(depth);
  const isEmptyLast = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0 && $from.index(depth) === container.childCount - 1;
  if (!isEmptyLast || container.childCount === 1) return false;
  const { tr } = editor.state;
  const end = $from.after(depth);
  tr.insert(end, $from.parent.type.create());
  tr.setSelection(TextSelection.create(tr.doc, end + 1));
  tr.delete($from.before(), $from.after());
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

/** Backspace at the very start of a container dissolves it. */
export function backOutOfContainer(editor: Editor, name: string): boolean {
  const { selection } = editor.state;
  const { $from } = selection;
  const depth = $from.depth - 1;
  if (!selection.empty || $from.parentOffset > 0 || depth < 1) return false;
  if ($from.node(depth).type.name !== name || $from.index(depth) > 0) return false;
  return editor.commands.lift(name);
}
