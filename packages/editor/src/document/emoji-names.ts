/** The second colon of `:name:` makes it the emoji, if there is one of that name. Undo right after it gives back the name. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { undoManagerOf } from './input-rule-undo.ts';

const nameLengthMax = 40;

export const EmojiNames: Extension = Extension.create({
  name: 'emojiNames',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('emojiNames'),
      props: {
        handleTextInput(view, from, _to, text) {
          const { $from } = view.state.selection;
          if (text !== ':' || $from.parent.type.spec.code === true) return false;
          const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - nameLengthMax), $from.parentOffset, undefined, '\ufffc');
          const name = /(?:^|[\s(]):([a-z\d_+-]+)$/.exec(before)?.[1];
          // The colon is typed first; never rejects.
          if (name !== undefined) void replaceName(view, { name, from: from - name.length - 1 });
          return false;
        },
      },
    }),
  ],
});

async function replaceName(view: EditorView, { name, from }: { readonly name: string; readonly from: number }): Promise<void> {
  const character = await import('./lazy/emoji.ts').then(
    ({ emojiOf }) => emojiOf(name),
    () => null,
  );
  const written = `:${name}:`;
  const to = from + written.length;
  // Meanwhile the text may have changed: then it stays as it was typed.
  if (character === null || view.isDestroyed || to > view.state.doc.content.size) return;
  if (view.state.doc.textBetween(from, to, '\n', '\ufffc') !== written) return;
  undoManagerOf(view.state)?.stopCapturing();
  view.dispatch(view.state.tr.insertText(character, from, to));
}
