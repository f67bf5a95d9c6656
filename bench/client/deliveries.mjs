// Counts keystrokes as delivered when their clocks have arrived, however they were merged, and sees what is missing.
// @ts-check
import { Histogram } from './histogram.mjs';

export class Deliveries {
  /** Of keystrokes that were sent in the window. */
  delays = new Histogram();
  /** Keystrokes times receivers that arrived in the window, whenever they were sent. */
  arrivedInWindow = 0;
  /** Of keystrokes that were sent in the window, to arrive; and arrived. */
  expected = 0;
  arrived = 0;
  /** Clocks that were skipped over: a client would wait for them for ever. */
  missing = 0;
  #isOpen = false;

  openWindow() {
    this.#isOpen = true;
  }

  closeWindow() {
    this.#isOpen = false;
  }

  get isOpen() {
    return this.#isOpen;
  }

  get isComplete() {
    return this.arrived === this.expected && this.missing === 0;
  }

  /** A document with its writers and its tabs. @param {{ writers: readonly number[], tabs: number }} options */
  document({ writers, tabs }) {
    return new DocumentDeliveries(this, writers, tabs);
  }
}

class DocumentDeliveries {
  #total;
  /** @type {Map<number, number>} */
  #writerOf;
  #tabs;
  /** When each keystroke left, by writer; negative where it left outside of the window. @type {number[][]} */
  #sentAt;
  /** Next clock of each writer, by tab. */
  #next;

  /** @param {Deliveries} total @param {readonly number[]} writers client ids, in the order of tabs @param {number} tabs */
  constructor(total, writers, tabs) {
    this.#total = total;
    this.#tabs = tabs;
    this.#writerOf = new Map(writers.map((client, writer) => [client, writer]));
    this.#sentAt = writers.map(() => []);
    this.#next = new Uint32Array(tabs * writers.length);
  }

  /** The writer's next keystroke leaves now. @param {number} writer @param {number} now */
  sent(writer, now) {
    const { isOpen } = this.#total;
    this.#sentAt[writer]?.push(isOpen ? now : -now);
    if (isOpen) this.#total.expected += this.#tabs - 1;
  }

  /** @param {number} tab @param {readonly import('../wire/spans.mjs').Span[]} spans @param {number} now */
  arrived(tab, spans, now) {
    for (const { client, start, end } of spans) {
      const writer = this.#writerOf.get(client);
      // A writer's own come back where a server merges or echoes.
      if (writer === undefined || writer === tab) continue;
      const slot = tab * this.#sentAt.length + writer;
      const next = this.#next[slot] ?? 0;
      if (start > next) this.#total.missing += start - next;
      for (let clock = Math.max(start, next); clock < end; clock++) this.#count(writer, clock, now);
      this.#next[slot] = Math.max(next, end);
    }
  }

  /** @param {number} writer @param {number} clock @param {number} now */
  #count(writer, clock, now) {
    const total = this.#total;
    const sentAt = this.#sentAt[writer]?.[clock] ?? 0;
    if (total.isOpen) total.arrivedInWindow++;
    if (sentAt <= 0) return;
    total.arrived++;
    total.delays.add(now - sentAt);
  }
}
