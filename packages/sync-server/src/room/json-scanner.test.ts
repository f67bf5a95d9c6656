/** JSON is what `JSON.parse` takes, and strings are what `TextDecoder` takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteCursor } from './byte-cursor.ts';
import { skipJson } from './json-scanner.ts';
import { utf16LengthOf } from './utf8.ts';

function isAccepted(text: string, nestingMax = 64): boolean {
  const bytes = new TextEncoder().encode(text);
  const length = [];
  for (let rest = bytes.byteLength; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) break;
  }
  const cursor = new ByteCursor(Uint8Array.of(...length, ...bytes));
  try {
    skipJson(cursor, nestingMax);
    return cursor.position === cursor.bytes.byteLength;
  } catch {
    return false;
  }
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON in updates', () => {
  test('[A5] what JSON.stringify writes is accepted', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => isAccepted(text)));
  });

  test('[A5] a text near JSON is accepted exactly when JSON.parse takes it', () => {
    const piece = fc.oneof(
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '-', '+', '.', '0', '1', 'e', 'E', ' ', '\n', '\t', '\u0001', '\u007f', 'é'), minLength: 1, maxLength: 1 }),
      fc.constantFrom('true', 'null', 'fals', '"a"', '\\u00e9', '\\u00g9', '1.5', '[]'),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.tuple(fc.json({ maxDepth: 2 }), fc.nat(), piece).map(([json, at, noise]) => {
        const where = at % (json.length + 1);
        return json.slice(0, where) + noise + json.slice(where + (at % 2));
      }),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        fc.pre(candidate.isWellFormed());
        expect(isAccepted(candidate)).toBe(isParsed(candidate));
      }),
      { numRuns: 3_000 },
    );
  });

  test('[A5] 64 arrays inside each other are accepted, 65 are not', () => {
    expect(isAccepted('['.repeat(64) + ']'.repeat(64))).toBe(true);
    expect(isAccepted('['.repeat(65) + ']'.repeat(65))).toBe(false);
  });
});

describe('UTF-8 in updates', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lengthByDecoder = (bytes: Uint8Array): number => {
    try {
      return decoder.decode(bytes).length;
    } catch {
      return -1;
    }
  };

  test('[A5] the length is what TextDecoder gives, and what it refuses is refused', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x41));
    const bytes = fc.oneof(
      fc.array(byte, { maxLength: 8 }).map((list) => Uint8Array.from(list)),
      fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(bytes, (candidate) => {
        expect(utf16LengthOf(candidate, 0, candidate.byteLength)).toBe(lengthByDecoder(candidate));
      }),
      { numRuns: 5_000 },
    );
  });
});
