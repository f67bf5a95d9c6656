/** Draws the others' carets and selections, from what presence knows of them. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin } from '@tiptap/pm/state';
import { DecorationSet } from '@tiptap/pm/view';
import { setMeta, yCursorPlugin, yCursorPluginKey } from '@tiptap/y-tiptap';
import type { Presence } from '../sync/presence.ts';
import { CaretLabels } from './caret-labels.ts';

export interface CaretOptions {
  readonly presence: Presence;
  /** The name on the label of someone who has none. */
  readonly namelessLabel: string;
}

export function caretExtension({ presence, namelessLabel }: CaretOptions): Extension {
  const labels = new CaretLabels({ presence, namelessLabel });
  return Extension.create({
    name: 'carets',
    priority: 999,
    addProseMirrorPlugins() {
      const plugin = yCursorPlugin(asAwareness(presence), {
        cursorBuilder: (_user: unknown, clientId: number) => labels.create(clientId),
        selectionBuilder: (_user: unknown, clientId: number) => selectionAttributes(presence, clientId),
      });
      return [plugin, afterDrawing(labels)];
    },
    onCreate() {
      labels.open();
    },
    onDestroy() {
      labels.close();
    },
  });
}

/** Has the names placed. And where blocks come, go or move the plugin takes every caret away, until there is news of one: they are still there. */
function afterDrawing(labels: CaretLabels): Plugin {
  const drawn = (state: EditorState): unknown => yCursorPluginKey.getState(state);
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        const [now, then] = [drawn(view.state), drawn(before)];
        if (now === then) return;
        labels.placeMoved();
        if (now === DecorationSet.empty) setMeta(view, yCursorPluginKey, { awarenessUpdated: true });
      },
    }),
  });
}

/** What the plugin uses of an awareness instance, answered by presence: kept states, and the pace both ways. */
function asAwareness(presence: Presence): Parameters<typeof yCursorPlugin>[0] {
  const unsubscribes = new Map<() => void, () => void>();
  const awareness = {
    getStates: () => withColours(presence.caretStates()),
    getLocalState: () => ({ cursor: presence.caret }),
    setLocalStateField: (_field: string, caret: unknown) => presence.setCaret(caret),
    on: (_event: string, listener: () => void) => void unsubscribes.set(listener, presence.subscribe(listener)),
    off: (_event: string, listener: () => void) => {
      unsubscribes.get(listener)?.();
      unsubscribes.delete(listener);
    },
  };
  return awareness as unknown as Parameters<typeof yCursorPlugin>[0];
}

/** The plugin writes defaults into users without a colour, and warns of colours that it can't read. */
function withColours(states: Map<number, Record<string, unknown>>): Map<number, Record<string, unknown>> {
  return new Map([...states].map(([id, state]) => [id, { ...state, user: { name: '', color: '#000000' } }]));
}

function selectionAttributes(presence: Presence, clientId: number): { class: string } {
  const participant = presence.participant(clientId);
  if (participant === null || presence.isSelectionIdle(clientId)) return { class: 'caret-selection is-idle' };
  return { class: `caret-selection person-${participant.colour}${participant.isAway ? ' is-away' : ''}` };
}
