/** Tells the session while a person composes a character in the text, so that nobody's writing ends the composition or takes its words away. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { isRemote } from './remote-change.ts';

/** The editor reads what was composed so long after its end at the latest. */
const settledAfterMs = 60;

export interface CompositionHold {
  readonly hold: () => void;
  readonly release: () => void;
}

export function compositionExtension({ hold, release }: CompositionHold): Extension {
  return Extension.create({
    name: 'composition',
    addProseMirrorPlugins() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let composed = '';
      let shown: EditorView | null = null;
      const begin = (_view: EditorView, { data }: CompositionEvent): false => {
        clearTimeout(timer);
        composed = data;
        hold();
        return false;
      };
      const settle = (): void => {
        // What others did meanwhile comes now.
        release();
        composed = '';
      };
      const end = (_view: EditorView, { data }: CompositionEvent): false => {
        clearTimeout(timer);
        composed = data;
        timer = setTimeout(settle, settledAfterMs);
        return false;
      };
      return [
        new Plugin({
          props: { handleDOMEvents: { compositionstart: begin, compositionupdate: begin, compositionend: end } },
          appendTransaction: (transactions, before, after) => {
            if (composed === '' || !transactions.some((each) => each.docChanged && isRemote(each))) return null;
            const word = composed;
            // A change of one's own inside of one of theirs would not be shared.
            if (isLost(word, before, after)) queueMicrotask(() => putBack(shown, word));
            return null;
          },
          view: (view) => {
            shown = view;
            return {
              destroy: () => {
                shown = null;
                composed = '';
                clearTimeout(timer);
                release();
              },
            };
          },
        }),
      ];
    },
  });
}

/** Whoever deletes a line knows nothing of what is composed in it. */
function isLost(word: string, before: EditorState, after: EditorState): boolean {
  if (after.selection.$head.parent.textContent.includes(word)) return false;
  return timesIn(before, word) > timesIn(after, word);
}

function timesIn({ doc }: EditorState, word: string): number {
  return doc.textBetween(0, doc.content.size, '\n').split(word).length - 1;
}

/** On a line of its own, where the caret has come to. */
function putBack(view: EditorView | null, word: string): void {
  if (view === null || view.isDestroyed) return;
  const { tr, schema, selection: { $head } } = view.state;
  const { paragraph } = schema.nodes;
  if (paragraph === undefined || $head.depth === 0) return;
  const place = $head.parentOffset === 0 && $head.parent.content.size > 0 ? $head.before(1) : $head.after(1);
  tr.insert(place, paragraph.create(null, schema.text(word)));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, place + 1 + word.length)).scrollIntoView());
}
