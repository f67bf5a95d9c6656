import { expect, test } from 'vitest';
import { english } from '../../ui/english.ts';
import { statusText } from './status-text.ts';

test('no word appears while it is too early for one', () => {
  expect(statusText({ kind: 'pending' }, english).word).toBe('');
  expect(statusText({ kind: 'connecting', isSlow: false }, english).word).toBe('');
  expect(statusText({ kind: 'connecting', isSlow: true }, english).word).toBe('Connecting…');
});

test('"Saved" says when, "Not saved" and "Read-only" say why', () => {
  expect(statusText({ kind: 'saved', at: Date.UTC(2026, 0, 1) }, english)).toMatchObject({ word: 'Saved', more: expect.stringMatching(/\d:\d\d/) });
  expect(statusText({ kind: 'not-saved', reason: 'offline' }, english).word).toBe('Not saved — no connection');
  expect(statusText({ kind: 'read-only', reason: 'role' }, english)).toMatchObject({ word: 'Read-only', more: expect.stringContaining('read') });
});
