/** Folding against Yjs' own merge and diff. */
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { foldUpdates, updateAbove } from './fold.ts';
import { docOf } from './testing/document-content.ts';
import { Editing } from './testing/random-editing.ts';
import { Random } from './testing/random.ts';
import { writeUpdate } from './update-writer.ts';
import { partsOf } from './section.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Updates of one person after each other. */
function updatesOf(random: Random): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const editing = new Editing(doc, random);
  for (let step = 0; step < 40; step++) editing.edit();
  return updates;
}

describe(`[J6] folding, seed ${seed}`, () => {
  test('gives the document that the updates give, whatever is folded first', () => {
    const random = new Random(seed);
    for (let round = 0; round < 30; round++) {
      const updates = updatesOf(random);
      const middle = random.below(updates.length);
      const folded = foldUpdates([foldUpdates(updates.slice(0, middle)), foldUpdates(updates.slice(middle))]);
      const expected = Y.encodeStateAsUpdate(docOf([Y.mergeUpdates([Uint8Array.of(0, 0), ...updates])]));
      expect(Y.encodeStateAsUpdate(docOf([folded]))).toEqual(expected);
    }
  });

  test('gives what a client lacks, as Y.diffUpdate does', () => {
    const random = new Random(seed);
    for (let round = 0; round < 30; round++) {
      const updates = updatesOf(random);
      const clients = [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(foldUpdates(updates)))];
      const vector = new Map(clients.map(([client, clock]) => [client, random.below(clock + 1)]));
      const expected = Y.diffUpdate(foldUpdates(updates), Y.encodeStateVector(vector));
      expect(Y.decodeUpdate(updateAbove(updates, vector)).structs).toEqual(Y.decodeUpdate(expected).structs);
    }
  });

  test('of nothing is an empty update, and of one update that update', () => {
    expect(foldUpdates([])).toEqual(Uint8Array.of(0, 0));
    const update = Uint8Array.of(0, 0);
    expect(foldUpdates([update])).toBe(update);
  });

  test('throws where a clock is missing or doubled, since the bytes would be lost', () => {
    const [first, second] = updatesOf(new Random(seed)).map(partsOf);
    const sections = [...(first?.sections ?? []), ...(second?.sections ?? [])].slice(0, 1);
    expect(() => writeUpdate([...sections, ...sections], Uint8Array.of(0))).toThrow('missing or doubled');
  });
});
