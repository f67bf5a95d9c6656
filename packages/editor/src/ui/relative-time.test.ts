import { expect, test } from 'vitest';
import { relativeTime } from './relative-time.ts';

const now = Date.UTC(2026, 5, 15, 12);
const ago = (ms: number): string => relativeTime(new Date(now - ms), { now, locale: 'en', justNow: 'just now' });

test('time is told in the largest unit that fits, and as a date after a week', () => {
  expect(ago(-5_000)).toBe('just now');
  expect(ago(59_999)).toBe('just now');
  expect(ago(60_000)).toBe('1 minute ago');
  expect(ago(59 * 60_000)).toBe('59 minutes ago');
  expect(ago(3_600_000)).toBe('1 hour ago');
  expect(ago(26 * 3_600_000)).toBe('yesterday');
  expect(ago(6 * 86_400_000)).toBe('6 days ago');
  expect(ago(8 * 86_400_000)).toBe('June 7');
  expect(ago(400 * 86_400_000)).toBe('May 11, 2025');
});
