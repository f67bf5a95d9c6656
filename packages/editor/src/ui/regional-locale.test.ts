/** Which region's way of writing days and hours is taken. */
import { expect, test } from 'vitest';
import { regionalLocale } from './regional-locale.ts';

test('the first region that is asked for in the language of the page is taken, and none of another language', () => {
  expect(regionalLocale('en', ['de-AT', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(regionalLocale('de', ['de-AT', 'en-GB'])).toBe('de-AT');
  expect(regionalLocale('de', ['den-CA', 'fr'])).toBe('de');
  expect(regionalLocale('en', [])).toBe('en');
});
