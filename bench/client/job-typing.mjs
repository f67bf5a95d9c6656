// Tabs in documents, some of them typing at a steady rate with their cursors: what it costs, and how long a keystroke takes.
// @ts-check
import { baseDocument } from '../work/base-document.mjs';
import { typedLetters } from '../work/trace.mjs';
import { createRandom } from '../work/random.mjs';
import { cursorState, typedUpdates } from '../work/typist.mjs';
import { SpanReader, spansOf } from '../wire/spans.mjs';
import { awarenessClocks } from '../wire/frames.mjs';
import { forEachOf, pause, until } from './crowd.mjs';
import { Deliveries } from './deliveries.mjs';
import { Histogram } from './histogram.mjs';
import { cpuSeconds, memoryBytes } from './process-cost.mjs';
import { Tab } from './tab.mjs';

const firstClientId = 2_000_000;
/** After the last keystroke; what has not come by then counts as not kept up with. */
const drainMsMax = 3_000;
/** A server that is this late is not one to write with. */
const delayMsMax = 2_000;

/**
 * @typedef {object} TypingOptions
 * @property {number} documents
 * @property {number} tabs in each document
 * @property {number} writers the first so many tabs of each document
 * @property {number} keysPerSecond of each writer
 * @property {import('../work/base-document.mjs').Size} size of each document
 * @property {number} warmSeconds
 * @property {number} windowSeconds
 * @property {string | null} trace
 * @property {string} [prefix] of the documents' names
 */

/** @param {import('./target.mjs').Target} target @param {TypingOptions} options */
export async function typeTogether(target, options) {
  const scene = new TypingScene(target, options);
  await scene.open();
  await scene.type();
  const result = scene.result();
  scene.close();
  return result;
}

class TypingScene {
  #target;
  #options;
  #base;
  #deliveries = new Deliveries();
  #lateness = new Histogram();
  #spans = new SpanReader();
  /** @type {OpenDocument[]} */
  #documents = [];
  #cpu = 0;
  #seconds = 0;
  #memory = { resident: 0, peak: 0 };
  #frames = 0;

  /** @param {import('./target.mjs').Target} target @param {TypingOptions} options */
  constructor(target, options) {
    this.#target = target;
    this.#options = options;
    this.#base = baseDocument({ ...options.size, trace: options.trace });
  }

