/**
 * Places among the editor's plugins for what comes after the editor. A plugin that is added later has all of them set up anew, and the
 * whole document read and drawn once more; what is given to a place is asked from then on, and nothing else happens.
 */
import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorProps } from '@tiptap/pm/view';

/** Who is asked first stands first. */
const places = { pastedText: new PluginKey('pastedText'), uploads: new PluginKey('uploads') } as const;

export const LateProps = Extension.create({
  name: 'lateProps',
  // Before tables, code blocks and links, which take texts and pictures of their own.
  priority: 2_000,
  addProseMirrorPlugins: () => Object.values(places).map((key) => new Plugin({ key })),
});

/** Gives back the way to take them away. Only events that the editor listens to anyway are heard. Throws where the editor has no such place. */
export function giveProps(editor: Editor, place: keyof typeof places, props: EditorProps): () => void {
  const plugin = places[place].get(editor.state);
  if (plugin === undefined) throw new Error(`The editor has no place for "${place}": it was made without LateProps.`);
  Object.assign(plugin.props, props);
  return () => {
    for (const [name, value] of Object.entries(props)) {
      if (Reflect.get(plugin.props, name) === value) Reflect.deleteProperty(plugin.props, name);
    }
  };
}
