// @vitest-environment jsdom
import { type ReactElement, act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Announcer, AnnouncerProvider, politeEveryMs, useAnnouncer } from './announcer.tsx';

let root: Root;
let place: HTMLElement;
let announcer: Announcer;

function Speaker({ onAnnouncer }: { readonly onAnnouncer: (now: Announcer) => void }): null {
  const now = useAnnouncer();
  useEffect(() => onAnnouncer(now), [now, onAnnouncer]);
  return null;
}

const keep = (now: Announcer): void => {
  announcer = now;
};

function page(): ReactElement {
  return (
    <AnnouncerProvider>
      <Speaker onAnnouncer={keep} />
    </AnnouncerProvider>
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.createElement('div');
  root = createRoot(place);
  act(() => root.render(page()));
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const heard = (name: 'polite' | 'assertive' | 'toast'): string => place.querySelector(`[data-testid=${name}]`)?.textContent ?? '';

function pass(ms: number): void {
  act(() => void vi.advanceTimersByTime(ms));
}

test('polite messages come at most once in five seconds, those of the time between together', () => {
  announcer.say('Ben joined');
  pass(0);
  expect(heard('polite')).toBe('Ben joined');
  announcer.say('Cleo joined');
  pass(politeEveryMs / 2);
  announcer.say('Ben left');
  pass(politeEveryMs / 2 - 1);
  expect(heard('polite')).toBe('Ben joined');
  pass(1);
  expect(heard('polite')).toMatch(/Cleo joined.*Ben left/);
  pass(10 * politeEveryMs);
  expect(heard('polite')).toMatch(/Cleo joined.*Ben left/);
});

test('what can not wait is heard at once, and takes nothing from the others', () => {
  announcer.say('Ben joined');
  pass(0);
  announcer.say('Ben left');
  act(() => void announcer.alert('Not saved'));
  expect([heard('polite'), heard('assertive')]).toEqual(['Ben joined', 'Not saved']);
  pass(politeEveryMs);
  expect([heard('polite'), heard('assertive')]).toEqual(['Ben left', 'Not saved']);
});

test('a toast goes by itself, and one after it stays as long', () => {
  act(() => announcer.toast('Copied'));
  pass(3_000);
  act(() => announcer.toast('Saved'));
  pass(3_000);
  expect(heard('toast')).toBe('Saved');
  pass(1_000);
  expect(heard('toast')).toBe('');
});
