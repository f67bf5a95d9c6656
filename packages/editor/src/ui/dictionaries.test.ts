import { expect, test } from 'vitest';
import { english } from './english.ts';
import { german } from './german.ts';

/** Every word of a dictionary, with made-up arguments for those that take some. */
function wordsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const call = value as (...made: unknown[]) => unknown;
    return [[path, String(call('Zebra', true))], [`${path} (1)`, String(call(1, 2))]];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => wordsOf(entry, path === '' ? key : `${path}.${key}`));
}

for (const dictionary of [english, german]) {
  test(`no word of the page is empty, or shows what a programmer forgot: ${dictionary.locale}`, () => {
    const words = wordsOf(dictionary, '');
    expect(words.length).toBeGreaterThan(100);
    for (const [path, word] of words) {
      expect(word.trim(), path).not.toBe('');
      expect(word, path).not.toMatch(/undefined|null|\[object/);
    }
  });
}

test('German says of each thing what English says of it, and says it in German', () => {
  const [en, de] = [new Map(wordsOf(english, '')), new Map(wordsOf(german, ''))];
  const same = [...en].filter(([path, word]) => de.get(path) === word && /[a-z]{3} [a-z]{3}/i.test(word)).map(([path]) => path);
  expect(same).toEqual([]);
  expect(german.people.adjectives).toHaveLength(english.people.adjectives.length);
  expect(german.people.animals).toHaveLength(english.people.animals.length);
});

test('the words of the status are the four that people were promised', () => {
  const { status } = english;
  expect([status.saving, status.saved, status.readOnly, status.reconnecting, status.retry]).toEqual([
    'Saving…', 'Saved', 'Read-only', 'Reconnecting…', 'Retry',
  ]);
  expect(status.notSaved('no connection')).toBe('Not saved — no connection');
});
