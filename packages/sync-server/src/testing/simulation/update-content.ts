/** Which clocks an update holds and which it deletes, told apart from the product's own index: Yjs reads it, and bits are counted. */
import * as Y from 'yjs';

interface Range {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

interface Parsed {
  readonly structs: readonly Range[];
  readonly deletions: readonly Range[];
}

const parsedUpdates = new WeakMap<Uint8Array, Parsed>();

function parse(update: Uint8Array): Parsed {
  const known = parsedUpdates.get(update);
  if (known !== undefined) return known;
  const { structs, ds } = Y.decodeUpdate(update);
  const deletions: Range[] = [...ds.clients].flatMap(([client, items]) => items.map(({ clock, len }) => ({ client, clock, length: len })));
  const present: Range[] = [];
  for (const struct of structs) {
    if (struct.constructor.name === 'Skip') continue;
    const range = { client: struct.id.client, clock: struct.id.clock, length: struct.length };
    present.push(range);
    if (struct instanceof Y.GC || (struct instanceof Y.Item && struct.content instanceof Y.ContentDeleted)) deletions.push(range);
  }
  const parsed = { structs: present, deletions };
  parsedUpdates.set(update, parsed);
  return parsed;
}

export function hasStructs(update: Uint8Array): boolean {
  return parse(update).structs.length > 0;
}

/** What a document has, clock by clock. */
export class UpdateContent {
  readonly #structs = new Bits();
  readonly #deletions = new Bits();

  add(update: Uint8Array): void {
    const { structs, deletions } = parse(update);
    for (const range of structs) this.#structs.set(range);
    for (const range of deletions) this.#deletions.set(range);
  }

  /** What of the update is not here, in words; null where all of it is. */
  lacking(update: Uint8Array): string | null {
    const { structs, deletions } = parse(update);
    const struct = structs.find((range) => !this.#structs.has(range));
    if (struct !== undefined) return `${struct.client}:${struct.clock}+${struct.length}`;
    const deletion = deletions.find((range) => !this.#deletions.has(range));
    return deletion === undefined ? null : `the deletion of ${deletion.client}:${deletion.clock}+${deletion.length}`;
  }

  hasStructsOf(update: Uint8Array): boolean {
    return parse(update).structs.every((range) => this.#structs.has(range));
  }

  /** The same of another's whole content. */
  lackingOf(other: UpdateContent): string | null {
    const struct = this.#structs.lackingOf(other.#structs);
    if (struct !== null) return struct;
    const deletion = this.#deletions.lackingOf(other.#deletions);
    return deletion === null ? null : `the deletion of ${deletion}`;
  }
}

class Bits {
  readonly #clients = new Map<number, Uint8Array>();

  set({ client, clock, length }: Range): void {
    let bits = this.#clients.get(client) ?? new Uint8Array(64);
    if (bits.byteLength < clock + length) {
      const larger = new Uint8Array(2 * (clock + length));
      larger.set(bits);
      bits = larger;
    }
    bits.fill(1, clock, clock + length);
    this.#clients.set(client, bits);
  }

  has({ client, clock, length }: Range): boolean {
    const bits = this.#clients.get(client);
    if (bits === undefined || bits.byteLength < clock + length) return false;
    const zero = bits.indexOf(0, clock);
    return zero === -1 || zero >= clock + length;
  }

  lackingOf(other: Bits): string | null {
    for (const [client, wanted] of other.#clients) {
      const own = this.#clients.get(client);
      const clock = wanted.findIndex((bit, at) => bit === 1 && own?.[at] !== 1);
      if (clock !== -1) return `${client}:${clock}`;
    }
    return null;
  }
}
