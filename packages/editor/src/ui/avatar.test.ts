import { expect, test } from 'vitest';
import { initials } from './avatar.tsx';

test('initials are of the first and the last word, whole characters', () => {
  expect(initials('Quiet Heron')).toBe('QH');
  expect(initials('ana')).toBe('A');
  expect(initials(' Ana  Maria de la Cruz ')).toBe('AC');
  expect(initials('🦊 fox')).toBe('🦊F');
  expect(initials('')).toBe('');
});
