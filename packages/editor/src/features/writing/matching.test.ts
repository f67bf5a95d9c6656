import { expect, test } from 'vitest';
import { bestMatches } from './matching.ts';

const items = [{ label: 'Text', also: 'paragraph' }, { label: 'Überschrift 1', also: 'h1' }, { label: 'Table', also: 'grid' }, { label: 'Task list', also: 'todo' }];
const labels = (query: string): string[] => bestMatches(items, query).map(({ label }) => label);

test('everything fits nothing, names come first, then other words, then what is inside', () => {
  expect(labels('')).toEqual(['Text', 'Überschrift 1', 'Table', 'Task list']);
  expect(labels('ta')).toEqual(['Table', 'Task list']);
  expect(labels('TEXT ')).toEqual(['Text']);
  expect(labels('h1')).toEqual(['Überschrift 1']);
  expect(labels('uber')).toEqual(['Überschrift 1']);
  expect(labels('list')).toEqual(['Task list']);
  expect(labels('agra')).toEqual(['Text']);
  expect(labels('zzz')).toEqual([]);
});
