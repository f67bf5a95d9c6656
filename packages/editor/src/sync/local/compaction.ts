/** Makes one update of many, without what was deleted since. Pure. */
import * as Y from 'yjs';

/** Merging is quadratic in the number of updates, so it goes by groups. */
const groupMax = 32;

/** One update that holds all of them. Throws where one can't be read. */
export function compactUpdates(updates: readonly Uint8Array[]): Uint8Array {
  // Two documents' worth of applying could invent deletions of formatting: one merged update can't.
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, mergeAll(updates));
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}

/** As it stands, with everything that was deleted; cheap for a few small ones. */
export function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let level = [...updates];
  while (level.length > 1) {
    const groups: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += groupMax) {
      const group = level.slice(at, at + groupMax);
      groups.push(group.length === 1 && group[0] !== undefined ? group[0] : Y.mergeUpdates(group));
    }
    level = groups;
  }
  return level[0] ?? Uint8Array.of(0, 0);
}
