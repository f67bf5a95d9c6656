/** Random updates of somebody who wants to break the relay or its clients: crafted, mutated, merged, replayed. */
import * as Y from 'yjs';
import { craftUpdate, type CraftedContent, type CraftedStruct, type Id } from './craft-update.ts';
import type { Random } from './random.ts';

/** Few clients and small clocks, so that names meet. */
const CLIENTS = [1, 2, 3, 4, 5] as const;

/** What an attacker knows: everything that was shown. */
export interface Surroundings {
  /** Client → next clock. */
  readonly clocks: ReadonlyMap<number, number>;
  /** Updates that were stored or sent by honest people. */
  readonly seen: readonly Uint8Array[];
}

export function hostileUpdate(random: Random, surroundings: Surroundings): Uint8Array {
  const { seen } = surroundings;
  const kind = random.next();
  if (seen.length === 0 || kind < 0.6) return crafted(random, surroundings);
  if (kind < 0.75) return mutated(random, random.pick(seen));
  if (kind < 0.85) return random.pick(seen);
  if (kind < 0.95) return Y.mergeUpdates(random.shuffled(seen).slice(0, random.between(1, 4)));
  return Y.diffUpdate(random.pick(seen), vectorOf(random));
}

function crafted(random: Random, surroundings: Surroundings): Uint8Array {
  const clients = random.shuffled(CLIENTS).slice(0, random.pick([1, 1, 1, 2, 2, 3]));
  if (random.chance(0.7)) clients.sort((a, b) => b - a);
  if (random.chance(0.02) && clients[0] !== undefined) clients.push(clients[0]);
  const sections = clients.map((client) => section(random, client, surroundings));
  const deletions = random.chance(0.5) ? [] : CLIENTS.filter(() => random.chance(0.4)).map((client) => deletionsOf(random, client, surroundings, sections));
  const update = craftUpdate({ sections: random.chance(0.1) ? [] : sections, deletions });
  return random.chance(0.02) ? mutated(random, update) : update;
}

function section(random: Random, client: number, { clocks }: Surroundings): { client: number; clock: number; structs: CraftedStruct[] } {
  const next = clocks.get(client) ?? 0;
  const clock = random.chance(0.75) ? next : Math.max(0, next + random.between(-4, 2));
  const structs: CraftedStruct[] = [];
  let at = clock;
  for (let left = random.pick([1, 1, 1, 2, 2, 3, 4]); left > 0; left--) {
    const struct = randomStruct(random, { client, clock: at }, clocks);
    structs.push(struct);
    at += lengthOf(struct);
  }
  return { client, clock, structs };
}

function randomStruct(random: Random, id: Id, clocks: ReadonlyMap<number, number>): CraftedStruct {
  const kind = random.next();
  if (kind < 0.08) return { kind: 'gc', length: random.between(random.chance(0.05) ? 0 : 1, 4) };
  if (kind < 0.11) return { kind: 'skip', length: random.between(1, 3) };
  const name = (): Id => randomName(random, id, clocks);
  const content = randomContent(random);
  const key = random.chance(0.2) ? { key: random.pick(['k', 'l', '__proto__']) } : {};
  const shape = random.next();
  if (shape < 0.3) return { kind: 'item', parent: random.pick(['default', 'title', 'map', 'array']), ...key, content };
  if (shape < 0.5) return { kind: 'item', parent: name(), ...key, content };
  if (shape < 0.7) return { kind: 'item', origin: name(), ...key, content };
  if (shape < 0.85) return { kind: 'item', right: name(), ...key, content };
  return { kind: 'item', origin: name(), right: name(), ...key, content };
}

/** Mostly something that is there or about to be; sometimes one's own future, or nothing that ever was. */
function randomName(random: Random, id: Id, clocks: ReadonlyMap<number, number>): Id {
  const client = random.chance(0.4) ? id.client : random.pick(CLIENTS);
  const next = client === id.client ? id.clock : (clocks.get(client) ?? 0);
  const ahead = random.chance(0.25) ? random.between(0, 3) : -1;
  return { client, clock: Math.max(0, ahead >= 0 ? next + ahead : random.below(Math.max(1, next))) };
}

function randomContent(random: Random): CraftedContent {
  const contents: readonly (() => CraftedContent)[] = [
    () => ({ kind: 'deleted', length: random.between(1, 3) }),
    () => ({ kind: 'json', values: random.pick([['1'], ['1', '"two"'], ['undefined'], ['{"__proto__":1}'], random.chance(0.1) ? ['{'] : ['[]']]) }),
    () => ({ kind: 'binary', bytes: Uint8Array.of(1, 2, 3) }),
    () => ({ kind: 'string', text: random.pick(['a', 'bc', 'def', '😀', 'x😀', '']) }),
    () => ({ kind: 'string', text: random.pick(['a', 'bc', 'def', '😀', 'x😀y']) }),
    () => ({ kind: 'embed', json: random.pick(['{}', '1', 'null', '"x"']) }),
    () => ({ kind: 'format', key: random.pick(['bold', '__proto__']), json: random.pick(['true', 'null', '{"a":1}']) }),
    () => ({ kind: 'type', type: random.pick([0, 1, 2, 4, 6]) }),
    () => ({ kind: 'type', type: random.pick([3, 5]), name: random.pick(['p', 'div']) }),
    () => ({ kind: 'any', values: random.pick([[1], ['a', null], [{ a: [1] }], [undefined, 2n, 1.5]]) }),
    () => (random.chance(0.1) ? { kind: 'document', guid: 'd' } : { kind: 'any', values: [true] }),
  ];
  return random.pick(contents)();
}

function deletionsOf(
  random: Random,
  client: number,
  { clocks }: Surroundings,
  sections: readonly { client: number; clock: number; structs: readonly CraftedStruct[] }[],
): { client: number; ranges: [number, number][] } {
  const own = sections.find((candidate) => candidate.client === client);
  const end = own === undefined ? (clocks.get(client) ?? 0) : own.clock + own.structs.reduce((sum, struct) => sum + lengthOf(struct), 0);
  const ranges = Array.from({ length: random.between(1, 3) }, (): [number, number] => {
    const clock = random.below(Math.max(1, end));
    const length = random.chance(0.1) ? random.between(0, 9) : random.between(1, Math.max(1, end - clock));
    return [clock, length];
  });
  return { client, ranges };
}

function lengthOf(struct: CraftedStruct): number {
  if (struct.kind !== 'item') return struct.length;
  const { content } = struct;
  switch (content.kind) {
    case 'deleted':
      return content.length;
    case 'json':
    case 'any':
      return content.values.length;
    case 'string':
      return content.text.length;
    case 'binary':
    case 'embed':
    case 'format':
    case 'type':
    case 'document':
      return 1;
  }
}

function mutated(random: Random, update: Uint8Array): Uint8Array {
  const bytes = update.slice();
  if (bytes.byteLength === 0) return bytes;
  const kind = random.next();
  if (kind < 0.15) return bytes.subarray(0, random.below(bytes.byteLength));
  if (kind < 0.25) return Uint8Array.of(...bytes, ...bytes.subarray(0, random.between(1, 4)));
  for (let left = random.between(1, 3); left > 0; left--) {
    const at = random.below(bytes.byteLength);
    bytes[at] = kind < 0.6 ? (bytes[at] ?? 0) + random.between(-2, 2) : random.below(256);
  }
  return bytes;
}

function vectorOf(random: Random): Uint8Array {
  return Y.encodeStateVector(new Map(CLIENTS.map((client) => [client, random.below(6)])));
}
