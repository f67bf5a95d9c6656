import { expect, test } from 'vitest';
import { english } from './english.ts';

/** Every word of a dictionary, with made-up arguments for those that take some. */
function wordsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const call = value as (...made: unknown[]) => unknown;
    return [[path, String(call('Zebra', true))], [`${path} (1)`, String(call(1))]];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => wordsOf(entry, path === '' ? key : `${path}.${key}`));
}

test('no word of the page is empty, or shows what a programmer forgot', () => {
  const words = wordsOf(english, '');
  expect(words.length).toBeGreaterThan(100);
  for (const [path, word] of words) {
    expect(word.trim(), path).not.toBe('');
    expect(word, path).not.toMatch(/undefined|null|\[object/);
  }
});

test('the words of the status are the four that people were promised', () => {
  const { status } = english;
  expect([status.saving, status.saved, status.readOnly, status.reconnecting, status.retry]).toEqual([
    'Saving…', 'Saved', 'Read-only', 'Reconnecting…', 'Retry',
  ]);
  expect(status.notSaved('no connection')).toBe('Not saved — no connection');
});
