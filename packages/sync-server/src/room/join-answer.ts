/** What a joiner is sent for its state vector, out of bytes that are there already. [J1]–[J4] */
import type { Snapshot } from '@scriptorium/persistence';
import { sectionsAbove } from './fold.ts';
import { covers, type StateVector } from './state-vector.ts';
import type { Tail } from './tail.ts';
import { EMPTY_UPDATE, writeUpdate } from './update-writer.ts';

export type JoinAnswer =
  /** All but the last go as `update` frames, the last as sync step 2. Never empty. */
  | { readonly kind: 'frames'; readonly updates: readonly Uint8Array[] }
  /** What the client lacks of these, for the worker to find: its answer goes as sync step 2. */
  | { readonly kind: 'diff'; readonly updates: readonly Uint8Array[]; readonly stateVector: Uint8Array };

/** The durable content of a document. */
export interface DurableContent {
  readonly snapshot: Snapshot | null;
  /** Of the snapshot; empty while there is none. */
  readonly snapshotVector: StateVector;
  readonly tail: Tail;
  /** Every durable deletion, as the delete set of an update. */
  readonly deleted: () => Uint8Array;
}

/** Up to this many bytes a document is sent whole rather than compared. */
const WHOLE_BYTES_MAX = 64 * 1024;

export function answerTo(client: StateVector, encoded: () => Uint8Array, content: DurableContent): JoinAnswer {
  if (client.size === 0) return { kind: 'frames', updates: framesOf(content) };
  if (covers(client, content.snapshotVector)) {
    const sections = content.tail.pieces.flatMap(({ parts }) => sectionsAbove(parts.sections, client));
    return { kind: 'frames', updates: [writeUpdate(sections, content.deleted())] };
  }
  if ((content.snapshot?.update.byteLength ?? 0) + content.tail.byteLength <= WHOLE_BYTES_MAX) {
    return { kind: 'frames', updates: framesOf(content) };
  }
  return { kind: 'diff', updates: wholeOf(content), stateVector: encoded() };
}

/** The snapshot and the pieces of the tail as they are. */
export function wholeOf({ snapshot, tail }: Pick<DurableContent, 'snapshot' | 'tail'>): readonly Uint8Array[] {
  const updates = tail.pieces.map(({ update }) => update);
  return snapshot === null ? updates : [snapshot.update, ...updates];
}

/**
 * The snapshot and the tail, in two frames at most and the same bytes for every joiner. Each update that a Y.Doc applies on its own
 * is a chance for it to take formatting for redundant that is not, and to delete it for everybody. [J1]
 */
export function framesOf({ snapshot, tail }: DurableContent): readonly Uint8Array[] {
  const updates = [snapshot?.update, tail.whole()].filter((update) => update instanceof Uint8Array);
  return updates.length === 0 ? [EMPTY_UPDATE] : updates;
}
