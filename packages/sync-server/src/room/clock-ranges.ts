/** Ranges of one client's clocks, sorted and merged, as pairs of start and end in one Uint32Array. */

const STARTING_RANGES = 4;

/** Up to this many ranges are put in one by one; more are merged in one walk, since each insertion moves what follows. */
const ONE_BY_ONE_MAX = 8;

export class ClockRanges {
  #bounds: Uint32Array;
  #size = 0;

  constructor(capacity: number = STARTING_RANGES) {
    this.#bounds = new Uint32Array(2 * capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Both in clocks; the end is exclusive. `index` must be below `size`. */
  start(index: number): number {
    return this.#bounds[2 * index] ?? 0;
  }

  end(index: number): number {
    return this.#bounds[2 * index + 1] ?? 0;
  }

  has(clock: number): boolean {
    return this.covers(clock, clock + 1);
  }

  covers(start: number, end: number): boolean {
    const index = this.#firstEndingAfter(start);
    return index < this.#size && this.start(index) <= start && this.end(index) >= end;
  }

  add(start: number, end: number): void {
    if (this.#size === 0 || start > this.end(this.#size - 1)) return this.#push(start, end);
    // Ranges that touch are one: the first that ends at or after the start, up to the last that starts at or before the end.
    const first = start === 0 ? 0 : this.#firstEndingAfter(start - 1);
    let last = first;
    while (last < this.#size && this.start(last) <= end) last++;
    if (last === first) return this.#insert(first, start, end);
    this.#bounds[2 * first + 1] = Math.max(end, this.end(last - 1));
    this.#bounds[2 * first] = Math.min(start, this.start(first));
    this.#remove(first + 1, last);
  }

  addAll(other: ClockRanges): void {
    if (other.size <= ONE_BY_ONE_MAX) {
      for (let index = 0; index < other.size; index++) this.add(other.start(index), other.end(index));
      return;
    }
    const merged = new ClockRanges(this.#size + other.size);
    let mine = 0;
    let theirs = 0;
    while (mine < this.#size || theirs < other.size) {
      const takeMine = theirs === other.size || (mine < this.#size && this.start(mine) <= other.start(theirs));
      if (takeMine) merged.#extend(this.start(mine), this.end(mine++));
      else merged.#extend(other.start(theirs), other.end(theirs++));
    }
    this.#bounds = merged.#bounds;
    this.#size = merged.#size;
  }

  /** Those parts of these ranges that are not in `other`. */
  minus(other: ClockRanges): ClockRanges {
    const rest = new ClockRanges();
    for (let index = 0; index < this.#size; index++) {
      let start = this.start(index);
      const end = this.end(index);
      for (let at = other.#firstEndingAfter(start); at < other.#size && other.start(at) < end; at++) {
        if (other.start(at) > start) rest.#push(start, other.start(at));
        start = other.end(at);
      }
      if (start < end) rest.#push(start, end);
    }
    return rest;
  }

  /** What of the range is not in yet. */
  missing(start: number, end: number): ClockRanges {
    const range = new ClockRanges();
    range.add(start, end);
    return range.minus(this);
  }

  #firstEndingAfter(clock: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.end(middle) > clock) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Appends a range that starts at or after the start of the last one. */
  #extend(start: number, end: number): void {
    const last = this.#size - 1;
    if (last < 0 || start > this.end(last)) this.#push(start, end);
    else if (end > this.end(last)) this.#bounds[2 * last + 1] = end;
  }

  #push(start: number, end: number): void {
    this.#reserve();
    this.#bounds[2 * this.#size] = start;
    this.#bounds[2 * this.#size + 1] = end;
    this.#size++;
  }

  #insert(index: number, start: number, end: number): void {
    this.#reserve();
    this.#bounds.copyWithin(2 * (index + 1), 2 * index, 2 * this.#size);
    this.#bounds[2 * index] = start;
    this.#bounds[2 * index + 1] = end;
    this.#size++;
  }

  #remove(from: number, to: number): void {
    if (from >= to) return;
    this.#bounds.copyWithin(2 * from, 2 * to, 2 * this.#size);
    this.#size -= to - from;
  }

  #reserve(): void {
    if (2 * this.#size < this.#bounds.length) return;
    const grown = new Uint32Array(2 * this.#bounds.length);
    grown.set(this.#bounds);
    this.#bounds = grown;
  }
}
