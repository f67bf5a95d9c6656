/** Frames as bytes, written from the protocol's tables and not with the code that is tested. */
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/** Sync step 1 of a client that has nothing. */
export const emptyStep1 = Uint8Array.of(0, 0, 1, 0);
/** Sync step 2 of a client that has nothing. */
export const emptyStep2 = Uint8Array.of(0, 1, 2, 0, 0);

/** `0, 2, varUint8Array update`. */
export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(2, update);
}

/** `0, 1, varUint8Array update`. */
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(1, update);
}

/** The Yjs update in a sync step 2 or an update frame, or null for any other frame. */
export function updateOf(frame: Uint8Array): Uint8Array | null {
  const decoder = createDecoder(frame);
  if (readVarUint(decoder) !== 0) return null;
  if (readVarUint(decoder) === 0) return null;
  return readVarUint8Array(decoder);
}

/** The reason in a `denied` frame (`2, 0, varString`), or null for any other frame. */
export function deniedReasonOf(frame: Uint8Array): string | null {
  const decoder = createDecoder(frame);
  if (readVarUint(decoder) !== 2) return null;
  if (readVarUint(decoder) !== 0) return null;
  return readVarString(decoder);
}

/** The count in an ack frame (`100, varUint`), or null for any other frame. */
export function ackCountOf(frame: Uint8Array): number | null {
  const decoder = createDecoder(frame);
  return readVarUint(decoder) === 100 ? readVarUint(decoder) : null;
}

function syncFrame(kind: 1 | 2, update: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, kind);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}
