/** What can be done with the block at the caret, for the menus that offer it. */
import type { Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react';
import { deleteBlocks, duplicateBlocks, moveBlocks } from '../../document/move-blocks.ts';
import type { Strings } from '../../ui/strings.ts';
import type { ToolMenuItem } from './tool-menu.tsx';

export function blockActions(editor: Editor, { blockActions: words }: Strings): readonly ToolMenuItem[] {
  const doIt = (transaction: Transaction | null): void => {
    if (transaction !== null) editor.view.dispatch(transaction);
  };
  return [
    { id: 'up', label: words.moveUp, icon: <ArrowUp aria-hidden="true" />, keys: 'Alt-↑', onSelect: () => doIt(moveBlocks(editor.state, 'up')) },
    { id: 'down', label: words.moveDown, icon: <ArrowDown aria-hidden="true" />, keys: 'Alt-↓', onSelect: () => doIt(moveBlocks(editor.state, 'down')) },
    { id: 'copy', label: words.duplicate, icon: <Copy aria-hidden="true" />, onSelect: () => doIt(duplicateBlocks(editor.state)) },
    { id: 'delete', label: words.delete, icon: <Trash2 aria-hidden="true" />, isDanger: true, onSelect: () => doIt(deleteBlocks(editor.state)) },
  ];
}
