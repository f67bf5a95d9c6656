/**
 * Marks the blocks of a long document that the selection begins and ends in, so that they are never skipped: what is in a new block
 * would have no place before the next frame, and a letter typed behind Enter, sooner than that, would be lost or go elsewhere.
 */
import { Extension } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { shortBlocksMax } from './long-text.ts';

export const CaretBlock: Extension = Extension.create({
  name: 'caretBlock',
  addProseMirrorPlugins: () => [new Plugin({ key: new PluginKey('caretBlock'), props: { decorations: caretBlocks } })],
});

export function caretBlocks({ doc, selection: { $anchor, $head } }: EditorState): DecorationSet | null {
  if (doc.childCount <= shortBlocksMax) return null;
  const around = $anchor.index(0) === $head.index(0) ? [$head] : [$anchor, $head];
  return DecorationSet.create(doc, around.flatMap(markAround));
}

function markAround($pos: ResolvedPos): Decoration[] {
  // Between blocks there is no letter to be typed.
  return $pos.depth === 0 ? [] : [Decoration.node($pos.before(1), $pos.after(1), { class: 'has-caret' })];
}
