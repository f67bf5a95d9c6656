import { describe, expect, test } from 'vitest';
import {
  type SessionFacts, isWritable, offlineAfterMs, savingAfterMs, settledAfterMs, silentAfterMs, statusAt,
} from './save-status.ts';

const now = 1_000_000;
const calm: SessionFacts = {
  offlineSince: null,
  hasEverSynced: true,
  session: { saving: true, writable: true, reason: null },
  unsavedSince: null,
  lastEditAt: null,
  lastSavedAt: null,
  stop: null,
};

function status(change: Partial<SessionFacts>, at = now): ReturnType<typeof statusAt>['status'] {
  return statusAt({ ...calm, ...change }, at).status;
}

describe('the status', () => {
  test('a page that is opening says nothing for two seconds, then "Connecting…"', () => {
    const facts = { hasEverSynced: false, offlineSince: now };
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
    const facts = { unsavedSince: now, offlineSince: now };
    expect(status(facts, now + 1_000).kind).toBe('saving');
    expect(status(facts, now + offlineAfterMs)).toEqual({ kind: 'not-saved', reason: 'offline' });
  });

  test('an edit made while disconnected for long is "Not saved" at once', () => {
    expect(status({ unsavedSince: now, offlineSince: now - offlineAfterMs })).toEqual({ kind: 'not-saved', reason: 'offline' });
  });

  test('a server that acks nothing is "Not saved" in the end', () => {
    expect(status({ unsavedSince: now }, now + silentAfterMs)).toEqual({ kind: 'not-saved', reason: 'silent' });
  });

  test('[P21] a server that does not save makes unsaved edits "Not saved", with its reason', () => {
    const session = { saving: false, writable: true, reason: 'store' } as const;
    expect(status({ session, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'store' });
    expect(status({ session }).kind).toBe('saved');
  });

  test('[P21] a reader is told so, with the reason, and can\'t write', () => {
    const session = { saving: true, writable: false, reason: 'role' } as const;
    expect(status({ session })).toEqual({ kind: 'read-only', reason: 'role' });
    expect(isWritable({ ...calm, session })).toBe(false);
    expect(status({ session, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'role' });
  });

  test('a lost connection with nothing unsaved is "Reconnecting…" after two seconds, not before', () => {
    expect(status({ offlineSince: now }, now + offlineAfterMs - 1).kind).toBe('saved');
    expect(status({ offlineSince: now }, now + offlineAfterMs).kind).toBe('reconnecting');
  });

  test('an ended session is read-only, or not saved where something was unsaved', () => {
    const stop = { reason: 'deleted', message: '' } as const;
    expect(status({ stop })).toEqual({ kind: 'read-only', reason: 'stopped' });
    expect(status({ stop, unsavedSince: now })).toEqual({ kind: 'not-saved', reason: 'stopped' });
    expect(isWritable({ ...calm, stop })).toBe(false);
  });

  test('each status that time changes says when', () => {
    const cases: readonly Partial<SessionFacts>[] = [
      { hasEverSynced: false, offlineSince: now },
      { unsavedSince: now },
      { unsavedSince: now - savingAfterMs },
      { unsavedSince: now, offlineSince: now },
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
