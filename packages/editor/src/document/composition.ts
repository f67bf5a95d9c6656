/** Tells the session while a person composes a character in the text, so that nobody's writing ends the composition. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

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
      const begin = (): false => {
        clearTimeout(timer);
        hold();
        return false;
      };
      const end = (): false => {
        clearTimeout(timer);
        timer = setTimeout(release, settledAfterMs);
        return false;
      };
      return [
        new Plugin({
          props: { handleDOMEvents: { compositionstart: begin, compositionupdate: begin, compositionend: end } },
          view: () => ({
            destroy: () => {
              clearTimeout(timer);
              release();
            },
          }),
        }),
      ];
    },
  });
}
