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

test('one who types sets no timer with each letter, and time moves the status on all the same', () => {
  const { clock, store } = open();
  const timers = vi.spyOn(clock, 'after');
  for (let at = 0; at < 40; at += 1) {
    store.update({ unsavedSince: clock.now(), lastEditAt: clock.now() });
    store.update({ unkeptSince: clock.now() });
    store.update({ unkeptSince: null, unsavedSince: null });
    clock.advance(25);
  }
  expect(timers.mock.calls.length).toBeLessThanOrEqual(10);
  expect(store.snapshot().status.kind).toBe('pending');
  clock.advance(475);
  expect(store.snapshot().status.kind).toBe('saved');
  store.update({ unsavedSince: clock.now(), lastEditAt: clock.now() });
  clock.advance(300);
  expect(store.snapshot().status.kind).toBe('saving');
});
