/**
 * Knows which edits of this tab are on the server's disk. Pure: each event gives the next state.
 *
 * The server acks a count of frames (sync step 2 and updates) of the present connection [P20]. A frame covers every
 * edit made before it was sent, from the connection's first step 2 on: step 2 holds all that the server lacks, and each
 * later edit has a frame of its own. Before that step 2 an update frame covers nothing for sure: what was typed offline
 * may be missing in it. So "saved" is said too late rather than too early.
 */

/** A frame that covers all edits up to `edits`; `since` is when the oldest of those it adds was made. */
interface Cover {
  readonly frame: number;
  readonly edits: number;
  readonly clock: number;
  readonly since: number | null;
}

interface Connection {
  readonly sent: number;
  readonly acked: number;
  readonly hasSentStep2: boolean;
  /** Un-acked covering frames, oldest first. */
  readonly covers: readonly Cover[];
}

export interface AckLedger {
  /** Edits made in this tab, ever. */
  readonly edits: number;
  /** The first so many of them are on disk. */
  readonly savedEdits: number;
  /** The tab's own Yjs clock after its last edit, and after the last one that is on disk. */
  readonly clock: number;
  readonly savedClock: number;
  /** When the oldest edit that no frame of the present connection covers was made. */
  readonly uncoveredSince: number | null;
  readonly lastEditAt: number | null;
  readonly lastSavedAt: number | null;
  /** A step 2 of this tab was acked: all that it had when it was opened is on disk. */
  readonly isConfirmed: boolean;
  readonly connection: Connection | null;
}

export type LedgerEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'edited'; readonly at: number; readonly clock: number }
  | { readonly type: 'sent'; readonly frame: 'sync-step-2' | 'update' }
  | { readonly type: 'acked'; readonly count: number; readonly at: number };

/** Un-acked frames that are told apart; above it the newest are taken as one, which only delays "saved". */
export const coversMax = 1_024;

export const emptyLedger: AckLedger = {
  edits: 0,
  savedEdits: 0,
  clock: 0,
  savedClock: 0,
  uncoveredSince: null,
  lastEditAt: null,
  lastSavedAt: null,
  isConfirmed: false,
  connection: null,
};

export function reduceLedger(ledger: AckLedger, event: LedgerEvent): AckLedger {
  switch (event.type) {
    case 'opened':
      return { ...forget(ledger), connection: { sent: 0, acked: 0, hasSentStep2: false, covers: [] } };
    case 'closed':
      return forget(ledger);
    case 'edited':
      return {
        ...ledger,
        edits: ledger.edits + 1,
        clock: event.clock,
        lastEditAt: event.at,
        uncoveredSince: ledger.uncoveredSince ?? event.at,
      };
    case 'sent':
      return ledger.connection === null ? ledger : recordSent(ledger, ledger.connection, event.frame);
    case 'acked':
      return ledger.connection === null ? ledger : recordAck(ledger, ledger.connection, event);
  }
}

export function isAllSaved(ledger: AckLedger): boolean {
  return ledger.savedEdits === ledger.edits;
}

/** When the oldest edit that is not on disk was made; null when all are. */
export function unsavedSince(ledger: AckLedger): number | null {
  return ledger.connection?.covers.find((cover) => cover.since !== null)?.since ?? ledger.uncoveredSince;
}

/** A closed connection's frames may or may not have arrived: what was not acked is uncovered again. */
function forget(ledger: AckLedger): AckLedger {
  return { ...ledger, uncoveredSince: unsavedSince(ledger), connection: null };
}

function recordSent(ledger: AckLedger, connection: Connection, frame: 'sync-step-2' | 'update'): AckLedger {
  const sent = connection.sent + 1;
  const hasSentStep2 = connection.hasSentStep2 || frame === 'sync-step-2';
  if (!hasSentStep2) return { ...ledger, connection: { ...connection, sent } };
  const cover: Cover = { frame: sent, edits: ledger.edits, clock: ledger.clock, since: ledger.uncoveredSince };
  return {
    ...ledger,
    uncoveredSince: null,
    connection: { ...connection, sent, hasSentStep2, covers: addCover(connection.covers, cover) },
  };
}

function addCover(covers: readonly Cover[], cover: Cover): readonly Cover[] {
  const last = covers.at(-1);
  if (covers.length < coversMax || last === undefined) return [...covers, cover];
  return [...covers.slice(0, -1), { ...cover, since: last.since ?? cover.since }];
}

function recordAck(ledger: AckLedger, connection: Connection, ack: { count: number; at: number }): AckLedger {
  // A count above what was sent can't be about our frames; believing it could call an edit saved that is not.
  if (ack.count > connection.sent || ack.count <= connection.acked) return ledger;
  const covered = connection.covers.findLast((cover) => cover.frame <= ack.count);
  const covers = connection.covers.filter((cover) => cover.frame > ack.count);
  const isConfirmed = ledger.isConfirmed || covered !== undefined;
  const next = { ...ledger, isConfirmed, connection: { ...connection, acked: ack.count, covers } };
  if (covered === undefined || covered.edits <= ledger.savedEdits) return next;
  return { ...next, savedEdits: covered.edits, savedClock: covered.clock, lastSavedAt: ack.at };
}
