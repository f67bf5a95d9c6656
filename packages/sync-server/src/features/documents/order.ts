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
  /** All titles in this order; null where it is to be made again. */
  #titles: Titles | null = null;

  constructor(sort: Sort) {
    this.#sort = sort;
  }

  get entries(): readonly CatalogEntry[] {
    return this.#entries;
  }

  add(entry: CatalogEntry): void {
    this.#titles = null;
    this.#entries.splice(this.placeOf(keyOf(entry, this.#sort), entry.documentId), 0, entry);
  }

  /** The very entry that was added. */
  remove(entry: CatalogEntry): void {
    const place = this.placeOf(keyOf(entry, this.#sort), entry.documentId);
    if (this.#entries[place] !== entry) return;
    this.#titles = null;
    this.#entries.splice(place, 1);
  }

  /** Which of the terms, none of which holds a line's end, are in each title: a bit for each, by the places of this order. */
  titlesWith(terms: readonly string[]): Uint16Array {
    this.#titles ??= joined(this.#entries);
    const found = new Uint16Array(this.#entries.length);
    for (const [term, text] of terms.entries()) mark(found, this.#titles, { text, bit: 1 << term });
    return found;
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

interface Titles {
  readonly text: string;
  /** Where the title of each place begins in it. */
  readonly starts: Uint32Array;
}

/** One long text is searched many times faster than thousands of short ones. */
function joined(entries: readonly CatalogEntry[]): Titles {
  const starts = new Uint32Array(entries.length);
  let length = 0;
  for (let at = 0; at < entries.length; at++) {
    starts[at] = length;
    length += (entries[at]?.foldedTitle.length ?? 0) + 1;
  }
  return { text: entries.map(({ foldedTitle }) => foldedTitle).join('\n'), starts };
}

function mark(found: Uint16Array, { text, starts }: Titles, sought: { readonly text: string; readonly bit: number }): void {
  let place = 0;
  for (let at = text.indexOf(sought.text); at !== -1; ) {
    while ((starts[place + 1] ?? Number.POSITIVE_INFINITY) <= at) place++;
    found[place] = (found[place] ?? 0) | sought.bit;
    // The next title: one find says it all.
    const next = starts[place + 1];
    at = next === undefined ? -1 : text.indexOf(sought.text, next);
  }
}

function isBefore(key: string | number, documentId: string, otherKey: string | number, otherId: string): boolean {
  return key === otherKey ? documentId < otherId : key < otherKey;
}
