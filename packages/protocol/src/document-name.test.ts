import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocumentId, decodeDocumentPath, encodeDocumentPath, encodeDocumentSegment } from './document-name.ts';
import { ProtocolError } from './protocol-error.ts';

describe('decodeDocumentPath', () => {
  it('[P1] decodes once, so that two spellings of one name meet', () => {
    expect(decodeDocumentPath('a b')).toBe('a b');
    expect(decodeDocumentPath('a%20b')).toBe('a b');
    expect(decodeDocumentPath('a%2520b')).toBe('a%20b');
    expect(decodeDocumentPath('notes/2026/mai')).toBe('notes/2026/mai');
    expect(decodeDocumentPath('%C3%A9t%C3%A9')).toBe('été');
  });

  it.each([
    ['a bare percent sign', '100%'],
    ['bytes that are not UTF-8', '%ff'],
    ['an empty name', ''],
    ['a NUL', 'a%00b'],
    ['a line break', 'a%0Ab'],
    ['a C1 control character', 'a%C2%85b'],
    ['a dot segment', 'a/./b'],
    ['a parent segment', '../a'],
    ['an encoded parent segment', '%2e%2e/a'],
  ])('[P2] refuses %s with a sentence', (_what, path) => {
    expect(() => decodeDocumentPath(path)).toThrow(ProtocolError);
    expect(() => decodeDocumentPath(path)).toThrow(/^The document name .*[.]$/);
  });

  it('[P2] takes 255 bytes and refuses 256, counted in UTF-8', () => {
    expect(checkDocumentId('é'.repeat(127) + 'x')).toHaveLength(128);
    expect(() => checkDocumentId('é'.repeat(128))).toThrow(/256 bytes; the most is 255/);
  });

  it('[P2] refuses half of a surrogate pair', () => {
    expect(() => checkDocumentId('a\ud800')).toThrow(/surrogate/);
  });

  it('[P3] both spellings in URLs lead back to the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (name) => {
        try {
          checkDocumentId(name);
        } catch {
          return;
        }
        expect(decodeDocumentPath(encodeDocumentPath(name))).toBe(name);
        expect(decodeURIComponent(encodeDocumentSegment(name))).toBe(name);
        expect(encodeDocumentSegment(name)).not.toContain('/');
      }),
    );
  });
});
