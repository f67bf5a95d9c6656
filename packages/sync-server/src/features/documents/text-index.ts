/** The texts of the documents, in memory: says which documents hold a term. */
import { fold } from './fold.ts';
import { Signatures } from './signature.ts';

/** UTF-16 units of one document that are searched; the rest of it is not. */
export const searchedUnitsMax: number = 2 * 1024 * 1024;

interface IndexedText {
  /** As it is, where it is long: a short one is read from the disk when somebody wants to see it. */
  readonly text: string | null;
  readonly folded: string;
  readonly rows: readonly number[];
}

export interface Finder {
  /** One for each number of a document; 0 where it can't hold the term, 1 where it may. */
  readonly candidates: Uint8Array;
  holds(documentId: string): boolean;
}

export interface TextIndexOptions {
  /** Of all texts as they are kept, in UTF-16 units. */
  readonly unitsMax?: number;
}

const defaultUnitsMax = 128 * 1024 * 1024;

/** UTF-16 units that are folded at once. */
const stepUnits = 32 * 1024;

/** Where memory was full: only the title is searched. */
const leftOut: IndexedText = { text: null, folded: '', rows: [] };

export class TextIndex {
  readonly #texts = new Map<string, IndexedText>();
  readonly #signatures = new Signatures();
  /** The number of the document of each row; -1 where it is free. */
  readonly #owners: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #freeNumbers: number[] = [];
  readonly #unitsMax: number;
  /** The last text of each that is being taken in by steps. */
  readonly #underWay = new Map<string, symbol>();
  #units = 0;

  constructor({ unitsMax = defaultUnitsMax }: TextIndexOptions = {}) {
    this.#unitsMax = unitsMax;
  }

  /** Small and its own as long as the document is not forgotten: what is asked of all documents is kept in arrays. */
  numberOf(documentId: string): number {
    const known = this.#numbers.get(documentId);
    if (known !== undefined) return known;
    const number = this.#freeNumbers.pop() ?? this.#numbers.size;
    this.#numbers.set(documentId, number);
    return number;
  }

  has(documentId: string): boolean {
    return this.#texts.has(documentId);
  }

  /** Empty for what is not known; `text` is null for what is short. */
  get(documentId: string): { readonly text: string | null; readonly folded: string } {
    return this.#texts.get(documentId) ?? leftOut;
  }

  /** False where there was no room for it. */
  set(documentId: string, given: string): boolean {
    this.delete(documentId);
    const short = given.slice(0, searchedUnitsMax);
    const folded = fold(short);
    const text = short.length <= stepUnits ? null : short;
    const units = unitsOf({ text, folded });
    const fits = this.#units + units <= this.#unitsMax;
    this.#texts.set(documentId, fits ? { text, folded, rows: this.#own(this.#signatures.add(folded), this.numberOf(documentId)) } : leftOut);
    if (fits) this.#units += units;
    return fits;
  }

  /**
   * As `set`, for a text of any length: in steps of a few milliseconds, between which others have their turn. Until the last one the text before
   * it is found. False where there was no room, or where another text came meanwhile.
   */
  async setInSteps(documentId: string, given: string): Promise<boolean> {
    if (given.length <= stepUnits) return this.set(documentId, given);
    const text = given.slice(0, searchedUnitsMax);
    const step = Symbol(documentId);
    this.#underWay.set(documentId, step);
    const parts: string[] = [];
    for (const part of partsOf(text)) {
      parts.push(fold(part));
      await turn();
    }
    const folded = parts.filter((part) => part !== '').join(' ');
    const rows: number[] = [];
    for (const row of this.#signatures.addInSteps(folded)) {
      rows.push(row);
      await turn();
    }
    const isLast = this.#underWay.get(documentId) === step;
    if (isLast) this.delete(documentId);
    const units = unitsOf({ text, folded });
    const fits = isLast && this.#units + units <= this.#unitsMax;
    if (!fits) this.#signatures.release(rows);
    if (isLast) this.#texts.set(documentId, fits ? { text, folded, rows: this.#own(rows, this.numberOf(documentId)) } : leftOut);
    if (fits) this.#units += units;
    return fits;
  }

  delete(documentId: string): void {
    this.#underWay.delete(documentId);
    const known = this.#texts.get(documentId);
    if (known === undefined) return;
    this.#texts.delete(documentId);
    this.#own(known.rows, -1);
    this.#signatures.release(known.rows);
    this.#units -= unitsOf(known);
  }

  /** It is erased: its number is another's from now on. */
  forget(documentId: string): void {
    this.delete(documentId);
    const number = this.#numbers.get(documentId);
    if (number === undefined) return;
    this.#numbers.delete(documentId);
    this.#freeNumbers.push(number);
  }

  /** Which documents hold this folded term in their text. */
  finder(term: string): Finder {
    const candidates = new Uint8Array(this.#numbers.size + this.#freeNumbers.length);
    this.#signatures.eachRowWith(term, (row) => {
      const owner = this.#owners[row] ?? -1;
      if (owner !== -1) candidates[owner] = 1;
    });
    return { candidates, holds: (documentId) => this.get(documentId).folded.includes(term) };
  }

  #own(rows: readonly number[], owner: number): readonly number[] {
    for (const row of rows) this.#owners[row] = owner;
    return rows;
  }
}

function unitsOf({ text, folded }: Pick<IndexedText, 'text' | 'folded'>): number {
  return folded.length + (text?.length ?? 0);
}

/** Cut at a space: what folding joins is not cut apart. */
function* partsOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const after = text.slice(start + stepUnits).search(/\s/);
    const end = start + stepUnits >= text.length || after === -1 ? text.length : start + stepUnits + after;
    yield text.slice(start, end);
    start = end;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
