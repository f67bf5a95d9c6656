/** Records, keys and payloads: what is written reads back, and nothing else does. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMeta, decodeSnapshot, encodeMeta, encodeSnapshot } from './document-records.ts';
import { DocumentKeys, behindDocument, documentIdOf, readDocumentKey, ringKey, ringSlots } from './keys.ts';
import { deleteRecord, putRecord, readRecord } from './record.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const runs = { seed, numRuns: 300 };
const binary = fc.uint8Array({ maxLength: 200 });
const sequence = fc.maxSafeNat().map((value) => value % 2 ** 48);

describe('a record', () => {
  it('[S23] reads back as it was written', () => {
    const property = fc.property(binary, sequence, binary, binary, (key, number, one, other) => {
      const { value } = putRecord(Buffer.from(key), number, one, other);
      const payload = Uint8Array.from([...one, ...other]);
      expect(readRecord(key, value ?? new Uint8Array())).toEqual({ sequence: number, payload });
    });
    fc.assert(property, runs);
  });

  it('[S23] fails its check when any bit of it or of its key is another, or its length', () => {
    const key = Buffer.from('key');
    const value = putRecord(key, 7, Buffer.from('payload')).value ?? Buffer.alloc(0);
    for (let bit = 0; bit < value.byteLength * 8; bit++) expect(readRecord(key, flipBit(value, bit))).toBeNull();
    for (let bit = 0; bit < key.byteLength * 8; bit++) expect(readRecord(flipBit(key, bit), value)).toBeNull();
    for (let length = 0; length < value.byteLength; length++) {
      expect(readRecord(key, value.subarray(0, length))).toBeNull();
    }
    expect(readRecord(key, Buffer.concat([value, Buffer.of(0)]))).toBeNull();
  });

  it('[S6] its payload is a plain Uint8Array, whose slice is a copy', () => {
    const key = Buffer.from('key');
    const payload = readRecord(key, putRecord(key, 1, Buffer.from('x')).value ?? Buffer.alloc(0))?.payload;
    expect(Buffer.isBuffer(payload)).toBe(false);
    expect(payload).toBeInstanceOf(Uint8Array);
  });

  it('[S36] a deletion has a check too', () => {
    expect(deleteRecord(Buffer.from('a')).check).not.toBe(deleteRecord(Buffer.from('b')).check);
  });
});

describe('payloads', () => {
  it('[S24] meta reads back', () => {
    const record = fc.record({
      meta: fc.record({
        title: fc.option(fc.string({ unit: 'grapheme' })),
        createdAt: sequence,
        updatedAt: sequence,
        schemaVersion: fc.nat(),
      }),
      lastSequence: sequence,
      snapshotSequence: fc.option(sequence),
      deletedAt: fc.option(sequence),
      isTrashed: fc.boolean(),
      hasWitness: fc.boolean(),
    });
    fc.assert(
      fc.property(record, (value) => {
        expect(decodeMeta(encodeMeta(value))).toEqual(value);
      }),
      runs,
    );
    expect(decodeMeta(Buffer.alloc(34))).toBeNull();
  });

  it('[S24] a snapshot reads back, and no other length does', () => {
    const property = fc.property(binary, binary, binary, (update, stateVector, deletedRanges) => {
      const payload = Uint8Array.from(Buffer.concat(encodeSnapshot({ update, stateVector, deletedRanges })));
      expect(decodeSnapshot(payload)).toEqual({ update, stateVector, deletedRanges });
      expect(decodeSnapshot(payload.subarray(0, -1))).toBeNull();
      expect(decodeSnapshot(Uint8Array.from([...payload, 0]))).toBeNull();
    });
    fc.assert(property, runs);
  });
});

describe('keys', () => {
  const names = ['a', 'a b', 'a/b', 'aa', 'é', '\uff41', '💬'];

  it('[S21] all keys of a document lie together, meta first, and documents lie by their ids', () => {
    const keys = names.flatMap((name) => {
      const { start, meta, snapshot, end } = new DocumentKeys(name);
      const updates = [1, 255, 256, 2 ** 40].map((number) => new DocumentKeys(name).update(number));
      return [start, meta, snapshot, ...updates, end];
    });
    expect(keys.toSorted((one, other) => Buffer.compare(one, other))).toEqual(keys);
  });

  it('[S21] say what they hold', () => {
    const keys = new DocumentKeys('a/é');
    expect(readDocumentKey(keys.meta)).toEqual({ kind: 'meta' });
    expect(readDocumentKey(keys.snapshot)).toEqual({ kind: 'snapshot' });
    expect(readDocumentKey(keys.piece(2 ** 40 + 3, 7))).toEqual({ kind: 'piece', generation: 2 ** 40 + 3, index: 7 });
    expect(readDocumentKey(keys.update(2 ** 40 + 5))).toEqual({ kind: 'update', sequence: 2 ** 40 + 5 });
    expect(readDocumentKey(Buffer.concat([keys.meta, Buffer.of(0)]))).toEqual({ kind: 'unknown' });
    expect(documentIdOf(keys.update(9))).toBe('a/é');
    expect(behindDocument(keys.update(9))).toEqual(keys.end);
  });

  it('[S18] a damaged key names no document, and the list gets past it', () => {
    for (const key of [Buffer.from('d'), Buffer.from('da'), Buffer.from('d\0'), Buffer.of(0x64, 0xff, 0), Buffer.from('da\nb\0\0')]) {
      expect(documentIdOf(key)).toBeNull();
      expect(Buffer.compare(behindDocument(key), key)).toBe(1);
    }
  });

  it('[S37] the ring goes round', () => {
    expect(ringKey(ringSlots + 3)).toEqual(ringKey(3));
    expect(ringKey(ringSlots - 1)).not.toEqual(ringKey(0));
  });
});

function flipBit(bytes: Uint8Array, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  const index = Math.floor(bit / 8);
  flipped[index] = (flipped[index] ?? 0) ^ (1 << (bit % 8));
  return flipped;
}
