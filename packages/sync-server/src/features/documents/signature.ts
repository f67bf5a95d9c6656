/**
 * Which documents can hold a term at all: a set of hashed letter pairs, triples and quadruples for each, to be asked before the text is. It may say yes
 * wrongly, never no. The sets lie across each other, so that asking for all documents at once is a few hundred operations.
 */

const space = 0x20;

/** Bits of one row. About 3,000 of them are set by 500 words. */
const rowBits = 16_384;
/** Rows are kept in blocks, so that growing copies nothing. 2 MiB each. */
const blockRows = 1_024;
const blockWords = blockRows / 32;
/** UTF-16 units of text for one row: more would set most of its bits. */
const rowUnits = 8_192;
/** What lies across two rows is in both, up to the longest term. */
const overlapUnits = 64;

export class Signatures {
  /** In each the bits of its rows lie side by side: 32 words for each of the `rowBits`. */
  readonly #blocks: Uint32Array[] = [];
  readonly #free: number[] = [];
  #rowCount = 0;

  /** Takes folded text, gives back its rows. */
  add(text: string): readonly number[] {
    return [...this.addInSteps(text)];
  }

  /** A row at each step, as long as somebody asks for the next. */
  *addInSteps(text: string): Generator<number> {
    for (let start = 0; start === 0 || start < text.length; start += rowUnits) {
      const row = this.#take();
      this.#fill(row, text, start, Math.min(text.length, start + rowUnits + overlapUnits));
      yield row;
    }
  }

  release(rows: readonly number[]): void {
    for (const row of rows) {
      const words = this.#blockOf(row);
      const mask = ~(1 << (row & 31));
      for (let at = (row % blockRows) >>> 5; at < words.length; at += blockWords) words[at] = (words[at] ?? 0) & mask;
      this.#free.push(row);
    }
  }

  /** Tells the rows that may hold a term. A folded term of one character may be anywhere. */
  eachRowWith(term: string, tell: (row: number) => void): void {
    const bits = bitsOf(term);
    for (const [index, words] of this.#blocks.entries()) {
      for (let word = 0; word < blockWords; word++) {
        let found = 0xffff_ffff;
        for (const bit of bits) found &= words[bit * blockWords + word] ?? 0;
        for (; found !== 0; found &= found - 1) tell((index * blockWords + word) * 32 + (31 - Math.clz32(found & -found)));
      }
    }
  }

  #fill(row: number, text: string, start: number, end: number): void {
    const words = this.#blockOf(row);
    const at = (row % blockRows) >>> 5;
    const mask = 1 << (row & 31);
    let [one, two, three] = [space, space, space];
    for (let index = start; index < end; index++) {
      const four = text.charCodeAt(index);
      // What reaches across words is never sought.
      if (four !== space && three !== space) {
        mark(words, bitOf(0, 0, three, four) * blockWords + at, mask);
        if (two !== space) {
          mark(words, bitOf(0, two, three, four) * blockWords + at, mask);
          if (one !== space) mark(words, bitOf(one, two, three, four) * blockWords + at, mask);
        }
      }
      one = two;
      two = three;
      three = four;
    }
  }

  #take(): number {
    const row = this.#free.pop() ?? this.#rowCount++;
    if (row >= this.#blocks.length * blockRows) this.#blocks.push(new Uint32Array(rowBits * blockWords));
    return row;
  }

  #blockOf(row: number): Uint32Array {
    const words = this.#blocks[Math.floor(row / blockRows)];
    if (words === undefined) throw new RangeError(`There is no row ${row}.`);
    return words;
  }
}

function bitsOf(term: string): number[] {
  const bits: number[] = [];
  for (let index = 1; index < term.length; index++) {
    const [one, two, three, four] = [term.charCodeAt(index - 3), term.charCodeAt(index - 2), term.charCodeAt(index - 1), term.charCodeAt(index)];
    bits.push(index === 1 ? bitOf(0, 0, three, four) : bitOf(0, two, three, four));
    if (index > 2) bits.push(bitOf(one, two, three, four));
  }
  return bits;
}

function mark(words: Uint32Array, index: number, mask: number): void {
  words[index] = (words[index] ?? 0) | mask;
}

function bitOf(one: number, two: number, three: number, four: number): number {
  let hash = Math.imul(one, 0x27d4_eb2f) ^ Math.imul(two, 0x9e37_79b1) ^ Math.imul(three, 0x85eb_ca6b) ^ Math.imul(four, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) & (rowBits - 1);
}
