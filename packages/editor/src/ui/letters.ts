/**
 * When the typeface of the text comes. Where this device does not have it yet, it would come at the same time as the editor,
 * and be a third of what a person waits for; so it comes when the editor is there, and until then a face of the device stands in.
 */
const storageKey = 'scriptorium.letters';

/** Holds it back, if this device does not have it; the returned function lets it come. Idempotent. */
export function holdLetters(root: HTMLElement, storage: Storage | null): () => void {
  if (isKnown(storage)) return () => {};
  root.dataset['letters'] = 'later';
  return () => {
    delete root.dataset['letters'];
    try {
      storage?.setItem(storageKey, 'here');
    } catch {
      // A full or forbidden storage: they come late the next time, too.
    }
  };
}

function isKnown(storage: Storage | null): boolean {
  try {
    return storage?.getItem(storageKey) === 'here';
  } catch {
    return false;
  }
}
