/** What admission leaves of an update: gaps, normal form, nothing new, limits. */
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { admit, applyToIndex, liveLimits, syncLimits, type Admission, type DocumentIndex } from './admission.ts';
import { DeletedRanges, heldBytesMax } from './deleted-ranges.ts';
import { decodeStateVector, encodeStateVector } from './state-vector.ts';
import { craftUpdate, textItem, type CraftedStruct, type CraftedUpdate } from './testing/craft-update.ts';
import { docOf, hasPending } from './testing/document-content.ts';
import { by3, HELLO_WORLD, helloWorld, item, newOf, reasonOf, shapeOf, verdict } from './testing/small-document.ts';

describe('[A6] gaps', () => {
  const gapOf = (admission: Admission): { update: Uint8Array | null; detail: string } => {
    if (admission.kind !== 'gap') throw new Error(JSON.stringify(admission));
    return { update: admission.admissible?.update ?? null, detail: admission.detail };
  };

  test('a struct above the running clock is a gap, and a Skip fills nothing', () => {
    const above = { sections: [{ client: 1, clock: 6, structs: [textItem('x')] }] };
    expect(gapOf(verdict(above)).detail).toBe('The client 1 goes on at 6; it has come to 5.');
    const skipped: CraftedUpdate = { sections: [{ client: 1, clock: 5, structs: [{ kind: 'skip', length: 1 }, textItem('x')] }] };
    expect(gapOf(verdict(skipped)).update).toBeNull();
  });

  test('an unknown name is a gap', () => {
    expect(gapOf(verdict(by3(textItem('x', { origin: { client: 9, clock: 0 } })))).detail).toBe('3:0 names 9:0.');
    expect(gapOf(verdict(by3(textItem('x', { origin: { client: 1, clock: 5 } })))).detail).toBe('3:0 names 1:5.');
  });

  test('a deletion that ends above the clock after the update is a gap', () => {
    const beyond = { deletions: [{ client: 1, ranges: [[4, 2] as const] }] };
    const gap = gapOf(verdict(beyond));
    expect(gap.detail).toBe('A deletion of 1:4 ends at 6; the client has come to 5.');
    expect(shapeOf(gap.update ?? Uint8Array.of(0, 0))).toEqual({ structs: [], deleted: ['1:4+1'] });
    expect(verdict({ ...beyond, sections: [{ client: 1, clock: 5, structs: [textItem('x')] }] }).kind).toBe('new');
  });

  test('what does not build on what is missing is admissible', () => {
    const sections = [
      { client: 5, clock: 0, structs: [textItem('a'), textItem('b', { origin: { client: 4, clock: 1 } })] },
      { client: 4, clock: 0, structs: [textItem('c'), textItem('d', { origin: { client: 9, clock: 0 } })] },
      { client: 3, clock: 0, structs: [textItem('e'), { kind: 'skip' as const, length: 1 }, textItem('f')] },
    ];
    const { update } = gapOf(verdict({ sections, deletions: [{ client: 4, ranges: [[0, 2]] }] }, syncLimits));
    expect(shapeOf(update ?? Uint8Array.of(0, 0))).toEqual({ structs: ['5:0+1', '4:0+1', '3:0+1'], deleted: ['4:0+1'] });
    expect(hasPending(docOf([HELLO_WORLD, update ?? Uint8Array.of(0, 0)]))).toBe(false);
  });

  test('a circle beside a gap is a gap', () => {
    const sections = [
      { client: 5, clock: 0, structs: [textItem('x', { origin: { client: 9, clock: 0 } })] },
      { client: 4, clock: 0, structs: [textItem('x', { origin: { client: 3, clock: 0 } })] },
      { client: 3, clock: 0, structs: [textItem('x', { origin: { client: 4, clock: 0 } })] },
    ];
    expect(gapOf(verdict({ sections })).update).toBeNull();
  });
});

