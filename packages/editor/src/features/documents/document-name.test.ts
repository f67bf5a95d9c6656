import { checkDocumentId } from '@scriptorium/protocol';
import { expect, test } from 'vitest';
import { newDocumentName, randomBelow, readableName } from './document-name.ts';

test('[P1] a new name is allowed, can\'t be guessed, and reads well', () => {
  const names = Array.from({ length: 200 }, () => newDocumentName(randomBelow));
  expect(new Set(names).size).toBe(200);
  for (const name of names) {
    expect(checkDocumentId(name)).toBe(name);
    expect(readableName(name)).toMatch(/^[A-Z][a-z]+ [a-z]+$/);
  }
});

test('other names are shown as they are', () => {
  for (const name of ['minutes', 'team/minutes 2026', 'amber-meadow', 'amber-meadow-short']) expect(readableName(name)).toBe(name);
});
