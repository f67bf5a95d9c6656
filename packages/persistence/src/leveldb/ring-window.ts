/** Keeps the commit ring as short as it may be, so that opening reads little of it. [S39] */
import { formatRecord } from './format-record.ts';
import { ringKey, ringSlots } from './keys.ts';
import { type Operation, deleteRecord } from './record.ts';

/** LevelDB's, of each of the two logs that are live at most. [S38] */
export const writeBufferBytes: number = 2 * 1024 * 1024;

/** No commit counts for more: it goes into a buffer whole, however little room is left. */
const commitBytesMax = 64 * 1024;
/** What has so many bytes behind it is in a table: two buffers have been filled since, and LevelDB begins a third when the first is in a table. */
export const tabledBytes: number = 2 * (writeBufferBytes + commitBytesMax);
/** What a record takes in a buffer besides its key and its value, at least: a node of two pointers, a tag, two lengths. */
const recordOverheadBytes = 16 + 8 + 2;
/** Kept all the same, for the sentinel to be held against. [S45] */
const keptCommits = 1024;
/** Removed with one commit. */
const removedAtOnce = 1024;
const commitsBetweenMarks = 256;

export class RingWindow {
  #first: number;
  /** Up to here every commit is in a table. */
  #tabled: number;
  #bytes = 0;
  #marks: { readonly number: number; readonly bytes: number }[] = [];

  /** `last` is in a table, with all before it: opening has made one of what LevelDB's logs held. */
  constructor({ first, last }: { readonly first: number; readonly last: number }) {
    this.#first = first;
    this.#tabled = last;
  }

  /** What commit `number` removes from the ring besides what it writes; mostly nothing. */
  removals(number: number): readonly Operation[] {
    // What is older lies in a slot that has been written over.
    const from = Math.max(this.#first, number - ringSlots + 1);
    const first = from + removedAtOnce;
    if (first > this.#tabled - keptCommits) return [];
    const slots = Array.from({ length: removedAtOnce }, (_, index) => deleteRecord(ringKey(from + index)));
    return [formatRecord(first), ...slots];
  }

  /** Commit `number` is on disk. `removals`: what the window gave for it. */
  note(number: number, { batch, removals }: { readonly batch: readonly Operation[]; readonly removals: readonly Operation[] }): void {
    if (removals.length > 0) this.#first = Math.max(this.#first, number - ringSlots + 1) + removedAtOnce;
    const bytes = batch.reduce((sum, { key, value }) => sum + key.byteLength + (value?.byteLength ?? 0) + recordOverheadBytes, 0);
    this.#bytes += Math.min(bytes, commitBytesMax);
    if (number % commitsBetweenMarks === 0) this.#marks.push({ number, bytes: this.#bytes });
    for (let mark = this.#marks[0]; mark !== undefined && this.#bytes - mark.bytes >= tabledBytes; mark = this.#marks[0]) {
      this.#tabled = mark.number;
      this.#marks.shift();
    }
  }
}
