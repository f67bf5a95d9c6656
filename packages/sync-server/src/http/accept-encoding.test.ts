/** Which content codings a browser takes. */
import { expect, test } from 'vitest';
import { acceptsEncoding } from './accept-encoding.ts';

test.each([
  ['gzip, deflate, br, zstd', 'br', true],
  ['gzip;q=0.5, br;q=0', 'br', false],
  ['gzip;q=0.5, br;q=0', 'gzip', true],
  ['GZIP', 'gzip', true],
  ['*', 'br', true],
  ['*;q=0', 'br', false],
  ['br;q=high', 'br', false],
  ['brotli', 'br', false],
  ['', 'br', false],
  [null, 'gzip', false],
  [null, 'identity', true],
  ['br', 'identity', true],
  ['identity;q=0', 'identity', false],
] as const)('%j and %s: %s', (header, encoding, accepted) => {
  expect(acceptsEncoding(header, encoding)).toBe(accepted);
});
