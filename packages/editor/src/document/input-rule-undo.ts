/** Makes a Markdown shortcut a step of its own to undo, and gives back the characters as they were typed. */
import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';
import { isRemote } from './remote-change.ts';

interface AppliedRule {
  /** The typed character that set the rule off and never got into the document. */
  readonly text: string;
  /** Where it would have gone; null once others have changed the document since. */
  readonly at: number | null;
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
        if (isUndone && /^[^\n]+$/.test(applied.text)) restoreText(editor, applied);
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
            if (isRemote(transaction)) return { ...before, applied: before.applied && { ...before.applied, at: null } };
            if (before.isFresh) undoManagerOf(old)?.stopCapturing();
            return { applied: null, isFresh: false };
          },
        },
      }),
    ];
  },
});

/** The caret that undo restores may stand before the characters: what was typed last goes behind them. */
function restoreText(editor: Editor, { text, at }: AppliedRule): void {
  const { tr } = editor.state;
  const isThere = at !== null && at <= tr.doc.content.size && tr.doc.resolve(at).parent.isTextblock;
  const from = isThere ? at : tr.selection.from;
  tr.insertText(text, from);
  // Of three hyphens typography makes a dash of the first two: that is no more what was typed than the line was.
  const isDashed = tr.doc.resolve(from).parent.textContent === '—-';
  if (isDashed) tr.insertText('---', from - 1, from + 1);
  tr.setSelection(TextSelection.create(tr.doc, from + text.length + (isDashed ? 1 : 0)));
  editor.view.dispatch(tr);
}

/** TipTap marks the transaction of a rule with the rule plugin as key. */
function ruleOf(transaction: Transaction, state: EditorState): AppliedRule | null {
  for (const plugin of state.plugins) {
    const isInputRules = 'isInputRules' in plugin.spec && plugin.spec['isInputRules'] === true;
    const meta: unknown = isInputRules ? transaction.getMeta(plugin) : undefined;
    if (typeof meta !== 'object' || meta === null || !('text' in meta) || typeof meta.text !== 'string') continue;
    return { text: meta.text, at: 'from' in meta && typeof meta.from === 'number' ? meta.from : null };
  }
  return null;
}

export function undoManagerOf(state: EditorState): UndoManager | null {
  const undoState: unknown = yUndoPluginKey.getState(state);
  if (typeof undoState !== 'object' || undoState === null || !('undoManager' in undoState)) return null;
  return undoState.undoManager as UndoManager;
}
