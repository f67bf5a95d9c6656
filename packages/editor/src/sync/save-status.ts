/** Turns what is known about the connection, the acks and the session into the one status that a person sees. Pure. */
import type { SessionReason, SessionState } from '@scriptorium/protocol';

/** Why the server ended this session for good. */
export type StopReason = 'malformed' | 'unauthenticated' | 'forbidden' | 'deleted' | 'schema' | 'size' | 'refused';

export interface Stop {
  readonly reason: StopReason;
  /** The server's own sentence, or empty. */
  readonly message: string;
}

/** `quota`, `unavailable`: there is no connection, and this device does not keep the edits either. */
export type NotSavedReason = 'offline' | 'quota' | 'unavailable' | 'silent' | 'stopped' | SessionReason;

/** Whether the tab has a store of its own, and whether that works. */
export type LocalStoreFact = 'none' | 'ready' | 'quota' | 'unavailable';

/** `kept`: there are edits that the server lacks, and all are on this device. `keeping`: not all of them yet. */
export type OfflineChanges = 'none' | 'keeping' | 'kept';

export type SaveStatus =
  | { readonly kind: 'connecting'; readonly isSlow: boolean }
  /** The document was never opened on this device, and the server can't be reached. */
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'offline'; readonly changes: OfflineChanges }
  /** An edit is on its way for less than `savingAfterMs`, or was made a moment ago: too early for a word. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number | null }
  /** `isKept`: the server lacks edits, but they are on this device. */
  | { readonly kind: 'not-saved'; readonly reason: NotSavedReason; readonly isKept: boolean }
  | { readonly kind: 'read-only'; readonly reason: SessionReason | 'stopped' | null };

export interface SessionFacts {
  /** Since when there is no open connection; null while there is one. */
  readonly offlineSince: number | null;
  readonly hasFailedToConnect: boolean;
  /** The document is here: from the server, or from this device. */
  readonly hasContent: boolean;
  readonly hasEverSynced: boolean;
  /** The server has acked all that this tab had when it was opened. */
  readonly isConfirmed: boolean;
  readonly local: LocalStoreFact;
  /** The copy on this device is being looked for. */
  readonly isLoadingCopy: boolean;
  /** The copy on this device could not be read, and was set aside. */
  readonly isCopySetAside: boolean;
  /** What is shown is a copy that was written with a newer page: for reading only. */
  readonly isCopyTooNew: boolean;
  readonly session: SessionState | null;
  readonly unsavedSince: number | null;
  /** Since when there is an edit that is neither on the server's disk nor on this device; null when there is none. */
  readonly unkeptSince: number | null;
  readonly lastEditAt: number | null;
  readonly lastSavedAt: number | null;
  readonly stop: Stop | null;
}

/** "Saving…" appears for what is un-acked for longer. */
export const savingAfterMs = 300;
/** "Saved" comes back so long after the last edit, so that it does not blink between keystrokes. */
export const settledAfterMs = 500;
/** "Reconnecting…", "Connecting…" and "Not saved" for want of a connection appear after so long. */
export const offlineAfterMs = 2_000;
/** Writing an edit to this device takes no longer; else it counts as not kept. */
export const keepingAfterMs = 1_000;
/** A connection on which nothing was acked for so long saves nothing. */
export const silentAfterMs = 10_000;

export interface TimedStatus {
  readonly status: SaveStatus;
  /** When to ask again although nothing has happened; null if time alone changes nothing. */
  readonly changesAt: number | null;
}

export function statusAt(facts: SessionFacts, now: number): TimedStatus {
  if (facts.stop !== null) return steady(stoppedStatus(facts));
  if (!facts.hasContent) return openingStatus(facts, now);
  if (facts.isCopyTooNew) return steady({ kind: 'read-only', reason: 'schema' });
  if (facts.unsavedSince !== null) return unsavedStatus(facts, facts.unsavedSince, now);
  return quietStatus(facts, now);
}

