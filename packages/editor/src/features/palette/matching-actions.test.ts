import { expect, test } from 'vitest';
import { matchingActions } from './matching-actions.ts';

const actions = ['New document', 'Zum Überblick', 'Download as Markdown'].map((label) => ({ id: label, label, run: () => {} }));
const found = (query: string): string[] => matchingActions(actions, query).map(({ id }) => id);

test('an action is found by each of the words, in any order, without case and accents', () => {
  expect(found('')).toHaveLength(3);
  expect(found('mark DOWN')).toEqual(['Download as Markdown']);
  expect(found('uber')).toEqual(['Zum Überblick']);
  expect(found('new markdown')).toEqual([]);
});
