/** The texts of the documents, in memory: says which documents hold all terms of a query, and gives the words around them. */
import { fold } from './fold.ts';
import { hasAny, Signatures } from './signature.ts';

/** UTF-16 units of one document that are searched; the rest of it is not. */
export const searchedUnitsMax: number = 2 * 1024 * 1024;

interface IndexedText {
  readonly text: string;
  readonly folded: string;
  readonly rows: readonly number[];
}

export interface TextIndexOptions {
  /** Of text, as it is and folded, in UTF-16 units. */
  readonly unitsMax?: number;
}

const defaultUnitsMax = 128 * 1024 * 1024;

/** Where memory was full: only the title is searched. */
const leftOut: IndexedText = { text: '', folded: '', rows: [] };

export class TextIndex {
  readonly #texts = new Map<string, IndexedText>();
  readonly #signatures = new Signatures();
  readonly #unitsMax: number;
  #units = 0;

  constructor({ unitsMax = defaultUnitsMax }: TextIndexOptions = {}) {
    this.#unitsMax = unitsMax;
  }

  has(documentId: string): boolean {
    return this.#texts.has(documentId);
  }

  /** Empty for what is not known. */
  get(documentId: string): { readonly text: string; readonly folded: string } {
    return this.#texts.get(documentId) ?? leftOut;
  }

  /** False where there was no room for it. */
  set(documentId: string, given: string): boolean {
    this.delete(documentId);
    const text = given.slice(0, searchedUnitsMax);
    const folded = fold(text);
    const units = text.length + folded.length;
    const fits = this.#units + units <= this.#unitsMax;
    this.#texts.set(documentId, fits ? { text, folded, rows: this.#signatures.add(folded) } : leftOut);
    if (fits) this.#units += units;
    return fits;
  }

  delete(documentId: string): void {
    const known = this.#texts.get(documentId);
    if (known === undefined) return;
    this.#texts.delete(documentId);
    this.#signatures.release(known.rows);
    this.#units -= known.text.length + known.folded.length;
  }

  /** The matching of one query: cheap to ask in turn for every document. Terms are folded. A term may be in the title, and another in the text. */
  matcher(terms: readonly string[]): (documentId: string, foldedTitle: string) => boolean {
    const sought = terms.map((term) => ({ term, rows: this.#signatures.rowsWith(term) }));
    return (documentId, foldedTitle) => {
      const known = this.#texts.get(documentId) ?? leftOut;
      for (const { term, rows } of sought) {
        const isInText = hasAny(known.rows, rows) && known.folded.includes(term);
        if (!isInText && !foldedTitle.includes(term)) return false;
      }
      return true;
    };
  }
}
