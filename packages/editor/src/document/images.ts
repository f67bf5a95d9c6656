/** The chosen image, and what can be changed about one. */
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { type ImageAttributes, isOwnFile, readImage, readWidth, widthMin } from './nodes/image.ts';
import { mayWrite } from './read-only.ts';

export { readWidth, widthMax, widthMin } from './nodes/image.ts';

export interface ChosenImage extends ImageAttributes {
  readonly pos: number;
  /** It is drawn here. */
  readonly isOwn: boolean;
}

/** Null where something else is selected. */
export function chosenImage(editor: Editor): ChosenImage | null {
  if (!mayWrite(editor)) return null;
  const { selection } = editor.state;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return null;
  const image = readImage(selection.node.attrs);
  return { ...image, pos: selection.from, isOwn: isOwnFile(image.src) };
}

export function imageElement(editor: Editor, pos: number): HTMLElement | null {
  if (editor.isDestroyed) return null;
  const element = editor.view.nodeDOM(pos);
  return element instanceof HTMLElement ? element : null;
}

/** Its height follows. */
export function resizeImage(editor: Editor, pos: number, width: number): void {
  changeImage(editor, pos, { width: Math.max(widthMin, readWidth(width) ?? widthMin) });
}

/** Empty texts are none. The image stays chosen. */
export function changeImage(editor: Editor, pos: number, change: Partial<Pick<ImageAttributes, 'alt' | 'title' | 'width'>>): void {
  const { state, view } = editor;
  if (state.doc.nodeAt(pos)?.type.name !== 'image') return;
  const { tr } = state;
  for (const [name, value] of Object.entries({ ...change, height: null })) tr.setNodeAttribute(pos, name, value === '' ? null : value);
  view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)));
}
