// Which clocks an update brings, decoded once for all the tabs that are sent the same bytes.
// @ts-check
import * as Y from 'yjs';

/** Clocks `start` up to `end`, exclusive, of one client. @typedef {{ client: number, start: number, end: number }} Span */

const keyedBytesMax = 4096;
const entriesMax = 4096;

export class SpanReader {
  /** @type {Map<string, readonly Span[]>} */
  #known = new Map();
  /** Large ones are compared with the last few. @type {{ bytes: Uint8Array, spans: readonly Span[] }[]} */
  #large = [];

  /** @param {Uint8Array} update @returns {readonly Span[]} */
  read(update) {
    return update.byteLength <= keyedBytesMax ? this.#readSmall(update) : this.#readLarge(update);
  }

  /** @param {Uint8Array} update */
  #readSmall(update) {
    const key = Buffer.from(update.buffer, update.byteOffset, update.byteLength).toString('latin1');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= entriesMax) this.#known.clear();
    const spans = spansOf(update);
    this.#known.set(key, spans);
    return spans;
  }

  /** @param {Uint8Array} update */
  #readLarge(update) {
    const known = this.#large.find(({ bytes }) => Buffer.compare(bytes, update) === 0);
    if (known !== undefined) return known.spans;
    const entry = { bytes: new Uint8Array(update), spans: spansOf(update) };
    this.#large.unshift(entry);
    this.#large.length = Math.min(this.#large.length, 4);
    return entry.spans;
  }
}

/** Neighbouring clocks are one span. @param {Uint8Array} update @returns {Span[]} */
export function spansOf(update) {
  /** @type {Span[]} */
  const spans = [];
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const last = spans.at(-1);
    if (last?.client === client && last.end === clock) last.end += struct.length;
    else spans.push({ client, start: clock, end: clock + struct.length });
  }
  return spans;
}
