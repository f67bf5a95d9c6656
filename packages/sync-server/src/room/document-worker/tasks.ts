/** What the worker does, as functions of bytes. They build Y.Docs, so they do not run on the relay's thread. */
import type { Snapshot } from '@scriptorium/persistence';
import * as Y from 'yjs';
import { DeletedRanges } from '../deleted-ranges.ts';
import type { CompactionInput } from '../document-state.ts';
import { foldUpdates, updateAbove } from '../fold.ts';
import { partsOf } from '../section.ts';
import { decodeOwnStateVector } from '../state-vector.ts';
import { describeDocument } from './describe-document.ts';
import { isSame, isSameDocument } from './same-document.ts';
import type { CompactionResult, Description } from './worker-contract.ts';

export type CompactionOutcome =
  | { readonly kind: 'compacted'; readonly result: CompactionResult }
  /** `reason` is one sentence without content. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Exactly one apply of one update: what is applied in two steps can invent deletions of formatting. [J10] */
export function compact(input: CompactionInput): CompactionOutcome {
  const doc = load(input.updates);
  const update = Y.encodeStateAsUpdate(doc);
  // Yjs ends a whole state with all that is deleted, GC structs and deleted items too.
  const snapshot = { update, stateVector: Y.encodeStateVector(doc), deletedRanges: partsOf(update).deleted.slice() };
  const reason = faultOf(doc, snapshot, input);
  if (reason !== null) return { kind: 'rejected', reason };
  return { kind: 'compacted', result: { snapshot, description: describeDocument(doc) } };
}

export function describe(updates: readonly Uint8Array[]): Description {
  return describeDocument(load(updates));
}

export function diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Uint8Array {
  return updateAbove(updates, decodeOwnStateVector(stateVector));
}

/** Under the fresh client id of a new Y.Doc. */
export function setTitle(updates: readonly Uint8Array[], title: string): Uint8Array | null {
  const doc = load(updates);
  const text = doc.getText('title');
  if (text.toString() === title) return null;
  const changes: Uint8Array[] = [];
  doc.on('update', (change: Uint8Array) => changes.push(change));
  doc.transact(() => {
    text.delete(0, text.length);
    text.insert(0, title);
  });
  return foldUpdates(changes);
}

export function copy(updates: readonly Uint8Array[], title: string | null): Uint8Array {
  const change = title === null ? null : setTitle(updates, title);
  return Y.encodeStateAsUpdate(load(change === null ? updates : [...updates, change]));
}

function load(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, foldUpdates(updates));
  return doc;
}

/** Why the snapshot must not take the place of what it was made of; null if it may. [J11] */
function faultOf(doc: Y.Doc, snapshot: Snapshot, input: CompactionInput): string | null {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'Parts of the document wait for others that are not there.';
  if (!isSame(snapshot.stateVector, input.stateVector)) return 'The snapshot has another state vector than the document.';
  const lost = DeletedRanges.decode(input.deletedRanges).minus(DeletedRanges.decode(snapshot.deletedRanges));
  if (lost.rangeCount > 0) return `The snapshot lacks ${lost.rangeCount} ranges of deletions.`;
  const again = Y.encodeStateAsUpdate(load([snapshot.update]));
  return isSameDocument(again, snapshot.update) ? null : 'The snapshot changes when it is loaded again.';
}