/** Whether a person may type: not after the end, not as a reader, and not in what this page does not understand. */
export function isWritable(facts: SessionFacts): boolean {
  return facts.stop === null && !facts.isCopyTooNew && (facts.session?.writable ?? true);
}

function openingStatus(facts: SessionFacts, now: number): TimedStatus {
  const slowAt = (facts.offlineSince ?? now) + offlineAfterMs;
  if (now < slowAt) return { status: { kind: 'connecting', isSlow: false }, changesAt: slowAt };
  const isOffline = facts.hasFailedToConnect && facts.offlineSince !== null && !facts.isLoadingCopy;
  return steady(isOffline ? { kind: 'unavailable' } : { kind: 'connecting', isSlow: true });
}

function stoppedStatus(facts: SessionFacts): SaveStatus {
  return facts.unsavedSince === null ? { kind: 'read-only', reason: 'stopped' } : notSaved(facts, 'stopped');
}

function unsavedStatus(facts: SessionFacts, since: number, now: number): TimedStatus {
  const { session, offlineSince } = facts;
  if (offlineSince === null && session !== null && (!session.saving || !session.writable)) {
    return steady(notSaved(facts, session.reason ?? 'store'));
  }
  // Typed while disconnected: the connection's loss counts, not the keystroke, so the truth is told at once.
  const lostAt = offlineSince === null ? since + silentAfterMs : offlineSince + offlineAfterMs;
  // A server that does not answer is none, as long as nothing is lost by it.
  const isSilent = offlineSince === null && facts.unkeptSince !== null;
  if (now >= lostAt) return isSilent ? steady(notSaved(facts, 'silent')) : offlineStatus(facts, now);
  const savingAt = since + savingAfterMs;
  if (now >= savingAt) return { status: { kind: 'saving' }, changesAt: lostAt };
  return { status: { kind: 'pending' }, changesAt: Math.min(savingAt, lostAt) };
}

/** While a person types, "Offline" stands still; that the changes are kept is added when they are and the typing has settled. */
function offlineStatus(facts: SessionFacts, now: number): TimedStatus {
  if (facts.local !== 'ready' && facts.unkeptSince !== null) {
    return steady(notSaved(facts, facts.local === 'none' ? 'offline' : facts.local));
  }
  if (facts.unkeptSince !== null) {
    const lateAt = facts.unkeptSince + keepingAfterMs;
    if (now >= lateAt) return steady(notSaved(facts, 'unavailable'));
    return { status: { kind: 'offline', changes: 'keeping' }, changesAt: lateAt };
  }
  const settledAt = (facts.lastEditAt ?? -Infinity) + settledAfterMs;
  if (now < settledAt) return { status: { kind: 'offline', changes: 'keeping' }, changesAt: settledAt };
  return steady({ kind: 'offline', changes: 'kept' });
}

function notSaved(facts: SessionFacts, reason: NotSavedReason): SaveStatus {
  return { kind: 'not-saved', reason, isKept: facts.unkeptSince === null };
}

function quietStatus(facts: SessionFacts, now: number): TimedStatus {
  const { session, offlineSince, lastEditAt } = facts;
  const lostAt = offlineSince === null ? Infinity : offlineSince + offlineAfterMs;
  if (now >= lostAt) return steady(facts.hasEverSynced ? { kind: 'reconnecting' } : { kind: 'offline', changes: 'none' });
  const until = (status: SaveStatus, at: number): TimedStatus => {
    const changesAt = Math.min(at, lostAt);
    return { status, changesAt: changesAt === Infinity ? null : changesAt };
  };
  if (session !== null && !session.writable) return until({ kind: 'read-only', reason: session.reason }, Infinity);
  const settledAt = (lastEditAt ?? -Infinity) + settledAfterMs;
  if (now < settledAt) return until({ kind: 'pending' }, settledAt);
  // What this tab had when it was opened may be news to the server.
  if (!facts.isConfirmed) return until({ kind: 'pending' }, Infinity);
  return until({ kind: 'saved', at: facts.lastSavedAt }, Infinity);
}

function steady(status: SaveStatus): TimedStatus {
  return { status, changesAt: null };
}
