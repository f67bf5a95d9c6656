/** Stands in the build for ProseMirror's own history, which StarterKit imports and we switch off: undo is Yjs', own edits only. */

function missing(): never {
  throw new Error('ProseMirror’s history is not part of this page: undo comes with the Yjs binding.');
}

export const history: () => never = missing;
export const undo: () => never = missing;
export const redo: () => never = missing;
