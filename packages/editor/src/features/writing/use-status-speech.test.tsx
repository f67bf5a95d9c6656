// @vitest-environment jsdom
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SaveStatus } from '../../sync/save-status.ts';
import { type Announcer, AnnouncerProvider, politeEveryMs, useAnnouncer } from '../../ui/announcer.tsx';
import { english } from '../../ui/english.ts';
import { WordsContext } from '../../ui/words.ts';
import { useSaveKey, useStatusSpeech } from './use-status-speech.ts';

let root: Root;
let place: HTMLElement;

let announcer: Announcer;

const keep = (now: Announcer): void => {
  announcer = now;
};

function Page({ status }: { readonly status: SaveStatus }): null {
  const now = useAnnouncer();
  useEffect(() => keep(now), [now]);
  useStatusSpeech(status);
  useSaveKey(status);
  return null;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.createElement('div');
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function render(status: SaveStatus): void {
  act(() =>
    root.render(
      <WordsContext value={english}>
        <AnnouncerProvider>
          <Page status={status} />
        </AnnouncerProvider>
      </WordsContext>,
    ),
  );
}

/** Gives what is heard of it in the end. */
function show(status: SaveStatus): { readonly polite: string; readonly assertive: string } {
  render(status);
  act(() => void vi.advanceTimersByTime(politeEveryMs));
  return { polite: heard('polite'), assertive: heard('assertive') };
}

function heard(name: string): string {
  return (place.querySelector(`[data-testid=${name}]`)?.textContent ?? '').trim();
}

const saved: SaveStatus = { kind: 'saved', at: 0 };

test('that something is not saved is heard at once, all else in time, and typing and saving not at all', () => {
  expect(show(saved)).toEqual({ polite: '', assertive: '' });
  for (const kind of ['pending', 'saving'] as const) expect(show({ kind })).toEqual({ polite: '', assertive: '' });
  expect(show({ kind: 'reconnecting' })).toEqual({ polite: 'Reconnecting…', assertive: '' });
  expect(show({ kind: 'not-saved', reason: 'silent', isKept: false })).toMatchObject({ assertive: expect.stringMatching(/^Not saved — /) as string });
  expect(show(saved)).toEqual({ polite: 'Saved', assertive: '' });
});

test('what others have said at once is not taken back by it', () => {
  show(saved);
  act(() => void announcer.alert('film.bin was not uploaded.'));
  for (const status of [{ kind: 'pending' }, { kind: 'saving' }, saved] as const) expect(show(status).assertive).toBe('film.bin was not uploaded.');
  expect(show({ kind: 'not-saved', reason: 'silent', isKept: false }).assertive).toMatch(/^Not saved — /);
  act(() => void announcer.alert('one.bin was not uploaded.'));
  expect(show(saved).assertive).toBe('one.bin was not uploaded.');
});

test('Mod-S is swallowed, and answered with how it stands as soon as there is a word for it', () => {
  show({ kind: 'pending' });
  const key = new KeyboardEvent('keydown', { key: 's', ctrlKey: true, cancelable: true });
  act(() => void window.dispatchEvent(key));
  expect(key.defaultPrevented).toBe(true);
  expect(heard('toast')).toBe('');
  render(saved);
  expect(heard('toast')).toBe('Saved');
});
