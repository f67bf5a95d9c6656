import { describe, expect, test } from 'vitest';
import {
  type SessionFacts, isWritable, keepingAfterMs, offlineAfterMs, savingAfterMs, settledAfterMs, silentAfterMs, statusAt,
} from './save-status.ts';

const now = 1_000_000;
const calm: SessionFacts = {
  offlineSince: null,
  hasFailedToConnect: false,
  hasContent: true,
  hasEverSynced: true,
  isConfirmed: true,
  local: 'none',
  isLoadingCopy: false,
  isCopySetAside: false,
  isCopyTooNew: false,
  session: { saving: true, writable: true, reason: null },
  unsavedSince: null,
  unkeptSince: null,
  lastEditAt: null,
  lastSavedAt: null,
  stop: null,
};

/** Typed after the connection was lost for long. */
const typedOffline = { unsavedSince: now, unkeptSince: now, lastEditAt: now, offlineSince: now - offlineAfterMs } as const;

function status(change: Partial<SessionFacts>, at = now): ReturnType<typeof statusAt>['status'] {
  return statusAt({ ...calm, ...change }, at).status;
}

describe('the status', () => {
  test('a page that is opening says nothing for two seconds, then "Connecting…"', () => {
    const facts = { hasContent: false, hasEverSynced: false, offlineSince: now };
    expect(status(facts)).toEqual({ kind: 'connecting', isSlow: false });
    expect(status(facts, now + offlineAfterMs)).toEqual({ kind: 'connecting', isSlow: true });
  });

  test('an un-acked edit is never "Saved": first no word, then "Saving…"', () => {
    const facts = { unsavedSince: now, lastEditAt: now };
    expect(status(facts).kind).toBe('pending');
    expect(status(facts, now + savingAfterMs - 1).kind).toBe('pending');
    expect(status(facts, now + savingAfterMs).kind).toBe('saving');
  });

  test('"Saved" comes back when all is acked and the typing has settled', () => {
    const facts = { lastEditAt: now, lastSavedAt: now + 5 };
    expect(status(facts, now + 5).kind).toBe('pending');
    expect(status(facts, now + settledAfterMs)).toEqual({ kind: 'saved', at: now + 5 });
  });

  test('an unsaved edit without a connection is "Not saved", after two seconds without one', () => {
    const facts = { unsavedSince: now, unkeptSince: now, offlineSince: now };
    expect(status(facts, now + 1_000).kind).toBe('saving');
    expect(status(facts, now + offlineAfterMs)).toEqual({ kind: 'not-saved', reason: 'offline', isKept: false });
  });

  test('an edit made while disconnected for long is "Not saved" at once', () => {
    expect(status(typedOffline)).toEqual({ kind: 'not-saved', reason: 'offline', isKept: false });
  });

  test('a server that acks nothing is "Not saved" in the end', () => {
    expect(status({ unsavedSince: now, unkeptSince: now }, now + silentAfterMs)).toEqual({ kind: 'not-saved', reason: 'silent', isKept: false });
  });

  test('[L5] a server that acks nothing is as good as none where the device has it', () => {
    const facts = { unsavedSince: now, lastEditAt: now, local: 'ready' } as const;
    expect(status(facts, now + silentAfterMs)).toEqual({ kind: 'offline', changes: 'kept' });
  });

  test('[P21] a server that does not save makes unsaved edits "Not saved", with its reason', () => {
    const session = { saving: false, writable: true, reason: 'store' } as const;
    expect(status({ session, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'store', isKept: true });
    expect(status({ session }).kind).toBe('saved');
  });

  test('[P21] a reader is told so, with the reason, and can\'t write', () => {
    const session = { saving: true, writable: false, reason: 'role' } as const;
    expect(status({ session })).toEqual({ kind: 'read-only', reason: 'role' });
    expect(isWritable({ ...calm, session })).toBe(false);
    expect(status({ session, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'role', isKept: true });
  });

  test('a lost connection with nothing unsaved is "Reconnecting…" after two seconds, not before', () => {
    expect(status({ offlineSince: now }, now + offlineAfterMs - 1).kind).toBe('saved');
    expect(status({ offlineSince: now }, now + offlineAfterMs).kind).toBe('reconnecting');
  });

  test('an ended session is read-only, or not saved where something was unsaved', () => {
    const stop = { reason: 'deleted', message: '' } as const;
    expect(status({ stop })).toEqual({ kind: 'read-only', reason: 'stopped' });
    expect(status({ stop, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'stopped', isKept: true });
    expect(isWritable({ ...calm, stop })).toBe(false);
  });

  test('[L5] "changes kept on this device" only when all of them are, and the typing has settled', () => {
    const kept = { ...typedOffline, local: 'ready', unkeptSince: null } as const;
    expect(status(kept)).toEqual({ kind: 'offline', changes: 'keeping' });
    expect(status(kept, now + settledAfterMs)).toEqual({ kind: 'offline', changes: 'kept' });
    const writing = { ...typedOffline, local: 'ready' } as const;
    expect(status(writing, now + settledAfterMs)).toEqual({ kind: 'offline', changes: 'keeping' });
    expect(status(writing, now + keepingAfterMs)).toEqual({ kind: 'not-saved', reason: 'unavailable', isKept: false });
  });

  test('[L5] a device that keeps nothing is "Not saved" at once, with the reason', () => {
    expect(status({ ...typedOffline, local: 'quota' })).toEqual({ kind: 'not-saved', reason: 'quota', isKept: false });
    expect(status({ ...typedOffline, local: 'unavailable' })).toEqual({ kind: 'not-saved', reason: 'unavailable', isKept: false });
  });

  test('[L5] a device that failed after it had taken every edit has them all the same', () => {
    const facts = { ...typedOffline, local: 'quota', unkeptSince: null } as const;
    expect(status(facts, now + settledAfterMs)).toEqual({ kind: 'offline', changes: 'kept' });
  });

  test('a copy that was opened without a network says "Offline", and promises nothing where there is nothing', () => {
    const facts = { hasEverSynced: false, isConfirmed: false, offlineSince: now, local: 'ready' } as const;
    expect(status(facts).kind).toBe('pending');
    expect(status(facts, now + offlineAfterMs)).toEqual({ kind: 'offline', changes: 'none' });
  });

  test('[L7] "Saved" is not said before the server has acked what the tab was opened with', () => {
    expect(status({ isConfirmed: false }).kind).toBe('pending');
    expect(status({ isConfirmed: true }).kind).toBe('saved');
  });

  test('[L6] a document that is neither here nor to be had can\'t be opened; one that is only slow is waited for', () => {
    const facts = { hasContent: false, hasEverSynced: false, offlineSince: now, hasFailedToConnect: true };
    expect(status(facts, now + offlineAfterMs)).toEqual({ kind: 'unavailable' });
    expect(status({ ...facts, isLoadingCopy: true }, now + offlineAfterMs)).toEqual({ kind: 'connecting', isSlow: true });
    expect(status({ ...facts, hasFailedToConnect: false }, now + offlineAfterMs)).toEqual({ kind: 'connecting', isSlow: true });
  });

  test('[L9] a copy of a newer page is for reading', () => {
    expect(status({ isCopyTooNew: true })).toEqual({ kind: 'read-only', reason: 'schema' });
    expect(isWritable({ ...calm, isCopyTooNew: true })).toBe(false);
  });

  test('each status that time changes says when', () => {
    const cases: readonly Partial<SessionFacts>[] = [
      { hasContent: false, offlineSince: now },
      { hasContent: false, offlineSince: now, hasFailedToConnect: true },
      { ...typedOffline, local: 'ready', unkeptSince: null },
      { ...typedOffline, local: 'ready' },
      { unsavedSince: now },
      { unsavedSince: now - savingAfterMs },
      { unsavedSince: now, unkeptSince: now, offlineSince: now },
      { lastEditAt: now },
      { offlineSince: now },
      { offlineSince: now, lastEditAt: now },
    ];
    for (const change of cases) {
      const facts = { ...calm, ...change };
      const { status: before, changesAt } = statusAt(facts, now);
      expect(changesAt, JSON.stringify(change)).not.toBeNull();
      expect(statusAt(facts, changesAt ?? 0).status, JSON.stringify(change)).not.toEqual(before);
      expect(statusAt(facts, (changesAt ?? 0) - 1).status, JSON.stringify(change)).toEqual(before);
    }
  });
});
