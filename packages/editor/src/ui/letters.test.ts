// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { holdLetters } from './letters.ts';

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement('html');
  localStorage.clear();
});

test('letters that this device does not have are held back until they are let go, and the next time they are there at once', () => {
  const letGo = holdLetters(root, localStorage);
  expect(root.dataset['letters']).toBe('later');
  letGo();
  letGo();
  expect(root.dataset['letters']).toBeUndefined();
  holdLetters(root, localStorage);
  expect(root.dataset['letters']).toBeUndefined();
});

test('without a storage, or with one that is forbidden, they come late each time', () => {
  const forbidden = { getItem: () => { throw new Error('forbidden'); }, setItem: () => { throw new Error('forbidden'); } } as unknown as Storage;
  for (const storage of [null, forbidden]) {
    const letGo = holdLetters(root, storage);
    expect(root.dataset['letters']).toBe('later');
    letGo();
    expect(root.dataset['letters']).toBeUndefined();
  }
});
