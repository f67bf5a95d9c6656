/** What happened in a simulation, as one hash: two runs of a seed are the same when it is. */
import { type Hash, createHash } from 'node:crypto';

export class Trace {
  readonly #hash: Hash = createHash('sha1');
  readonly #now: () => number;
  readonly #print: ((line: string) => void) | null;
  #eventCount = 0;

  constructor({ now, print }: { readonly now: () => number; readonly print: ((line: string) => void) | null }) {
    this.#now = now;
    this.#print = print;
  }

  get eventCount(): number {
    return this.#eventCount;
  }

  note(what: string, bytes?: Uint8Array): void {
    this.#eventCount++;
    const line = `${this.#now() - 1_700_000_000_000} ${what}`;
    this.#hash.update(line);
    if (bytes !== undefined) this.#hash.update(bytes);
    this.#print?.(bytes === undefined ? line : `${line} (${bytes.byteLength} bytes)`);
  }

  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
