import { expect, test } from 'vitest';
import { languageFor } from './language.ts';

test('the chosen language counts, then the browser\'s in their order, then English', () => {
  expect(languageFor(null, ['de-AT', 'en'])).toBe('de');
  expect(languageFor(null, ['fr', 'de', 'en'])).toBe('de');
  expect(languageFor(null, ['en-GB', 'de'])).toBe('en');
  expect(languageFor('de', ['en'])).toBe('de');
  expect(languageFor('xx', ['de'])).toBe('de');
  expect(languageFor(null, ['fr'])).toBe('en');
  expect(languageFor(null, [])).toBe('en');
});
