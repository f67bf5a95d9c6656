/** Whether two encodings hold the same document, wherever they split its structs. */
import * as Y from 'yjs';
import { partsOf } from '../section.ts';

/**
 * Both as `Y.encodeStateAsUpdate` writes them. A Y.Doc splits an item where something names its middle, and does not always put it
 * together again: crafted names make the splits differ at every load.
 */
export function isSameDocument(left: Uint8Array, right: Uint8Array): boolean {
  if (isSame(left, right)) return true;
  return isSame(partsOf(left).deleted, partsOf(right).deleted) && isSame(joinedStructs(left), joinedStructs(right));
}

export function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** The structs, those put together that may be, one after the other. */
function joinedStructs(update: Uint8Array): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  let last: Y.Item | Y.GC | null = null;
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct instanceof Y.Skip) throw new Error('A whole document has a hole.');
    if (last !== null && join(last, struct)) continue;
    last?.write(encoder, 0);
    last = struct;
  }
  last?.write(encoder, 0);
  return encoder.toUint8Array();
}

/** As `mergeWith` of yjs 13.6 src/structs, but for the places in the list, which an encoding does not have. */
function join(left: Y.Item | Y.GC, right: Y.Item | Y.GC): boolean {
  if (left.id.client !== right.id.client) return false;
  if (left instanceof Y.GC || right instanceof Y.GC) return left instanceof Y.GC && right instanceof Y.GC && left.mergeWith(right);
  const isContinued = Y.compareIDs(right.origin, left.lastId) && Y.compareIDs(left.rightOrigin, right.rightOrigin);
  if (!isContinued || left.content.constructor !== right.content.constructor || !left.content.mergeWith(right.content)) return false;
  left.length += right.length;
  return true;
}
