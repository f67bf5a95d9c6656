import { expect, test } from 'vitest';
import { english } from '../../ui/english.ts';
import { statusText } from './status-text.ts';

test('no word appears while it is too early for one', () => {
  expect(statusText({ kind: 'pending' }, { words: english, canReopen: true }).word).toBe('');
  expect(statusText({ kind: 'connecting', isSlow: false }, { words: english, canReopen: true }).word).toBe('');
  expect(statusText({ kind: 'connecting', isSlow: true }, { words: english, canReopen: true }).word).toBe('Connecting…');
});

test('"Saved" says when, "Not saved" and "Read-only" say why', () => {
  expect(statusText({ kind: 'saved', at: Date.UTC(2026, 0, 1) }, { words: english, canReopen: true })).toMatchObject({ word: 'Saved', more: expect.stringMatching(/\d:\d\d/) });
  expect(statusText({ kind: 'not-saved', reason: 'offline', isKept: false }, { words: english, canReopen: true }).word).toBe('Not saved — no connection');
  expect(statusText({ kind: 'read-only', reason: 'role' }, { words: english, canReopen: true })).toMatchObject({ word: 'Read-only', more: expect.stringContaining('read') });
});

test('only where the page can be loaded again does "Offline" say so', () => {
  const status = { kind: 'offline', changes: 'kept' } as const;
  const reopens = statusText(status, { words: english, canReopen: true });
  const stays = statusText(status, { words: english, canReopen: false });
  expect(reopens.word).toBe('Offline — changes kept on this device');
  expect(stays.word).toBe(reopens.word);
  expect(reopens.more).toMatch(/open it again/);
  expect(stays.more).toMatch(/leave it open/);
});

test('[L5] "Offline" promises nothing while changes are still being kept', () => {
  const { word } = statusText({ kind: 'offline', changes: 'keeping' }, { words: english, canReopen: true });
  expect(word).toBe('Offline');
});
