import { expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { StatusStore } from './status-store.ts';

function open(): { clock: FakeClock; store: StatusStore } {
  const clock = new FakeClock();
  const store = new StatusStore({ clock });
  store.update({ hasContent: true, hasEverSynced: true, isConfirmed: true, offlineSince: null });
  return { clock, store };
}

test('time alone moves the status on, and tells the listeners', () => {
  const { clock, store } = open();
  const listener = vi.fn();
  store.subscribe(listener);
  store.update({ unsavedSince: clock.now(), lastEditAt: clock.now() });
  expect(store.snapshot().status.kind).toBe('pending');
  clock.advance(299);
  expect(store.snapshot().status.kind).toBe('pending');
  clock.advance(1);
  expect(store.snapshot().status.kind).toBe('saving');
  expect(listener).toHaveBeenCalledTimes(2);
});

test('a fact that changes nothing to see tells nobody', () => {
  const { store } = open();
  const before = store.snapshot();
  const listener = vi.fn();
  store.subscribe(listener);
  store.update({ session: { saving: true, writable: true, reason: null } });
  expect(listener).not.toHaveBeenCalled();
  expect(store.snapshot()).toBe(before);
});

test('after close neither time nor facts tell anybody', () => {
  const { clock, store } = open();
  const listener = vi.fn();
  store.subscribe(listener);
  store.update({ unsavedSince: clock.now() });
  listener.mockClear();
  store.close();
  clock.advance(60_000);
  expect(listener).not.toHaveBeenCalled();
});
