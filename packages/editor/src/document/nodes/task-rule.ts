/** `[ ]` at the beginning of an item of another list makes a task of it: Markdown writes a task as `- [ ]`. */
import { InputRule } from '@tiptap/core';

const box = /^\s*\[([ xX]?)\]\s$/u;

export function taskFromItemRule(): InputRule {
  return new InputRule({
    find: box,
    handler({ state, range, match: [, mark = ''], chain }) {
      const { $from } = state.selection;
      const isItemHead = $from.depth > 1 && $from.node(-1).type.name === 'listItem' && $from.index(-1) === 0;
      if (!isItemHead) return null;
      chain().deleteRange(range).toggleTaskList().updateAttributes('taskItem', { checked: mark.trim() !== '' }).run();
      return undefined;
    },
  });
}