describe('[A7] what is stored and shown', () => {
  test('is the bytes that came in, where nothing has to go', () => {
    const update = craftUpdate({ ...by3(textItem('x')), deletions: [{ client: 1, ranges: [[0, 2]] }] });
    expect(newOf(verdict(update)).update).toBe(update);
  });

  test('is cut at the known clock', () => {
    const { update } = newOf(verdict({ sections: [{ client: 1, clock: 0, structs: [textItem('hello, you'), textItem('!')] }] }));
    expect(shapeOf(update).structs).toEqual(['1:5+5', '1:10+1']);
    expect(docOf([HELLO_WORLD, update]).getText('t').length).toBe(16);
  });

  test.each<[string, CraftedStruct, number]>([
    ['a string between the halves of a pair', textItem('a😀b'), 2],
    ['a list', item({ kind: 'any', values: [1, 'two', { three: 3 }] }), 1],
    ['JSON', item({ kind: 'json', values: ['1', '"two"', 'undefined'] }), 2],
    ['a deleted item', item({ kind: 'deleted', length: 5 }), 3],
    ['a GC struct', { kind: 'gc', length: 5 }, 4],
    ['an item with a right origin', textItem('abc', { origin: { client: 1, clock: 0 }, right: { client: 1, clock: 1 } }), 2],
    ['an item in another', { kind: 'item', parent: { client: 1, clock: 0 }, content: { kind: 'string', text: 'abc' } }, 1],
  ])('cuts %s as Yjs does', (_name, struct, known) => {
    const index: DocumentIndex = { stateVector: new Map([[1, 9], [7, known]]), deleted: new DeletedRanges() };
    const whole = craftUpdate({ sections: [{ client: 7, clock: 0, structs: [struct, textItem('end')] }] });
    const { update } = newOf(admit(index, whole, liveLimits));
    const vector = Y.encodeStateVector(new Map([[7, known]]));
    expect(Y.decodeUpdate(update)).toEqual(Y.decodeUpdate(Y.diffUpdate(whole, vector)));
  });

  test('holds no known structs, no Skips, no empty sections, and clients in descending order', () => {
    const sections: CraftedUpdate['sections'] = [
      { client: 2, clock: 3, structs: [textItem('ld')] },
      { client: 3, clock: 0, structs: [textItem('x'), { kind: 'skip', length: 4 }] },
      { client: 6, clock: 0, structs: [] },
      { client: 4, clock: 0, structs: [textItem('y')] },
    ];
    expect(shapeOf(newOf(verdict({ sections })).update).structs).toEqual(['4:0+1', '3:0+1']);
  });

  test('holds only new deletions, sorted and merged', () => {
    const index = helloWorld();
    index.deleted.add(1, 1, 2);
    const update = craftUpdate({ deletions: [{ client: 1, ranges: [[4, 1], [0, 3], [2, 2]] }, { client: 2, ranges: [[0, 1]] }] });
    expect(shapeOf(newOf(admit(index, update, liveLimits)).update).deleted).toEqual(['2:0+1', '1:0+1', '1:3+2']);
  });
});

describe('[A8] known', () => {
  test('what brings nothing is known: structs, deletions, nothing at all', () => {
    const index = helloWorld();
    index.deleted.add(1, 0, 3);
    for (const update of [HELLO_WORLD, Uint8Array.of(0, 0), craftUpdate({ deletions: [{ client: 1, ranges: [[1, 2]] }] })]) {
      expect(admit(index, update, liveLimits).kind).toBe('known');
    }
  });

  test('GC structs and deleted items count as deleted', () => {
    const index = helloWorld();
    applyToIndex(index, newOf(admit(index, craftUpdate(by3({ kind: 'gc', length: 2 }, item({ kind: 'deleted', length: 3 }))), liveLimits)));
    expect(admit(index, craftUpdate({ deletions: [{ client: 3, ranges: [[0, 5]] }] }), liveLimits).kind).toBe('known');
  });
});

describe('[A8] a delete set that came before', () => {
  const ranges = (count: number): [number, number][] => Array.from({ length: count }, (_, at) => [2 * at, 1]);
  const deletions = (...list: [number, number][]): Uint8Array => craftUpdate({ deletions: [{ client: 1, ranges: list }] });
  const typed = (): DocumentIndex => {
    const index: DocumentIndex = { stateVector: new Map([[1, 4_000]]), deleted: new DeletedRanges() };
    applyToIndex(index, newOf(admit(index, deletions(...ranges(1_000)), liveLimits)));
    return index;
  };

  test('is known, whether it was looked through or written by the server', () => {
    const index = typed();
    const part = deletions(...ranges(900));
    for (const update of [part, part, deletions(...ranges(1_000))]) expect(admit(index, update, liveLimits)).toEqual({ kind: 'known' });
    const whole = craftUpdate({ deletions: [{ client: 1, ranges: ranges(1_000) }] });
    expect(whole.subarray(1)).toEqual(index.deleted.encode());
    expect(index.deleted.holds(whole.subarray(1))).toBe(true);
    expect(admit(index, whole, liveLimits)).toEqual({ kind: 'known' });
  });

  test('stays known when more is deleted, and the rest of its update is taken without it', () => {
    const index = typed();
    const part = ranges(900);
    expect(admit(index, deletions(...part), liveLimits).kind).toBe('known');
    applyToIndex(index, newOf(admit(index, deletions([3_001, 5]), liveLimits)));
    expect(index.deleted.holds(deletions(...part).subarray(1))).toBe(true);
    expect(admit(index, deletions(...part), liveLimits).kind).toBe('known');
    const update = craftUpdate({ ...by3(textItem('new')), deletions: [{ client: 1, ranges: part }] });
    expect(newOf(admit(index, update, liveLimits)).update).toEqual(craftUpdate(by3(textItem('new'))));
  });

  test('is another where one byte differs: new, a gap, or refused', () => {
    const index = typed();
    expect(admit(index, deletions(...ranges(1_000)), liveLimits).kind).toBe('known');
    expect(admit(index, deletions(...ranges(999), [1_998, 2]), liveLimits).kind).toBe('new');
    expect(admit(index, deletions(...ranges(999), [4_001, 1]), liveLimits).kind).toBe('gap');
    expect(admit(index, Uint8Array.of(...deletions(...ranges(1_000)), 0), liveLimits).kind).toBe('refused');
  });

  test('of which something was missing is looked through again', () => {
    const index = typed();
    const more = deletions(...ranges(1_001));
    for (const kind of ['new', 'new']) expect(admit(index, more, liveLimits).kind).toBe(kind);
    const beyond = deletions(...ranges(1_000), [5_000, 1]);
    for (const kind of ['gap', 'gap']) expect(admit(index, beyond, liveLimits).kind).toBe(kind);
  });

  test('is not kept where it is very large', () => {
    const deleted = new DeletedRanges();
    const [most, more] = [new Uint8Array(heldBytesMax), new Uint8Array(heldBytesMax + 1)];
    deleted.remember(most);
    deleted.remember(more);
    expect([deleted.holds(most), deleted.holds(more)]).toEqual([true, false]);
  });
});

