/** Makes a Markdown shortcut a step of its own to undo, and gives back the characters as they were typed. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';

interface AppliedRule {
  /** The typed character that set the rule off and never got into the document. */
  readonly text: string;
}

interface RuleState {
  readonly applied: AppliedRule | null;
  /** The next own edit starts a new step as well. */
  readonly isFresh: boolean;
}

const key = new PluginKey<RuleState>('inputRuleUndo');

export const InputRuleUndo: Extension = Extension.create({
  name: 'inputRuleUndo',
  // Before Collaboration's own Mod-Z.
  priority: 1_100,

  addKeyboardShortcuts() {
    return {
      'Mod-z': ({ editor }) => {
        const applied = key.getState(editor.state)?.applied ?? null;
        if (applied === null) return false;
        const isUndone = editor.commands.undo();
        if (isUndone && /^[^\n]+$/.test(applied.text)) {
          editor.view.dispatch(editor.state.tr.insertText(applied.text));
        }
        return isUndone;
      },
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<RuleState>({
        key,
        state: {
          init: () => ({ applied: null, isFresh: false }),
          apply(transaction, before, old) {
            const applied = ruleOf(transaction, old);
            if (applied !== null) {
              undoManagerOf(old)?.stopCapturing();
              return { applied, isFresh: true };
            }
            if (!transaction.docChanged) return transaction.selectionSet ? { ...before, applied: null } : before;
            if (isRemote(transaction)) return before;
            if (before.isFresh) undoManagerOf(old)?.stopCapturing();
            return { applied: null, isFresh: false };
          },
        },
      }),
    ];
  },
});

/** TipTap marks the transaction of a rule with the rule plugin as key. */
function ruleOf(transaction: Transaction, state: EditorState): AppliedRule | null {
  for (const plugin of state.plugins) {
    const isInputRules = 'isInputRules' in plugin.spec && plugin.spec['isInputRules'] === true;
    const meta: unknown = isInputRules ? transaction.getMeta(plugin) : undefined;
    if (typeof meta === 'object' && meta !== null && 'text' in meta && typeof meta.text === 'string') {
      return { text: meta.text };
    }
  }
  return null;
}

function isRemote(transaction: Transaction): boolean {
  const meta: unknown = transaction.getMeta(ySyncPluginKey);
  return typeof meta === 'object' && meta !== null && 'isChangeOrigin' in meta && meta.isChangeOrigin === true;
}

function undoManagerOf(state: EditorState): UndoManager | null {
  const undoState: unknown = yUndoPluginKey.getState(state);
  if (typeof undoState !== 'object' || undoState === null || !('undoManager' in undoState)) return null;
  return undoState.undoManager as UndoManager;
}
