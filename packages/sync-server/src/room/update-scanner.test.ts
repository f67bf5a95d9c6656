/** The scanner against Yjs' own decoder, and where it is stricter. */
import { ProtocolError } from '@scriptorium/protocol';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { craftUpdate, textItem, type CraftedContent, type CraftedStruct } from './testing/craft-update.ts';
import { hostileUpdate } from './testing/hostile-updates.ts';
import { Editing } from './testing/random-editing.ts';
import { Random } from './testing/random.ts';
import { UpdateScanner } from './update-scanner.ts';

interface Seen {
  structs: string[];
  deleted: [number, number, number][];
}

function scan(update: Uint8Array): Seen {
  const scanner = new UpdateScanner(update);
  const seen: Seen = { structs: [], deleted: [] };
  while (scanner.nextSection()) {
    while (scanner.nextStruct()) {
      const { client, clock, length, info } = scanner;
      const kind = info === 0 ? 'GC' : info === 10 ? 'Skip' : String(info & 0x1f);
      const names = [
        [scanner.originClient, scanner.originClock],
        [scanner.rightClient, scanner.rightClock],
        [scanner.parentClient, scanner.parentClock],
      ].map(([named, at]) => (named === -1 ? null : `${named}:${at}`));
      seen.structs.push([client, clock, length, kind, ...names].join(' '));
    }
  }
  while (scanner.nextDeletedClient()) while (scanner.nextDeletedRange()) seen.deleted.push([scanner.client, scanner.clock, scanner.length]);
  scanner.end();
  return seen;
}

function decode(update: Uint8Array): Seen {
  const { structs, ds } = Y.decodeUpdate(update);
  const name = (id: unknown): string | null => (id instanceof Y.ID ? `${id.client}:${id.clock}` : null);
  return {
    structs: structs.map((struct) => {
      const { client, clock } = struct.id;
      if (struct instanceof Y.Item) {
        const names = [struct.origin, struct.rightOrigin, struct.parent].map(name);
        return [client, clock, struct.length, String(struct.content.getRef()), ...names].join(' ');
      }
      return [client, clock, struct.length, struct instanceof Y.GC ? 'GC' : 'Skip', null, null, null].join(' ');
    }),
    deleted: [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }): [number, number, number] => [client, clock, len])),
  };
}

/** The scanner agrees with Yjs, or refuses. Gives whether it read the update. */
function agrees(update: Uint8Array): boolean {
  let seen: Seen;
  try {
    seen = scan(update);
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
  expect(seen).toEqual(decode(update));
  return true;
}

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`the scanner, seed ${seed}`, () => {
  test('[A1] reads every honest update as Yjs does', () => {
    const random = new Random(seed);
    for (let round = 0; round < 40; round++) {
      const docs = [new Y.Doc(), new Y.Doc({ gc: false })];
      const updates: Uint8Array[] = [];
      for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
      const people = docs.map((doc) => new Editing(doc, random));
      for (let step = 0; step < 30; step++) random.pick(people).edit();
      for (const update of [...updates, ...docs.map((doc) => Y.encodeStateAsUpdate(doc)), Y.mergeUpdates([Uint8Array.of(0, 0), ...updates])]) {
        expect(agrees(update)).toBe(true);
      }
    }
  });

  test('[A1] reads every hostile update as Yjs does, or refuses it', () => {
    const random = new Random(seed);
    const seen = [craftUpdate({ sections: [{ client: 1, clock: 0, structs: [textItem('hello 😀')] }] })];
    let read = 0;
    for (let count = 0; count < 4_000; count++) {
      const update = hostileUpdate(random, { clocks: new Map([[1, 8], [2, 3]]), seen });
      if (!agrees(update)) continue;
      read++;
      if (seen.length < 200) seen.push(update);
    }
    expect(read).toBeGreaterThan(500);
  });

  test.each<[string, CraftedContent]>([
    ['deleted', { kind: 'deleted', length: 7 }],
    ['JSON', { kind: 'json', values: ['1', 'undefined', '{"a":["\\u00e9", -1.5e+3, true, null]}', ' [ ] '] }],
    ['binary', { kind: 'binary', bytes: Uint8Array.of(0, 255) }],
    ['a string', { kind: 'string', text: 'aé😀\u0000\ufeff' }],
    ['an embed', { kind: 'embed', json: '{"image":"x"}' }],
    ['a format', { kind: 'format', key: 'bold', json: 'null' }],
    ['an array type', { kind: 'type', type: 0 }],
    ['an XML element', { kind: 'type', type: 3, name: 'paragraph' }],
    ['an XML hook', { kind: 'type', type: 5, name: 'hook' }],
    ['an XML text', { kind: 'type', type: 6 }],
    ['any', { kind: 'any', values: [1, -1, 2 ** 40, 1.5, Math.PI, 3n, 'é', true, false, null, undefined, { a: [{}] }, [[]], Uint8Array.of(1)] }],
  ])('[A1] reads %s as Yjs does', (_name, content) => {
    const structs: CraftedStruct[] = [{ kind: 'item', key: 'k', content }, { kind: 'item', origin: { client: 4, clock: 3 }, content }];
    expect(agrees(craftUpdate({ sections: [{ client: 5, clock: 9, structs }], deletions: [{ client: 5, ranges: [[2, 3]] }] }))).toBe(true);
  });
});