describe('[A9] limits', () => {
  const many = (count: number): CraftedStruct[] => Array.from({ length: count }, () => ({ kind: 'gc', length: 1 }));
  const clients = (count: number): CraftedUpdate => ({
    sections: Array.from({ length: count }, (_, client) => ({ client: 10_000 - client, clock: 0, structs: [textItem('x')] })),
  });

  test.each([
    ['20,000 structs live', (more: number) => by3(...many(20_000 + more)), liveLimits],
    ['200,000 structs in a step 2', (more: number) => ({ sections: [{ client: 3, clock: 0, structs: many(200_000 + more) }] }), syncLimits],
    ['64 new clients live', (more: number) => clients(64 + more), liveLimits],
    ['1,000 new clients in a step 2', (more: number) => clients(1_000 + more), syncLimits],
  ])('takes %s and refuses one more', (_name, make, limits) => {
    expect(verdict(make(0), limits).kind).toBe('new');
    expect(reasonOf(verdict(make(1), limits))).toContain('the most is');
  });

  test('takes as many clients as a document may have, and is full for one more, but not for those that it has', () => {
    const limits = { ...liveLimits, documentClientsMax: 5 };
    expect(verdict(clients(3), limits).kind).toBe('new');
    expect(verdict(clients(4), limits)).toEqual({ kind: 'full', reason: 'The document would have 6 clients; the most is 5.' });
    const more = { sections: [{ client: 1, clock: 5, structs: [textItem('x')] }] };
    expect(verdict(more, { ...liveLimits, documentClientsMax: 1 }).kind).toBe('new');
  });

  test('a document that has as many clients as it may is told in a state vector of at most 1 MiB', () => {
    const vector = new Map(Array.from({ length: liveLimits.documentClientsMax }, (_, index) => [Number.MAX_SAFE_INTEGER - index, 0xffff_ffff]));
    expect(decodeStateVector(encodeStateVector(vector)).size).toBe(liveLimits.documentClientsMax);
    expect(syncLimits.documentClientsMax).toBe(liveLimits.documentClientsMax);
  });

  test('takes as many bytes as it may and refuses one more', () => {
    const update = craftUpdate(by3(textItem('abc')));
    expect(verdict(update, { ...liveLimits, updateBytesMax: update.byteLength }).kind).toBe('new');
    expect(reasonOf(verdict(update, { ...liveLimits, updateBytesMax: update.byteLength - 1 }))).toContain('bytes');
  });

  test('takes an update that is within the limit as it came, and refuses it where it would be past it as it is stored', () => {
    const client = Number.MAX_SAFE_INTEGER;
    const index: DocumentIndex = { stateVector: new Map([[client, 1]]), deleted: new DeletedRanges() };
    const update = craftUpdate({ sections: [{ client, clock: 0, structs: [textItem('abcdef')] }] });
    const grown = newOf(admit(index, update, liveLimits)).update.byteLength;
    expect(grown).toBeGreaterThan(update.byteLength);
    expect(admit(index, update, { ...liveLimits, updateBytesMax: grown }).kind).toBe('new');
    expect(reasonOf(admit(index, update, { ...liveLimits, updateBytesMax: grown - 1 }))).toBe(
      `The update would have ${grown} bytes as it is stored; the most is ${grown - 1}.`,
    );
  });

  test('takes as many deleted ranges as a document may have, and is full for one more', () => {
    const update = craftUpdate({ deletions: [{ client: 1, ranges: [[0, 1], [2, 1], [4, 1]] }] });
    expect(verdict(update, { ...liveLimits, deletedRangesMax: 3 }).kind).toBe('new');
    const reason = 'The document would have 3 deleted ranges; the most is 2.';
    expect(verdict(update, { ...liveLimits, deletedRangesMax: 2 })).toEqual({ kind: 'full', reason });
  });
});
