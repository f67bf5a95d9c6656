/**
 * Which documents can hold a term at all: for each a small set of hashed letter pairs and triples, to be asked before the text is. It may
 * say yes wrongly, never no.
 */

/** Bits of one row. About 2,000 of them are set by 500 words. */
const rowBits = 16_384;
const rowWords = rowBits / 32;
/** Rows are kept in blocks, so that growing copies nothing. 2 MiB each. */
const blockRows = 1_024;
/** UTF-16 units of text for one row: more would set most of its bits. */
const rowUnits = 8_192;
/** What lies across two rows is in both, up to the longest term. */
const overlapUnits = 64;

export class Signatures {
  readonly #blocks: Uint32Array[] = [];
  readonly #free: number[] = [];
  #rowCount = 0;

  /** Takes folded text, gives back its rows. */
  add(text: string): readonly number[] {
    const rows: number[] = [];
    for (let start = 0; start === 0 || start < text.length; start += rowUnits) {
      const row = this.#take();
      this.#fill(row, text, start, Math.min(text.length, start + rowUnits + overlapUnits));
      rows.push(row);
    }
    return rows;
  }

  release(rows: readonly number[]): void {
    for (const row of rows) {
      const { words, at } = this.#place(row);
      words.fill(0, at, at + rowWords);
      this.#free.push(row);
    }
  }

  /** Whether each term may be in one of the rows. */
  mayHold(rows: readonly number[], terms: readonly (readonly number[])[]): boolean {
    return terms.every((bits) => rows.some((row) => this.#hasAll(row, bits)));
  }

  get bytes(): number {
    return this.#blocks.length * blockRows * rowWords * 4;
  }

  #hasAll(row: number, bits: readonly number[]): boolean {
    const { words, at } = this.#place(row);
    return bits.every((bit) => ((words[at + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) !== 0);
  }

  #fill(row: number, text: string, start: number, end: number): void {
    const { words, at } = this.#place(row);
    let one = 0;
    let two = 0;
    for (let index = start; index < end; index++) {
      const three = text.charCodeAt(index);
      if (index > start) set(words, at, bitOf(0, two, three));
      if (index > start + 1) set(words, at, bitOf(one, two, three));
      one = two;
      two = three;
    }
  }

  #take(): number {
    const row = this.#free.pop() ?? this.#rowCount++;
    if (row >= this.#blocks.length * blockRows) this.#blocks.push(new Uint32Array(blockRows * rowWords));
    return row;
  }

  #place(row: number): { readonly words: Uint32Array; readonly at: number } {
    const words = this.#blocks[Math.floor(row / blockRows)];
    if (words === undefined) throw new RangeError(`There is no row ${row}.`);
    return { words, at: (row % blockRows) * rowWords };
  }
}

/** What a row has to hold for a folded term to be in its text. None for a single character: everything may hold that. */
export function bitsOf(term: string): readonly number[] {
  const bits: number[] = [];
  for (let index = 1; index < term.length; index++) {
    const [one, two, three] = [term.charCodeAt(index - 2), term.charCodeAt(index - 1), term.charCodeAt(index)];
    bits.push(index === 1 ? bitOf(0, two, three) : bitOf(one, two, three));
  }
  return bits;
}

function set(words: Uint32Array, at: number, bit: number): void {
  const index = at + (bit >>> 5);
  words[index] = (words[index] ?? 0) | (1 << (bit & 31));
}

function bitOf(one: number, two: number, three: number): number {
  let hash = Math.imul(one, 0x9e37_79b1) ^ Math.imul(two, 0x85eb_ca6b) ^ Math.imul(three, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) & (rowBits - 1);
}
