// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { readGuest, renameGuest } from './guest.ts';

const words = { adjectives: ['Quiet'], animals: ['Heron'] };
let next = 0;
const count = (below: number): number => (next += 1) % below;

beforeEach(() => localStorage.clear());

test('a guest gets a friendly name, which is remembered', () => {
  const guest = readGuest(words, count, localStorage);
  expect(guest.name).toBe('Quiet Heron');
  expect(readGuest(words, count, localStorage)).toEqual(guest);
});

test('a chosen name is remembered with the same id', () => {
  const guest = readGuest(words, count, localStorage);
  expect(renameGuest('  Ana\n', words, count, localStorage)).toBe('Ana');
  expect(readGuest(words, count, localStorage)).toEqual({ id: guest.id, name: 'Ana' });
});

test('what can\'t be read is replaced, and a browser without storage gets a name all the same', () => {
  for (const broken of ['', '{', 'null', '{"id":"","name":"x"}', '{"id":"a","name":" "}', '{"id":1,"name":2}']) {
    localStorage.setItem('scriptorium.person', broken);
    expect(readGuest(words, count, localStorage).name, broken).toBe('Quiet Heron');
  }
  expect(readGuest(words, count, null).name).toBe('Quiet Heron');
});