  async open() {
    const { documents, tabs, writers, prefix = 'typing', keysPerSecond, warmSeconds, windowSeconds, trace } = this.#options;
    const letters = trace === null ? null : typedLetters(trace);
    const keystrokes = Math.ceil((warmSeconds + windowSeconds) * keysPerSecond * 1.3) + 10;
    // The same people in every document: what they type there is the same, and made once.
    const updates = Array.from({ length: writers }, (_, writer) =>
      typedUpdates({ clientId: firstClientId + writer, seed: 100 + writer, keystrokes, base: this.#base, letters }),
    );
    const baseClock = spansOf(this.#base).reduce((most, { end }) => Math.max(most, end), 0);
    this.#documents = Array.from({ length: documents }, (_, index) => {
      const name = `${prefix}-${index}`;
      return new OpenDocument({ name, target: this.#target, tabs, updates, base: this.#base, baseClock, deliveries: this.#deliveries, spans: this.#spans });
    });
    await forEachOf(this.#documents, (document) => document.openFirst());
    await forEachOf(this.#documents, (document) => document.openOthers(), Math.max(1, Math.floor(100 / tabs)));
  }

  async type() {
    const { warmSeconds, windowSeconds } = this.#options;
    const typing = this.#typeAll(performance.now());
    await pause(warmSeconds * 1000);
    await this.#measure(windowSeconds);
    await typing;
    await until(() => this.#deliveries.isComplete && this.#fault() === null, drainMsMax);
  }

  result() {
    const { delays, expected, arrived, arrivedInWindow, missing } = this.#deliveries;
    const fault = this.#fault();
    const p99 = delays.percentile(0.99);
    return {
      cpuSeconds: this.#cpu,
      cpuShare: this.#cpu / this.#seconds,
      cpuPerDeliveryUs: arrivedInWindow === 0 ? null : (this.#cpu / arrivedInWindow) * 1e6,
      delayP50: delays.percentile(0.5),
      delayP99: p99,
      expected,
      arrived,
      arrivedInWindow,
      missing,
      framesPerTabSecond: this.#frames / this.#seconds / (this.#options.documents * this.#options.tabs),
      clientLateP99: this.#lateness.percentile(0.99),
      residentMiB: this.#memory.resident / 2 ** 20,
      fault,
      keepsUp: fault === null && arrived === expected && missing === 0 && p99 !== null && p99 < delayMsMax,
    };
  }

  close() {
    for (const document of this.#documents) document.close();
  }

  #fault() {
    for (const document of this.#documents) {
      const fault = document.fault();
      if (fault !== null) return fault;
    }
    return null;
  }

  /** @param {number} seconds */
  async #measure(seconds) {
    const frames = this.#framesReceived();
    const cpu = cpuSeconds(this.#target.pid);
    const begin = performance.now();
    this.#deliveries.openWindow();
    await pause(seconds * 1000);
    this.#deliveries.closeWindow();
    this.#seconds = (performance.now() - begin) / 1000;
    this.#cpu = cpuSeconds(this.#target.pid) - cpu;
    this.#frames = this.#framesReceived() - frames;
    this.#memory = memoryBytes(this.#target.pid);
  }

  #framesReceived() {
    return this.#documents.reduce((sum, document) => sum + document.framesReceived(), 0);
  }

  /** Every keystroke has its time; a late client types faster, never less. @param {number} begin */
  async #typeAll(begin) {
    const schedule = this.#schedule();
    let next = 0;
    while (next < schedule.length) {
      const now = performance.now();
      for (let stroke = schedule[next]; stroke !== undefined && begin + stroke.at <= now; stroke = schedule[++next]) {
        this.#lateness.add(now - begin - stroke.at);
        stroke.document.type(stroke.writer);
      }
      await pause(1);
    }
  }

  #schedule() {
    const { writers, keysPerSecond, warmSeconds, windowSeconds } = this.#options;
    const random = createRandom(815);
    const endMs = (warmSeconds + windowSeconds) * 1000;
    const everyMs = 1000 / keysPerSecond;
    /** @type {{ at: number, document: OpenDocument, writer: number }[]} */
    const schedule = [];
    for (const document of this.#documents) {
      for (let writer = 0; writer < writers; writer++) {
        // Nobody types like a clock.
        for (let at = random() * everyMs; at < endMs; at += everyMs * (0.8 + 0.4 * random())) schedule.push({ at, document, writer });
      }
    }
    return schedule.toSorted((a, b) => a.at - b.at);
  }
}

/**
 * @typedef {object} OpenDocumentOptions
 * @property {string} name
 * @property {import('./target.mjs').Target} target
 * @property {number} tabs
 * @property {readonly (readonly Uint8Array[])[]} updates by writer
 * @property {Uint8Array} base
 * @property {number} baseClock
 * @property {Deliveries} deliveries
 * @property {SpanReader} spans
 */

/** One document with its tabs. */
class OpenDocument {
  #options;
  #counted;
  /** @type {Tab[]} */
  #tabs = [];
  /** @type {number[]} */
  #typed;
  /** Tabs that have the document to start from. @type {Set<number>} */
  #ready = new Set();
  /** The last clock of each cursor that the first tab was shown. @type {Map<number, number>} */
  #cursors = new Map();
  /** @type {(() => void) | null} */
  #onReady = null;

  /** @param {OpenDocumentOptions} options */
  constructor(options) {
    const { updates, tabs, deliveries } = options;
    this.#options = options;
    this.#typed = updates.map(() => 0);
    this.#counted = deliveries.document({ writers: updates.map((_, writer) => firstClientId + writer), tabs });
  }

  /** The first tab brings the document, as a page does that was offline: a live update has a lower limit. */
  async openFirst() {
    const tab = this.#open(0);
    await tab.synced;
    tab.send(tab.wire.step2(this.#options.base));
    this.#ready.add(0);
  }

  async openOthers() {
    const { tabs } = this.#options;
    for (let index = 1; index < tabs; index++) this.#open(index);
    await Promise.all(this.#tabs.map(({ synced }) => synced));
    // A relay keeps nothing: whoever comes later does without, and clocks count all the same.
    if (this.#ready.size < tabs && this.#options.target.keepsDocuments) await this.#allReady();
    for (const [writer, tab] of this.#tabs.slice(0, this.#typed.length).entries()) this.#showCursor(tab, writer);
  }

  /** @param {number} writer */
  type(writer) {
    const tab = this.#tabs[writer];
    const stroke = this.#typed[writer] ?? 0;
    const update = this.#options.updates[writer]?.[stroke];
    if (tab === undefined || update === undefined) throw new Error(`Writer ${writer} has no keystroke ${stroke}.`);
    this.#typed[writer] = stroke + 1;
    this.#counted.sent(writer, performance.now());
    tab.send(tab.wire.update(update));
    this.#showCursor(tab, writer);
  }

  framesReceived() {
    return this.#tabs.reduce((sum, { framesReceived }) => sum + framesReceived, 0);
  }

  /** Why this document was not served as it should; null when it was. */
  fault() {
    const closed = this.#tabs.find(({ fault }) => fault !== null);
    if (closed !== undefined) return closed.fault;
    const hidden = this.#typed.findIndex((typed, writer) => writer > 0 && (this.#cursors.get(firstClientId + writer) ?? 0) < typed + 1);
    return hidden === -1 ? null : `the last cursor of writer ${hidden} did not arrive`;
  }

  close() {
    for (const tab of this.#tabs) tab.close();
  }

  /** @param {number} index */
  #open(index) {
    const { target, name, spans } = this.#options;
    const tab = new Tab({
      target,
      document: name,
      onUpdate: (update) => {
        const found = spans.read(update);
        if (!this.#ready.has(index)) this.#look(index, found);
        this.#counted.arrived(index, found, performance.now());
      },
      onAwareness: (states) => {
        if (index === 0) for (const [client, clock] of awarenessClocks(states)) this.#cursors.set(client, clock);
      },
    });
    this.#tabs[index] = tab;
    return tab;
  }

  /** @param {number} index @param {readonly import('../wire/spans.mjs').Span[]} spans */
  #look(index, spans) {
    if (!spans.some(({ end }) => end >= this.#options.baseClock)) return;
    this.#ready.add(index);
    if (this.#ready.size === this.#options.tabs) this.#onReady?.();
  }

  /** @returns {Promise<void>} */
  #allReady() {
    const { name, tabs } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name}: ${tabs - this.#ready.size} tabs were not sent the document.`)), 20_000);
      this.#onReady = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** @param {Tab} tab @param {number} writer */
  #showCursor(tab, writer) {
    const clientId = firstClientId + writer;
    const clock = (this.#typed[writer] ?? 0) + 1;
    tab.send(tab.wire.awareness({ clientId, clock, json: cursorState({ clientId, clock }) }));
  }
}
