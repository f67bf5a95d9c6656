/** What a joiner is sent for its state vector, out of bytes that are there already. [J1]–[J4] */
import type { Snapshot } from '@scriptorium/persistence';
import { sectionsAbove } from './fold.ts';
import { covers, type StateVector } from './state-vector.ts';
import type { Piece } from './tail.ts';
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
  readonly pieces: readonly Piece[];
  /** Every durable deletion, as the delete set of an update. */
  readonly deleted: () => Uint8Array;
}

/** Up to this many bytes a document is sent whole rather than compared. */
const WHOLE_BYTES_MAX = 64 * 1024;

export function answerTo(client: StateVector, encoded: () => Uint8Array, content: DurableContent): JoinAnswer {
  if (client.size === 0) return { kind: 'frames', updates: orEmpty(wholeOf(content)) };
  if (covers(client, content.snapshotVector)) {
    const sections = content.pieces.flatMap((piece) => sectionsAbove(piece.sections, client));
    return { kind: 'frames', updates: [writeUpdate(sections, content.deleted())] };
  }
  const updates = wholeOf(content);
  const bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
  if (bytes <= WHOLE_BYTES_MAX) return { kind: 'frames', updates };
  return { kind: 'diff', updates, stateVector: encoded() };
}

/** The snapshot and the tail as they are: the same bytes for every joiner. */
export function wholeOf({ snapshot, pieces }: Pick<DurableContent, 'snapshot' | 'pieces'>): readonly Uint8Array[] {
  const tail = pieces.map(({ update }) => update);
  return snapshot === null ? tail : [snapshot.update, ...tail];
}

function orEmpty(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  return updates.length === 0 ? [EMPTY_UPDATE] : updates;
}
