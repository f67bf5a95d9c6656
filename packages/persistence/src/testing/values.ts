/** Bytes from text and back, a snapshot, and the error of a promise: what tests say often. */
import type { Snapshot } from '../document-store.ts';

export function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function text(value: Uint8Array | undefined): string {
  return new TextDecoder().decode(value);
}

/** What is in it is nothing to the store. */
export const snapshot: Snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('') };

/** The error that a promise rejects with. Attached at once, so that it is never unhandled. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
}
