/** The part of the contract suite that goes one past each limit. [S8] [S19] */
import { expect, it } from 'vitest';
import type { DocumentStore } from '../document-store.ts';
import { limits } from '../limits.ts';
import { bytes, rejection } from './values.ts';

const snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('') };

export function limitContract(store: () => DocumentStore): void {
  it('[S19] a document id has 1 to 255 bytes', async () => {
    expect(await store().append('é'.repeat(127) + 'x', bytes('a'))).toBe(1);
    expect(await rejection(store().append('é'.repeat(128), bytes('a')))).toMatchObject({ code: 'too-large' });
    expect(await rejection(store().load('x'.repeat(256)))).toMatchObject({ code: 'too-large' });
    await expect(store().append('', bytes('a'))).rejects.toThrow(RangeError);
  });

  it('[S8] [S19] a document id has no control characters and no half surrogate', async () => {
    for (const documentId of ['\0', 'a\nb', '\u007f', '\u0085', '\ud83d']) {
      await expect(store().append(documentId, bytes('a'))).rejects.toThrow(RangeError);
      await expect(store().load(documentId)).rejects.toThrow(RangeError);
    }
  });

  it('[S19] an update has at most 16 MiB', async () => {
    expect(await store().append('doc', new Uint8Array(limits.updateBytesMax))).toBe(1);
    const above = store().append('doc', new Uint8Array(limits.updateBytesMax + 1));
    expect(await rejection(above)).toMatchObject({ code: 'too-large' });
    expect(await store().append('doc', bytes('a'))).toBe(2);
  });

  it('[S19] a snapshot has at most 128 MiB', async () => {
    await store().append('doc', bytes('a'));
    const tooLarge = { ...snapshot, update: new Uint8Array(limits.snapshotBytesMax) };
    expect(await rejection(store().compact('doc', { snapshot: tooLarge, throughSequence: 1 }))).toMatchObject({
      code: 'too-large',
    });
  });

  it('[S19] a title has at most 4,096 bytes', async () => {
    await store().describe('doc', { title: 'x'.repeat(limits.titleBytesMax) });
    const above = store().append('doc', bytes('a'), { title: 'x'.repeat(limits.titleBytesMax + 1) });
    expect(await rejection(above)).toMatchObject({ code: 'too-large' });
    expect(await store().load('doc')).toMatchObject({ lastSequence: 0 });
  });

  it('[S8] numbers of meta are whole', async () => {
    await expect(store().describe('doc', { updatedAt: 0.5 })).rejects.toThrow(RangeError);
    await expect(store().describe('doc', { schemaVersion: -1 })).rejects.toThrow(RangeError);
    await expect(store().describe('doc', { schemaVersion: 2 ** 32 })).rejects.toThrow(RangeError);
  });
}
