/** State vectors from the wire. */
import { ProtocolError } from '@scriptorium/protocol';
import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { covers, decodeStateVector, encodeStateVector } from './state-vector.ts';

const vectors = fc
  .uniqueArray(fc.tuple(fc.nat(2 ** 31), fc.integer({ min: 1, max: 0x7fff_ffff })), { selector: ([client]) => client })
  .map((entries) => new Map(entries));

describe('[A10] state vectors', () => {
  test('are written and read as Yjs does', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        expect(encodeStateVector(vector)).toEqual(Y.encodeStateVector(vector));
        expect(decodeStateVector(Y.encodeStateVector(vector))).toEqual(vector);
      }),
    );
  });

  test('of any other bytes are a ProtocolError, or a vector', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        try {
          decodeStateVector(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  test.each([
    ['cut off', [2, 1, 1]],
    ['with a client twice', [2, 1, 1, 1, 2]],
    ['with bytes behind it', [0, 0]],
    ['with a clock above 2^32 - 1', [1, 1, 0x80, 0x80, 0x80, 0x80, 0x10]],
  ])('%s are refused', (_name, bytes) => {
    expect(() => decodeStateVector(Uint8Array.from(bytes))).toThrow(ProtocolError);
  });

  test('of more than 1 MiB are refused unread', () => {
    expect(() => decodeStateVector(new Uint8Array(1024 * 1024 + 1))).toThrow('the most is 1048576');
  });

  test('cover each other clock by clock', () => {
    const vector = new Map([[1, 5], [2, 3]]);
    expect(covers(vector, new Map())).toBe(true);
    expect(covers(vector, new Map([[1, 5]]))).toBe(true);
    expect(covers(vector, new Map([[1, 6]]))).toBe(false);
    expect(covers(vector, new Map([[3, 1]]))).toBe(false);
  });
});
