/** Places in the text that stay where they are while others write. */
import type { EditorState } from '@tiptap/pm/state';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap';

/** Relative to the shared text; a number where the text is not shared. */
export type SharedPlace = unknown;

interface Binding {
  readonly type: Parameters<typeof absolutePositionToRelativePosition>[1];
  readonly doc: Parameters<typeof relativePositionToAbsolutePosition>[0];
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

function bindingOf(state: EditorState): Binding | null {
  const sync: unknown = ySyncPluginKey.getState(state);
  return typeof sync === 'object' && sync !== null && 'binding' in sync ? (sync.binding as Binding | null) : null;
}

export function toShared(state: EditorState, pos: number): SharedPlace {
  const binding = bindingOf(state);
  return binding === null ? pos : absolutePositionToRelativePosition(pos, binding.type, binding.mapping);
}

/** Null where what was there is gone. */
export function fromShared(state: EditorState, place: SharedPlace): number | null {
  const binding = bindingOf(state);
  if (typeof place === 'number') return Math.min(place, state.doc.content.size);
  if (binding === null) return null;
  const found = relativePositionToAbsolutePosition(binding.doc, binding.type, place as Parameters<typeof relativePositionToAbsolutePosition>[2], binding.mapping);
  return found === null ? null : Math.min(found, state.doc.content.size);
}
