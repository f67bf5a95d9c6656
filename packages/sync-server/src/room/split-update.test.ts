import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { isSameDocument } from './document-worker/same-document.ts';
import { splitUpdate } from './split-update.ts';
import { contentOf, docOf, hasPending } from './testing/document-content.ts';
import { Editing } from './testing/random-editing.ts';
import { Random, seedsOf } from './testing/random.ts';

const seeds = seedsOf({ count: 60, failed: [], env: 'SPLIT_SEEDS' });

/** What several people made of one document, some of it at the same time. */
function randomDocument(seed: number): Uint8Array {
  const random = new Random(seed);
  const people = Array.from({ length: random.between(1, 6) }, () => {
    const doc = new Y.Doc();
    return { doc, editing: new Editing(doc, random) };
  });
  for (let step = 0; step < 150; step++) {
    const [one, other] = [random.pick(people), random.pick(people)];
    one.editing.edit();
    if (random.chance(0.3)) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)));
  }
  return Y.encodeStateAsUpdate(docOf(people.map(({ doc }) => Y.encodeStateAsUpdate(doc))));
}

describe(`[J20] an update in parts, from seed ${seeds[0]}`, () => {
  it.each(seeds)('is taken in at once, when the last has come, as it is in one: %i', (seed) => {
    const whole = randomDocument(seed);
    const parts = splitUpdate(whole, 50);
    expect(parts.length).toBeGreaterThan(1);
    const doc = new Y.Doc();
    const changes: Uint8Array[] = [];
    doc.on('update', (change: Uint8Array) => changes.push(change));
    for (const part of parts.slice(0, -1)) {
      Y.applyUpdate(doc, part);
      expect(changes).toEqual([]);
    }
    for (const part of parts.slice(-1)) Y.applyUpdate(doc, part);
    expect(changes).toHaveLength(1);
    expect(hasPending(doc)).toBe(false);
    const once = docOf([whole]);
    expect(contentOf(doc)).toEqual(contentOf(once));
    expect(isSameDocument(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(once))).toBe(true);
  });

  it('is whole when it was cut off on the way and is sent again', () => {
    const whole = randomDocument(seeds[0] ?? 1);
    const parts = splitUpdate(whole, 50);
    const doc = docOf([...parts.slice(0, Math.floor(parts.length / 2)), ...parts]);
    expect(hasPending(doc)).toBe(false);
    expect(isSameDocument(Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(docOf([whole])))).toBe(true);
  });

  it('is left alone up to twice the size of a part, and has no more than about eight', () => {
    const whole = randomDocument(seeds[0] ?? 1);
    expect(splitUpdate(whole, Math.ceil(whole.byteLength / 2))).toEqual([whole]);
    const parts = splitUpdate(whole, 1);
    expect(parts.length).toBeLessThanOrEqual(12);
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'x'.repeat(1_000));
    expect(docOf(splitUpdate(Y.encodeStateAsUpdate(doc), 10)).getText('t').length).toBe(1_000);
  });
});
