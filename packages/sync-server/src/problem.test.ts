import { ProtocolError } from '@scriptorium/protocol';
import { expect, test } from 'vitest';
import { problemOf } from './problem.ts';

test.each([
  ['too-large', 413],
  ['document-full', 413],
  ['malformed', 400],
] as const)('%s is %i, with its own sentence', (code, status) => {
  expect(problemOf(new ProtocolError(code, 'What, which, and what to do.'))).toEqual({ status, detail: 'What, which, and what to do.' });
});

test('what nobody expected is no problem of the client', () => {
  expect(problemOf(new Error('ours'))).toBeNull();
});
