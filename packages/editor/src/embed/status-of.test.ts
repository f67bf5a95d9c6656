import { expect, test } from 'vitest';
import type { SaveStatus } from '../sync/save-status.ts';
import type { StatusSnapshot } from '../sync/status-store.ts';
import { statusOf } from './status-of.ts';
import { createStatusSource } from './status-source.ts';

const snapshot: StatusSnapshot = { status: { kind: 'saved', at: 1 }, isWritable: true, hasContent: true, isCopySetAside: false, stop: null };

const cases: readonly (readonly [SaveStatus, object])[] = [
  [{ kind: 'connecting', isSlow: true }, { state: 'opening', hasUnsaved: false }],
  [{ kind: 'unavailable' }, { state: 'unavailable', hasUnsaved: false }],
  [{ kind: 'pending' }, { state: 'saving', hasUnsaved: true }],
  [{ kind: 'saving' }, { state: 'saving', hasUnsaved: true }],
  [{ kind: 'saved', at: null }, { state: 'saved', hasUnsaved: false }],
  [{ kind: 'offline', changes: 'kept' }, { state: 'offline', hasUnsaved: true }],
  [{ kind: 'offline', changes: 'none' }, { state: 'offline', hasUnsaved: false }],
  [{ kind: 'reconnecting' }, { state: 'reconnecting', hasUnsaved: false }],
  [{ kind: 'not-saved', reason: 'store', isKept: false }, { state: 'not-saved', reason: 'store', hasUnsaved: true }],
  [{ kind: 'read-only', reason: 'schema' }, { state: 'read-only', reason: 'schema', hasUnsaved: false }],
];

test.each(cases)('%j is told as %j', (status, told) => {
  expect(statusOf({ ...snapshot, status })).toMatchObject(told);
});

test('[P30] an end says why, in the server\'s words too, and whether something was lost with it', () => {
  const stop = { reason: 'unauthenticated', message: 'That token has expired.' } as const;
  const ended = statusOf({ ...snapshot, isWritable: false, stop, status: { kind: 'not-saved', reason: 'stopped', isKept: false } });
  expect(ended).toEqual({ state: 'ended', reason: 'unauthenticated', message: 'That token has expired.', isReady: true, isWritable: false, hasUnsaved: true });
});

test('nothing can be written before the document has arrived', () => {
  expect(statusOf({ ...snapshot, hasContent: false })).toMatchObject({ isReady: false, isWritable: false });
});

test('whoever listens hears of what changes in what they are told, and of nothing else', () => {
  let now = snapshot;
  const listeners = new Set<() => void>();
  const source = createStatusSource({
    snapshot: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  const heard: string[] = [];
  const stop = source.subscribe(() => heard.push(source.get().state));
  const become = (next: StatusSnapshot): void => {
    now = next;
    for (const listener of listeners) listener();
  };
  const first = source.get();
  become({ ...snapshot, status: { kind: 'saved', at: 2 } });
  expect(source.get()).toBe(first);
  become({ ...snapshot, status: { kind: 'pending' } });
  become({ ...snapshot, status: { kind: 'saving' } });
  become(snapshot);
  expect(heard).toEqual(['saving', 'saved']);
  stop();
  expect(listeners.size).toBe(0);
});
