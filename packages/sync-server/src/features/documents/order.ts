/** The documents in one order, kept in it: what is put in finds its place by halving. */
import type { CatalogEntry } from './catalog.ts';

export type Sort = 'updated' | 'title' | 'id';

/** What an entry is sorted by; smaller comes first, and the id decides between equals. */
export function keyOf({ documentId, foldedTitle, meta }: CatalogEntry, sort: Sort): string | number {
  switch (sort) {
    case 'updated':
      return -meta.updatedAt;
    case 'title':
      return foldedTitle;
    case 'id':
      return documentId;
  }
}

export class Order {
  readonly #sort: Sort;
  readonly #entries: CatalogEntry[] = [];

  constructor(sort: Sort) {
    this.#sort = sort;
  }

  get entries(): readonly CatalogEntry[] {
    return this.#entries;
  }

  add(entry: CatalogEntry): void {
    this.#entries.splice(this.placeOf(keyOf(entry, this.#sort), entry.documentId), 0, entry);
  }

  /** The very entry that was added. */
  remove(entry: CatalogEntry): void {
    const place = this.placeOf(keyOf(entry, this.#sort), entry.documentId);
    if (this.#entries[place] === entry) this.#entries.splice(place, 1);
  }

  /** How many entries come before. */
  placeOf(key: string | number, documentId: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#entries[middle];
      if (there !== undefined && isBefore(keyOf(there, this.#sort), there.documentId, key, documentId)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(key: string | number, documentId: string, otherKey: string | number, otherId: string): boolean {
  return key === otherKey ? documentId < otherId : key < otherKey;
}
