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

/** Where an entry stands in an order: compared part by part, smaller first. */
export type Place = readonly (string | number)[];

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
    const found: { readonly entry: CatalogEntry; readonly place: Place }[] = [];
    // Asked in turn, cheapest first: most entries fall at the place, and their texts are never looked at.
    for (const entry of this.#entries.values()) {
      if (!filter(entry.documentId)) continue;
      const place = placeOf(entry, sort, terms);
      if (after !== null && comparePlaces(place, after) <= 0) continue;
      const last = found.length > limit ? found.at(-1) : undefined;
      if (last !== undefined && comparePlaces(place, last.place) >= 0) continue;
      if (!matches(entry.documentId, entry.foldedTitle)) continue;
      insert(found, { entry, place });
      if (found.length > limit + 1) found.pop();
    }
    const shown = found.slice(0, limit);
    return { entries: shown.map(({ entry }) => entry), next: found.length > limit ? (shown.at(-1)?.place ?? null) : null };
  }
}

/** What is searched for comes first where it is in the title, and there where the title begins with it. */
function placeOf({ documentId, foldedTitle, meta }: CatalogEntry, sort: Sort, terms: readonly string[]): Place {
  const rank = terms.length === 0 ? 0 : rankOf(foldedTitle, terms);
  switch (sort) {
    case 'updated':
      return [rank, -meta.updatedAt, documentId];
    case 'title':
      return [rank, foldedTitle, documentId];
    case 'id':
      return [rank, documentId];
  }
}

function rankOf(foldedTitle: string, terms: readonly string[]): number {
  if (!terms.every((term) => foldedTitle.includes(term))) return 2;
  return foldedTitle.startsWith(terms[0] ?? '') ? 0 : 1;
}

export function comparePlaces(one: Place, other: Place): number {
  for (const [index, part] of one.entries()) {
    const against = other[index];
    if (against === undefined || part === against) continue;
    return part < against ? -1 : 1;
  }
  return 0;
}

function insert<Found extends { readonly place: Place }>(found: Found[], one: Found): void {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = found[middle];
    if (there !== undefined && comparePlaces(there.place, one.place) < 0) low = middle + 1;
    else high = middle;
  }
  found.splice(low, 0, one);
}
