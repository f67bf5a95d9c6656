/** The documents as the list shows them, in memory: in each order, searched and cut into pages. */
import type { DocumentEntry } from '../document-service.ts';
import { fold, termsOf } from './fold.ts';
import { keyOf, Order, type Sort } from './order.ts';
import { TextIndex, type Finder } from './text-index.ts';

export interface CatalogEntry extends DocumentEntry {
  readonly foldedTitle: string;
  /** Among the texts. */
  readonly number: number;
}

export interface CatalogQuery {
  readonly limit: number;
  readonly sort: Sort;
  /** Everything where it is empty. */
  readonly query: string;
  readonly filter: (documentId: string) => boolean;
  /** `next` of the page before. */
  readonly after: Place | null;
}

/** Where an entry stands: rank of the find, what is sorted by, id. */
export type Place = readonly [rank: number, key: string | number, documentId: string];

export interface CatalogPage {
  readonly entries: readonly CatalogEntry[];
  readonly next: Place | null;
}

/** What is sought is in the title, and there at its beginning; in the title; in the text. */
const ranks = [0, 1, 2] as const;

export class Catalog {
  readonly texts: TextIndex = new TextIndex();
  readonly #entries = new Map<string, CatalogEntry>();
  readonly #orders: Readonly<Record<Sort, Order>> = { updated: new Order('updated'), title: new Order('title'), id: new Order('id') };

  get(documentId: string): CatalogEntry | null {
    return this.#entries.get(documentId) ?? null;
  }

  ids(): Iterable<string> {
    return this.#entries.keys();
  }

  put(given: DocumentEntry): void {
    this.remove(given.documentId);
    const entry: CatalogEntry = { ...given, foldedTitle: fold(given.meta.title ?? given.documentId), number: this.texts.numberOf(given.documentId) };
    this.#entries.set(entry.documentId, entry);
    for (const order of Object.values(this.#orders)) order.add(entry);
  }

  /** The text stays: what is in the trash may come back. */
  remove(documentId: string): void {
    const entry = this.#entries.get(documentId);
    if (entry === undefined) return;
    this.#entries.delete(documentId);
    for (const order of Object.values(this.#orders)) order.remove(entry);
  }

  erase(documentId: string): void {
    this.remove(documentId);
    this.texts.forget(documentId);
  }

  page({ limit, sort, query, filter, after }: CatalogQuery): CatalogPage {
    const terms = termsOf(query);
    const order = this.#orders[sort];
    const found: CatalogEntry[] = [];
    let lastRank = 0;
    for (const { entry, rank } of terms.length === 0 ? unsearched(order, after) : this.#search(order, terms, after)) {
      if (!filter(entry.documentId)) continue;
      found.push(entry);
      if (found.length > limit) break;
      lastRank = rank;
    }
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const next: Place | null = found.length > limit && last !== undefined ? [lastRank, keyOf(last, sort), last.documentId] : null;
    return { entries: shown, next };
  }

  /** Rank by rank, each in the order; a text is looked at when it is its turn, so mostly few are. */
  *#search(order: Order, terms: readonly string[], after: Place | null): Generator<Found> {
    const { entries } = order;
    const all = 2 ** terms.length - 1;
    // A bit for each term: there are at most 16.
    const inTitle = order.titlesWith(terms);
    const finders = terms.map((term) => this.texts.finder(term));
    for (const rank of ranks) {
      if (after !== null && rank < after[0]) continue;
      const begin = after !== null && rank === after[0] ? placeAfter(order, after) : 0;
      for (let at = begin; at < entries.length; at++) {
        const bits = inTitle[at] ?? 0;
        const entry = entries[at];
        if (entry === undefined || (bits === all) !== rank < 2) continue;
        if (rank < 2 ? rank === titleRankOf(entry, terms) : holdsRest(finders, bits, entry)) yield { entry, rank };
      }
    }
  }
}

interface Found {
  readonly entry: CatalogEntry;
  readonly rank: number;
}

function* unsearched(order: Order, after: Place | null): Generator<Found> {
  for (let at = after === null ? 0 : placeAfter(order, after); at < order.entries.length; at++) {
    const entry = order.entries[at];
    if (entry !== undefined) yield { entry, rank: 0 };
  }
}

/** The entry that the page before ended with may be gone, or be elsewhere now. */
function placeAfter(order: Order, [, key, documentId]: Place): number {
  const place = order.placeOf(key, documentId);
  return order.entries[place]?.documentId === documentId ? place + 1 : place;
}

/** All terms that are not in the title: first whether they may be in the text at all, then whether they are. */
function holdsRest(finders: readonly Finder[], inTitle: number, { number, documentId }: CatalogEntry): boolean {
  for (let at = 0; at < finders.length; at++) if ((inTitle & (1 << at)) === 0 && finders[at]?.candidates[number] !== 1) return false;
  for (let at = 0; at < finders.length; at++) if ((inTitle & (1 << at)) === 0 && finders[at]?.holds(documentId) !== true) return false;
  return true;
}

function titleRankOf({ foldedTitle }: CatalogEntry, terms: readonly string[]): number {
  return foldedTitle.startsWith(terms[0] ?? '') ? 0 : 1;
}
