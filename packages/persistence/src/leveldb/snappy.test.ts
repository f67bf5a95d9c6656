/** Snappy is unpacked as its format says, and what is no Snappy is said to be none. */
import { expect, it } from 'vitest';
import { unpackSnappy } from './snappy.ts';

const text = (packed: readonly number[], bytesMax = 1_000): string | null => unpackSnappy(Uint8Array.from(packed), bytesMax)?.toString() ?? null;
const ab = [0x61, 0x62];

it('unpacks literals and copies of each kind', () => {
  expect(text([0])).toBe('');
  expect(text([2, 0x04, ...ab])).toBe('ab');
  // Six bytes from two back: the copy reads what it writes.
  expect(text([8, 0x04, ...ab, 0x01 | (2 << 2), 2])).toBe('abababab');
  expect(text([5, 0x04, ...ab, 0x02 | (2 << 2), 2, 0])).toBe('ababa');
  expect(text([5, 0x04, ...ab, 0x03 | (2 << 2), 2, 0, 0, 0])).toBe('ababa');
  const long = Array.from({ length: 300 }, () => 0x78);
  expect(text([0xac, 0x02, 61 << 2, 0x2b, 0x01, ...long])).toBe('x'.repeat(300));
});

it('gives null for what is not Snappy, is cut, or unpacks to too much', () => {
  for (const packed of [[], [0x80], [2, 0x04, 0x61], [3, 0x04, ...ab], [1, 0x04, ...ab], [4, 0x04, ...ab, 0x02 | (1 << 2), 3, 0], [4, 0x04, ...ab, 0x02 | (1 << 2), 0, 0]]) {
    expect(text(packed), packed.join(' ')).toBeNull();
  }
  expect(text([2, 0x04, ...ab], 1)).toBeNull();
});
