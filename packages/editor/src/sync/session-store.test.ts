import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { loneSession } from '../testing/lone-session.ts';
import { SessionStore } from './session-store.ts';

function open(): { clock: FakeClock; store: SessionStore } {
  const clock = new FakeClock();
  const store = new SessionStore({ clock, open: (documentId) => loneSession(clock, documentId) });
  return { clock, store };
}

test('two mounts of one document, one after the other, meet in one session', () => {
  const { clock, store } = open();
  const first = store.get('a');
  const release = store.retain(first);
  release();
  const second = store.get('a');
  const releaseAgain = store.retain(second);
  clock.advance(60_000);
  expect(second).toBe(first);
  expect(store.get('a')).toBe(first);
  releaseAgain();
  store.closeAll();
});

test('a session that is left with nothing unsaved is closed, and a new one opened for the next visit', () => {
  const { clock, store } = open();
  const first = store.get('a');
  store.retain(first)();
  clock.advance(1_000);
  expect(store.get('a')).not.toBe(first);
  store.closeAll();
});

test('a session that is left with unsaved writing stays, and the page still asks before it is closed', () => {
  const { clock, store } = open();
  const session = store.get('a');
  store.retain(session)();
  session.doc.transact(() => session.title.insert(0, 'x'), 'a person');
  clock.advance(60_000);
  expect(store.get('a')).toBe(session);
  expect(store.hasEditsAtRisk()).toBe(true);
  store.closeAll();
  expect(store.hasEditsAtRisk()).toBe(false);
});
