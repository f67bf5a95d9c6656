/** Keys beyond those that TipTap's extensions bring: tasks, leaving the editor, links, saving. */
import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { type Direction, moveBlocks } from './move-blocks.ts';
import { readMovedCaret } from './moved-caret.ts';

export interface KeyActions {
  /** Mod-K on a selection or in a link. */
  readonly onLink: () => void;
  /** Alt-F10. */
  readonly onToolbar: () => void;
  /** Arrow up on the first line. */
  readonly onLeaveUp: () => void;
  /** A formula, by its position, is to be changed. */
  readonly onFormula: (pos: number) => void;
}

/** In a list or in code Tab keeps the focus even where it can't indent: leaving by surprise would lose the place. */
export const TabStays: Extension = Extension.create({
  name: 'tabStays',
  // After all others had their chance.
  priority: 1,
  addKeyboardShortcuts() {
    const stays = ({ editor }: { editor: Editor }): boolean =>
      ['listItem', 'taskItem', 'codeBlock', 'table'].some((name) => editor.isActive(name));
    return { Tab: stays, 'Shift-Tab': stays };
  },
});

export function keyExtension(actions: KeyActions): Extension {
  return Extension.create({
    name: 'scriptoriumKeys',
    priority: 1_050,
    addKeyboardShortcuts() {
      return {
        'Mod-k': ({ editor }) => {
          // With nothing to link the page has its own use for the key.
          if (editor.state.selection.empty && !editor.isActive('link')) return false;
          actions.onLink();
          return true;
        },
        'Alt-F10': () => {
          actions.onToolbar();
          return true;
        },
        'Mod-Enter': ({ editor }) => {
          if (!editor.isActive('taskItem')) return false;
          const isDone = editor.getAttributes('taskItem')['checked'] === true;
          return editor.commands.updateAttributes('taskItem', { checked: !isDone });
        },
        'Alt-ArrowUp': ({ editor }) => moveByKey(editor, 'up'),
        'Alt-ArrowDown': ({ editor }) => moveByKey(editor, 'down'),
        'Mod-Shift-s': ({ editor }) => editor.commands.toggleStrike(),
        ArrowUp: ({ editor }) => {
          const { selection } = editor.state;
          const isAtTop = selection.empty && selection.$head.index(0) === 0 && selection.$head.depth === 1;
          if (!isAtTop || !editor.view.endOfTextblock('up')) return false;
          actions.onLeaveUp();
          return true;
        },
      };
    },
    addProseMirrorPlugins() {
      return [readMovedCaret(), leaveWithTab()];
    },
  });
}

/** Taken also where there is nowhere to go: the caret must not jump instead. */
function moveByKey(editor: Editor, direction: Direction): boolean {
  const transaction = moveBlocks(editor.state, direction);
  if (transaction !== null && editor.isEditable) editor.view.dispatch(transaction);
  return true;
}

/** Escape, then Tab, leaves the editor from anywhere. */
function leaveWithTab(): Plugin {
  let mayLeave = false;
  return new Plugin({
    key: new PluginKey('leaveWithTab'),
    props: {
      handleDOMEvents: {
        // True keeps ProseMirror out of it, and the browser moves the focus.
        keydown: (view, event) => {
          const leaves = event.key === 'Tab' && mayLeave;
          if (leaves && !event.shiftKey) passOver(view.dom);
          mayLeave = event.key === 'Escape' || (mayLeave && event.key === 'Shift');
          return leaves;
        },
        blur: () => {
          mayLeave = false;
          return false;
        },
      },
    },
  });
}

/** The way out begins behind the text: the controls that stand in it are no stops on it. */
function passOver(text: HTMLElement): void {
  const behind = document.createElement('span');
  behind.tabIndex = -1;
  text.after(behind);
  behind.focus({ preventScroll: true });
  setTimeout(() => behind.remove());
}
