/** Each rule of what is refused, broken on purpose. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { describe, expect, test, vi } from 'vitest';
import { admit, applyToIndex, liveLimits, syncLimits } from './admission.ts';
import { DeletedRanges } from './deleted-ranges.ts';
import { craftUpdate, textItem, type CraftedContent, type CraftedStruct } from './testing/craft-update.ts';
import { docOf, hasPending } from './testing/document-content.ts';
import { by3, HELLO_WORLD, helloWorld, item, newOf, reasonOf, verdict } from './testing/small-document.ts';

describe('[A1] the format', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing at all', Uint8Array.of(), 'cut off'],
    ['a cut', craftUpdate(by3(textItem('abc'))).subarray(0, 9), 'cut off'],
    ['more sections than bytes', Uint8Array.of(0xff, 0xff, 0xff, 0x7f), 'cut off'],
    ['a string longer than the update', Uint8Array.of(1, 1, 3, 0, 4, 1, 1, 116, 200, 1, 97), 'cut off'],
    ['content of kind 11', Uint8Array.of(1, 1, 3, 0, 11, 1, 1, 116, 1, 97, 0), 'unknown'],
    ['a GC struct with flags', Uint8Array.of(1, 1, 3, 0, 0x80, 1, 0), 'unknown'],
    ['a Skip with flags', Uint8Array.of(1, 1, 3, 0, 0x8a, 1, 0), 'unknown'],
    ['a parent that is neither root nor item', Uint8Array.of(1, 1, 3, 0, 4, 2, 1, 116, 1, 97, 0), 'kind of parent'],
    ['shared type 7', craftUpdate(by3(item({ kind: 'type', type: 7 }))), 'shared type 7'],
    ['a string that is not UTF-8', Uint8Array.of(1, 1, 3, 0, 4, 1, 1, 116, 1, 0xff, 0), 'UTF-8'],
    ['half of a surrogate pair', Uint8Array.of(1, 1, 3, 0, 4, 1, 1, 116, 3, 0xed, 0xa0, 0x80, 0), 'UTF-8'],
    ['an embed that is not JSON', craftUpdate(by3(item({ kind: 'embed', json: '{' }))), 'not JSON'],
    ['a format that is not JSON', craftUpdate(by3(item({ kind: 'format', key: 'b', json: 'undefined' }))), 'not JSON'],
    ['an unknown kind of any', Uint8Array.of(1, 1, 3, 0, 8, 1, 1, 116, 1, 99, 0), 'kind of value 99'],
  ])('refuses %s', (_name, update, reason) => {
    expect(reasonOf(verdict(update))).toContain(reason);
  });

  test('16 MiB of crafted types are refused by count, without being read', () => {
    const encoder = encoding.createEncoder();
    for (const number of [1, 8_000_000, 3, 0]) encoding.writeVarUint(encoder, number);
    const update = new Uint8Array(16 * 1024 * 1024);
    update.set(encoding.toUint8Array(encoder));
    expect(reasonOf(verdict(update))).toContain('8000000 structs');
  });
});

describe('[A2] what no Yjs client writes', () => {
  test('refuses trailing bytes', () => {
    expect(reasonOf(verdict(Uint8Array.of(...craftUpdate(by3(textItem('a'))), 0)))).toContain('1 bytes follow');
  });

  test('refuses one client in two sections, side by side or apart', () => {
    const [a, b] = [{ client: 3, clock: 0, structs: [textItem('a')] }, { client: 4, clock: 0, structs: [textItem('b')] }];
    expect(reasonOf(verdict({ sections: [a, { ...a, clock: 1 }] }))).toContain('two sections of the client 3');
    expect(reasonOf(verdict({ sections: [b, a, { ...b, clock: 1 }] }))).toContain('two sections of the client 4');
  });

  test('refuses one client in two delete sets, side by side or apart', () => {
    const [a, b] = [{ client: 1, ranges: [[0, 1] as const] }, { client: 2, ranges: [[0, 1] as const] }];
    expect(verdict({ deletions: [a, b] }).kind).toBe('new');
    expect(reasonOf(verdict({ deletions: [a, a] }))).toContain('two delete sets of the client 1');
    expect(reasonOf(verdict({ deletions: [b, a, b] }))).toContain('two delete sets of the client 2');
  });

  test('takes client 2^53 - 1 and refuses 2^53', () => {
    const highest = { client: Number.MAX_SAFE_INTEGER, clock: 0, structs: [textItem('a')] };
    expect(verdict({ sections: [highest] }).kind).toBe('new');
    const update = Uint8Array.of(1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 4, 1, 1, 116, 1, 97, 0);
    expect(reasonOf(verdict(update))).toContain('above 2^53 - 1');
  });

  test('takes a clock that ends at 2^32 - 1 and refuses one above', () => {
    expect(verdict(by3({ kind: 'gc', length: 2 ** 32 - 1 })).kind).toBe('new');
    expect(reasonOf(verdict(by3({ kind: 'gc', length: 2 ** 32 })))).toContain('above clock 2^32 - 1');
    expect(reasonOf(verdict({ deletions: [{ client: 1, ranges: [[2 ** 32 - 1, 1]] }] }))).toContain('above clock 2^32 - 1');
  });

  test.each<[string, CraftedStruct]>([
    ['GC', { kind: 'gc', length: 0 }],
    ['Skip', { kind: 'skip', length: 0 }],
    ['deleted item', item({ kind: 'deleted', length: 0 })],
    ['string', textItem('')],
    ['list', item({ kind: 'any', values: [] })],
  ])('refuses a %s without length', (_name, struct) => {
    expect(reasonOf(verdict(by3(struct)))).toContain('no length');
  });

  test('refuses a deletion without length', () => {
    expect(reasonOf(verdict({ deletions: [{ client: 1, ranges: [[0, 0]] }] }))).toContain('no length');
  });
});

describe('[A3] [A4] names', () => {
  test.each(['origin', 'right', 'parent'])('[A3] refuses a struct whose %s is itself or comes later', (place) => {
    for (const clock of [1, 2]) {
      const struct: CraftedStruct = { kind: 'item', [place]: { client: 3, clock }, content: { kind: 'string', text: 'b' } };
      expect(reasonOf(verdict(by3(textItem('a'), struct)))).toContain(`names 3:${clock}`);
    }
    const before: CraftedStruct = { kind: 'item', [place]: { client: 3, clock: 0 }, content: { kind: 'string', text: 'b' } };
    expect(verdict(by3(textItem('a'), before)).kind).toBe('new');
  });

  test('[A4] takes names that are known, or new in the update whatever its order', () => {
    const names3 = { client: 4, clock: 0, structs: [textItem('b', { origin: { client: 3, clock: 0 }, right: { client: 2, clock: 4 } })] };
    const update = newOf(verdict({ sections: [names3, { client: 3, clock: 0, structs: [textItem('a')] }] })).update;
    expect(hasPending(docOf([HELLO_WORLD, update]))).toBe(false);
  });

  test('[A4] refuses a circle, of two or of three', () => {
    const waits = (client: number, named: number): { client: number; clock: number; structs: CraftedStruct[] } => ({
      client,
      clock: 0,
      structs: [textItem('x', { origin: { client: named, clock: 0 } })],
    });
    for (const sections of [[waits(4, 3), waits(3, 4)], [waits(5, 4), waits(4, 3), waits(3, 5)]]) {
      expect(hasPending(docOf([craftUpdate({ sections })]))).toBe(true);
      expect(reasonOf(verdict({ sections }))).toContain('circle');
    }
  });

  test('[A4] two clients that name each other in turn are no circle', () => {
    const sections = [
      { client: 4, clock: 0, structs: [textItem('b', { origin: { client: 3, clock: 0 } }), textItem('d', { origin: { client: 3, clock: 1 } })] },
      { client: 3, clock: 0, structs: [textItem('a'), textItem('c', { origin: { client: 4, clock: 0 } })] },
    ];
    expect(verdict({ sections }).kind).toBe('new');
  });

  test('[A4] a hundred thousand structs that wait for each other in turn are ordered in one walk', () => {
    const structs = (other: number, offset: number): CraftedStruct[] =>
      Array.from({ length: 50_000 }, (_, clock) => (clock + offset < 0 ? textItem('x') : textItem('x', { origin: { client: other, clock: clock + offset } })));
    const sections = [
      { client: 4, clock: 0, structs: structs(3, 0) },
      { client: 3, clock: 0, structs: structs(4, -1) },
    ];
    expect(verdict({ sections }, syncLimits).kind).toBe('new');
  });
});

describe('[A5] content that poisons', () => {
  test('refuses a subdocument', () => {
    expect(reasonOf(verdict(by3(item({ kind: 'document', guid: 'd' }))))).toContain('subdocument');
  });

  test('takes values nested 64 deep and refuses 65, as any, JSON, embed and format', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: [nested(depth - 2)] });
    for (const content of ['any', 'json', 'embed', 'format'] as const) {
      const make = (value: unknown): CraftedContent => {
        const json = JSON.stringify(value);
        if (content === 'any') return { kind: 'any', values: [value] };
        return content === 'json' ? { kind: 'json', values: [json] } : content === 'embed' ? { kind: 'embed', json } : { kind: 'format', key: 'k', json };
      };
      expect(verdict(by3(item(make(nested(64))))).kind, content).toBe('new');
      expect(reasonOf(verdict(by3(item(make([nested(64)]))))), content).toContain('nested deeper than 64');
    }
  });

  test('refuses a map entry with two values, which part of a deletion would make a Y.Doc throw', () => {
    const entry: CraftedStruct = { kind: 'item', parent: 'm', key: 'k', content: { kind: 'any', values: [1, 2] } };
    expect(reasonOf(verdict(by3(entry)))).toContain('has 2 values');
    const part = { ...by3(entry), deletions: [{ client: 3, ranges: [[0, 1] as const] }] };
    expect(reasonOf(verdict(part))).toContain('has 2 values');
  });

  test('takes one that is deleted in part by the document and for the rest by the update, and copies nothing of the document to see it', () => {
    const index = helloWorld();
    const values = (...of: number[]): CraftedStruct => ({ kind: 'item', parent: 'm', key: 'k', content: { kind: 'any', values: of } });
    const first = newOf(admit(index, craftUpdate({ ...by3(values(1)), deletions: [{ client: 3, ranges: [[0, 1]] }] }), liveLimits));
    applyToIndex(index, first);
    const whole = (length: number): Uint8Array => craftUpdate({ ...by3(values(1, 2, 3)), deletions: [{ client: 3, ranges: [[1, length]] }] });
    const addAll = vi.spyOn(DeletedRanges.prototype, 'addAll');
    expect(admit(index, whole(2), liveLimits).kind).toBe('new');
    expect(reasonOf(admit(index, whole(1), liveLimits))).toContain('has 3 values');
    expect(addAll.mock.calls.filter(([from]) => from === index.deleted)).toEqual([]);
    addAll.mockRestore();
  });

  test('takes old values of a map that Yjs has put together, since all of them are deleted', () => {
    const doc = new Y.Doc({ gc: false });
    const map = doc.getMap('m');
    for (const value of [1, 2, 3]) map.set('k', value);
    const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
    expect(structs.map(({ length }) => length)).toEqual([2, 1]);
    expect(verdict(Y.encodeStateAsUpdate(doc)).kind).toBe('new');
  });

  test('__proto__ is a name like any other', () => {
    const entry: CraftedStruct = { kind: 'item', parent: '__proto__', key: '__proto__', content: { kind: 'any', values: [{ ['__proto__']: 1 }] } };
    expect(verdict(by3(entry)).kind).toBe('new');
  });
});
