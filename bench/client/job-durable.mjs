// Writers that each wait for the ack before the next keystroke, or type at a steady rate: how many are on disk, how fast.
// @ts-check
import { baseDocument } from '../work/base-document.mjs';
import { typedUpdates } from '../work/typist.mjs';
import { forEachOf, pause } from './crowd.mjs';
import { Histogram } from './histogram.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { Tab } from './tab.mjs';

const clientId = 3_000_000;
const keystrokesMax = 4_000;

/**
 * @typedef {object} DurableOptions
 * @property {number} documents a writer each
 * @property {number | null} keysPerSecond of all together; null for as fast as acks come
 * @property {number} warmSeconds
 * @property {number} windowSeconds
 * @property {import('../work/base-document.mjs').Size} size
 */

/** @param {import('./target.mjs').Target} target @param {DurableOptions} options */
export async function writeForAcks(target, { documents, keysPerSecond, warmSeconds, windowSeconds, size }) {
  const base = baseDocument(size);
  const updates = typedUpdates({ clientId, seed: 1, keystrokes: keystrokesMax, base, letters: null });
  const tally = { isOpen: false, acked: 0, delays: new Histogram() };
  /** @type {Writer[]} */
  const writers = [];
  await forEachOf(Array.from({ length: documents }), async (_, index) => {
    const writer = new Writer({ target, document: `durable-${index}`, updates, tally, isGreedy: keysPerSecond === null });
    writers.push(writer);
    await writer.begin(base);
  });
  const typing = keysPerSecond === null ? startAll(writers) : typeSteadily(writers, keysPerSecond, (warmSeconds + windowSeconds) * 1000);
  await pause(warmSeconds * 1000);
  const cpu = cpuSeconds(target.pid);
  const begin = performance.now();
  tally.isOpen = true;
  await pause(windowSeconds * 1000);
  tally.isOpen = false;
  const seconds = (performance.now() - begin) / 1000;
  const cost = cpuSeconds(target.pid) - cpu;
  await typing;
  const fault = writers.find((writer) => writer.fault !== null)?.fault ?? null;
  for (const writer of writers) writer.close();
  return {
    ackedPerSecond: tally.acked / seconds,
    ackedPerCoreSecond: tally.acked / cost,
    coresUsed: cost / seconds,
    ackP50: tally.delays.percentile(0.5),
    ackP99: tally.delays.percentile(0.99),
    fault,
    keepsUp: fault === null && tally.acked > 0,
  };
}

/** @param {readonly Writer[]} writers */
async function startAll(writers) {
  for (const writer of writers) writer.type();
}

/** @param {readonly Writer[]} writers @param {number} keysPerSecond @param {number} ms */
async function typeSteadily(writers, keysPerSecond, ms) {
  const begin = performance.now();
  let typed = 0;
  for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - begin) {
    for (const due = (elapsed / 1000) * keysPerSecond; typed < due; typed++) writers[typed % writers.length]?.type();
    await pause(1);
  }
}

/** @typedef {{ isOpen: boolean, acked: number, delays: Histogram }} Tally */

class Writer {
  #tab;
  #updates;
  #tally;
  #isGreedy;
  /** When each frame left that is not acked yet, in order. @type {number[]} */
  #pending = [];
  #acked = 0;
  #typed = 0;
  #onBase = () => {};

  /** @param {{ target: import('./target.mjs').Target, document: string, updates: readonly Uint8Array[], tally: Tally, isGreedy: boolean }} options */
  constructor({ target, document, updates, tally, isGreedy }) {
    this.#updates = updates;
    this.#tally = tally;
    this.#isGreedy = isGreedy;
    this.#tab = new Tab({ target, document, wantsAcks: true, onAck: (count) => this.#onAck(count) });
  }

  get fault() {
    return this.#tab.fault;
  }

  /** Brings the document to write in. @param {Uint8Array} base */
  async begin(base) {
    await this.#tab.synced;
    const stored = new Promise((resolve) => (this.#onBase = () => resolve(null)));
    this.#tab.send(this.#tab.wire.step2(base));
    await stored;
  }

  type() {
    const update = this.#updates[this.#typed];
    if (update === undefined) return;
    this.#typed++;
    this.#pending.push(performance.now());
    this.#tab.send(this.#tab.wire.update(update));
  }

  close() {
    this.#tab.close();
  }

  /** Frames count: the answer to the server's step 1 and the document came before the keystrokes. @param {number} count */
  #onAck(count) {
    const before = 2;
    if (count === before) this.#onBase();
    const now = performance.now();
    for (this.#acked = Math.max(this.#acked, before); this.#acked < count; this.#acked++) {
      const sentAt = this.#pending.shift() ?? now;
      if (this.#tally.isOpen) {
        this.#tally.acked++;
        this.#tally.delays.add(now - sentAt);
      }
      if (this.#isGreedy) this.type();
    }
  }
}
