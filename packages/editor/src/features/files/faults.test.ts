// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { ApiError } from '../../api/request.ts';
import { faultOf } from './files.tsx';

test.each([
  [0, 'unreachable', 'lost'],
  [413, 'refused', 'tooLarge'],
  [415, 'refused', 'notImage'],
  [507, 'refused', 'full'],
  [503, 'refused', 'busy'],
  [404, 'refused', 'gone'],
  [418, 'refused', 'other'],
] as const)('an upload that ends with status %i, %s, is said as "%s"', (status, code, fault) => {
  expect(faultOf(new ApiError(code, { status, title: 'no' }))).toBe(fault);
});

test('what is no refusal of the server is something else', () => {
  expect(faultOf(new Error('what?'))).toBe('other');
});
