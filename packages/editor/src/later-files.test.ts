// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { fetchLaterFiles } from './later-files.ts';

afterEach(() => document.head.replaceChildren());

const asked = (): (string | null)[] => [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.getAttribute('href'));

test('the files that are named for later are asked for once', () => {
  document.head.innerHTML = '<meta name="later-files" content="/a.js /b.js">';
  fetchLaterFiles();
  fetchLaterFiles();
  expect(asked()).toEqual(['/a.js', '/b.js']);
});

test('a page without names asks for nothing', () => {
  fetchLaterFiles();
  document.head.innerHTML = '<meta name="later-files" content="">';
  fetchLaterFiles();
  expect(asked()).toEqual([]);
});
