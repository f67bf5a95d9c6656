/** The texts of the documents, in memory: says which documents hold all terms of a query. */
import { fold } from './fold.ts';
import { bitsOf, Signatures } from './signature.ts';

/** UTF-16 units of one document that are searched; the rest of it is not. */
export const searchedUnitsMax: number = 2 * 1024 * 1024;

interface IndexedText {
  /** Folded. Null where memory was full: then only the title is searched. */
  readonly text: string | null;
  readonly rows: readonly number[];
}

export interface TextIndexOptions {
  /** Of folded text, in UTF-16 units. */
  readonly unitsMax?: number;
}

const defaultUnitsMax = 64 * 1024 * 1024;

export class TextIndex {
  readonly #texts = new Map<string, IndexedText>();
  readonly #signatures = new Signatures();
  readonly #unitsMax: number;
  #units = 0;

  constructor({ unitsMax = defaultUnitsMax }: TextIndexOptions = {}) {
    this.#unitsMax = unitsMax;
  }

  get size(): number {
    return this.#texts.size;
  }

  has(documentId: string): boolean {
    return this.#texts.has(documentId);
  }

  /** False where there was no room for it. */
  set(documentId: string, text: string): boolean {
    this.delete(documentId);
    const folded = fold(text.slice(0, searchedUnitsMax));
    if (this.#units + folded.length > this.#unitsMax) {
      this.#texts.set(documentId, { text: null, rows: [] });
      return false;
    }
    this.#texts.set(documentId, { text: folded, rows: this.#signatures.add(folded) });
    this.#units += folded.length;
    return true;
  }

  delete(documentId: string): void {
    const known = this.#texts.get(documentId);
    if (known === undefined) return;
    this.#texts.delete(documentId);
    this.#signatures.release(known.rows);
    this.#units -= known.text?.length ?? 0;
  }

  /** The matching of one query: cheap to ask in turn for many documents. Terms are folded. */
  matcher(terms: readonly string[]): (documentId: string, foldedTitle: string) => boolean {
    const bits = new Map(terms.map((term) => [term, bitsOf(term)]));
    return (documentId, foldedTitle) => {
      // A term may be in the title, and another in the text.
      const sought = terms.filter((term) => !foldedTitle.includes(term));
      if (sought.length === 0) return true;
      const known = this.#texts.get(documentId);
      if (known === undefined || known.text === null) return false;
      const { text, rows } = known;
      return this.#signatures.mayHold(rows, sought.map((term) => bits.get(term) ?? [])) && sought.every((term) => text.includes(term));
    };
  }
}
