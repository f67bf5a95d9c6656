/** Turns what is known about the connection, the acks and the session into the one status that a person sees. Pure. */
import type { SessionReason, SessionState } from '@scriptorium/protocol';

/** Why the server ended this session for good. */
export type StopReason = 'malformed' | 'unauthenticated' | 'forbidden' | 'deleted' | 'schema' | 'size' | 'refused';

export interface Stop {
  readonly reason: StopReason;
  /** The server's own sentence, or empty. */
  readonly message: string;
}

export type NotSavedReason = 'offline' | 'silent' | 'stopped' | SessionReason;

export type SaveStatus =
  | { readonly kind: 'connecting'; readonly isSlow: boolean }
  | { readonly kind: 'reconnecting' }
  /** An edit is on its way for less than `savingAfterMs`, or was made a moment ago: too early for a word. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'not-saved'; readonly reason: NotSavedReason }
  | { readonly kind: 'read-only'; readonly reason: SessionReason | 'stopped' | null };

export interface SessionFacts {
  /** Since when there is no open connection; null while there is one. */
  readonly offlineSince: number | null;
  readonly hasEverSynced: boolean;
  readonly session: SessionState | null;
  readonly unsavedSince: number | null;
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
/** A connection on which nothing was acked for so long saves nothing. */
export const silentAfterMs = 10_000;

export interface TimedStatus {
  readonly status: SaveStatus;
  /** When to ask again although nothing has happened; null if time alone changes nothing. */
  readonly changesAt: number | null;
}

export function statusAt(facts: SessionFacts, now: number): TimedStatus {
  if (facts.stop !== null) return steady(stoppedStatus(facts));
  if (!facts.hasEverSynced) {
    const slowAt = (facts.offlineSince ?? now) + offlineAfterMs;
    return now >= slowAt
      ? steady({ kind: 'connecting', isSlow: true })
      : { status: { kind: 'connecting', isSlow: false }, changesAt: slowAt };
  }
  if (facts.unsavedSince !== null) return unsavedStatus(facts, facts.unsavedSince, now);
  return quietStatus(facts, now);
}

/** Whether a person may type: not after the end, and not as a reader. */
export function isWritable(facts: SessionFacts): boolean {
  return facts.stop === null && (facts.session?.writable ?? true);
}

function stoppedStatus(facts: SessionFacts): SaveStatus {
  return facts.unsavedSince === null
    ? { kind: 'read-only', reason: 'stopped' }
    : { kind: 'not-saved', reason: 'stopped' };
}

function unsavedStatus(facts: SessionFacts, since: number, now: number): TimedStatus {
  const { session, offlineSince } = facts;
  if (offlineSince === null && session !== null && (!session.saving || !session.writable)) {
    return steady({ kind: 'not-saved', reason: session.reason ?? 'store' });
  }
  // Typed while disconnected: the connection's loss counts, not the keystroke, so the truth is told at once.
  const lostAt = offlineSince === null ? since + silentAfterMs : offlineSince + offlineAfterMs;
  if (now >= lostAt) return steady({ kind: 'not-saved', reason: offlineSince === null ? 'silent' : 'offline' });
  const savingAt = since + savingAfterMs;
  if (now >= savingAt) return { status: { kind: 'saving' }, changesAt: lostAt };
  return { status: { kind: 'pending' }, changesAt: Math.min(savingAt, lostAt) };
}

function quietStatus(facts: SessionFacts, now: number): TimedStatus {
  const { session, offlineSince, lastEditAt } = facts;
  const lostAt = offlineSince === null ? Infinity : offlineSince + offlineAfterMs;
  if (now >= lostAt) return steady({ kind: 'reconnecting' });
  const until = (status: SaveStatus, at: number): TimedStatus => {
    const changesAt = Math.min(at, lostAt);
    return { status, changesAt: changesAt === Infinity ? null : changesAt };
  };
  if (session !== null && !session.writable) return until({ kind: 'read-only', reason: session.reason }, Infinity);
  const settledAt = (lastEditAt ?? -Infinity) + settledAfterMs;
  if (now < settledAt) return until({ kind: 'pending' }, settledAt);
  return until({ kind: 'saved', at: facts.lastSavedAt }, Infinity);
}

function steady(status: SaveStatus): TimedStatus {
  return { status, changesAt: null };
}
