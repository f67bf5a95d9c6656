/** The documents as the list shows them, in memory: sorted, searched and cut into pages by one pass for each request. */
import type { DocumentEntry } from '../document-service.ts';
import { fold, termsOf } from './fold.ts';
import { TextIndex } from './text-index.ts';

export interface CatalogEntry extends DocumentEntry {
  readonly foldedTitle: string;
}

export type Sort = 'updated' | 'title' | 'id';

export interface CatalogQuery {
  readonly limit: number;
  readonly sort: Sort;
  /** Everything where it is empty. */
  readonly query: string;
  readonly filter: (documentId: string) => boolean;
  /** `next` of the page before. */
  readonly after: Place | null;
}

/** Where an entry stands in an order: rank of the find, what is sorted by, id. Compared part by part, smaller first. */
export type Place = readonly [rank: number, key: string | number, documentId: string];

export interface CatalogPage {
  readonly entries: readonly CatalogEntry[];
  readonly next: Place | null;
}

export class Catalog {
  readonly texts: TextIndex = new TextIndex();
  readonly #entries = new Map<string, CatalogEntry>();

  get size(): number {
    return this.#entries.size;
  }

  get(documentId: string): CatalogEntry | null {
    return this.#entries.get(documentId) ?? null;
  }

  ids(): Iterable<string> {
    return this.#entries.keys();
  }

  put(entry: DocumentEntry): void {
    const { title } = entry.meta;
    this.#entries.set(entry.documentId, { ...entry, foldedTitle: fold(title ?? entry.documentId) });
  }

  /** The text stays: what is in the trash may come back. */
  remove(documentId: string): void {
    this.#entries.delete(documentId);
  }

  erase(documentId: string): void {
    this.#entries.delete(documentId);
    this.texts.delete(documentId);
  }

  page({ limit, sort, query, filter, after }: CatalogQuery): CatalogPage {
    const terms = termsOf(query);
    const matches = terms.length === 0 ? () => true : this.texts.matcher(terms);
    const found: Found[] = [];
    let worst: Found | null = null;
    // Asked in turn, cheapest first: most entries fall at the place, and their texts are never looked at.
    for (const entry of this.#entries.values()) {
      const rank = terms.length === 0 ? 0 : rankOf(entry.foldedTitle, terms);
      const key = keyOf(entry, sort);
      if (after !== null && compare(rank, key, entry.documentId, after) <= 0) continue;
      if (worst !== null && compare(rank, key, entry.documentId, worst.place) >= 0) continue;
      if (!filter(entry.documentId) || !matches(entry.documentId, entry.foldedTitle)) continue;
      insert(found, { entry, place: [rank, key, entry.documentId] });
      if (found.length > limit + 1) found.pop();
      if (found.length > limit) worst = found.at(-1) ?? null;
    }
    const shown = found.slice(0, limit);
    return { entries: shown.map(({ entry }) => entry), next: found.length > limit ? (shown.at(-1)?.place ?? null) : null };
  }
}

interface Found {
  readonly entry: CatalogEntry;
  readonly place: Place;
}

function keyOf({ documentId, foldedTitle, meta }: CatalogEntry, sort: Sort): string | number {
  switch (sort) {
    case 'updated':
      return -meta.updatedAt;
    case 'title':
      return foldedTitle;
    case 'id':
      return documentId;
  }
}

/** What is searched for comes first where it is in the title, and there where the title begins with it. */
function rankOf(foldedTitle: string, terms: readonly string[]): number {
  for (const term of terms) if (!foldedTitle.includes(term)) return 2;
  return foldedTitle.startsWith(terms[0] ?? '') ? 0 : 1;
}

function compare(rank: number, key: string | number, documentId: string, [otherRank, otherKey, otherId]: Place): number {
  if (rank !== otherRank) return rank - otherRank;
  if (key !== otherKey) return key < otherKey ? -1 : 1;
  if (documentId === otherId) return 0;
  return documentId < otherId ? -1 : 1;
}

function insert(found: Found[], one: Found): void {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = found[middle];
    if (there !== undefined && compare(...there.place, one.place) < 0) low = middle + 1;
    else high = middle;
  }
  found.splice(low, 0, one);
}
