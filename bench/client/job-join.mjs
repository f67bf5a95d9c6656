// Many tabs that join at once: what that costs, and how long until the last has its document.
// @ts-check
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { baseDocument } from '../work/base-document.mjs';
import { until, pause } from './crowd.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { quiet } from './job-preload.mjs';
import { Tab } from './tab.mjs';

const joinMsMax = 120_000;

/**
 * @typedef {object} JoinOptions
 * @property {number} documents
 * @property {number} tabs of each document
 * @property {import('../work/base-document.mjs').Size} size
 * @property {string} prefix
 * @property {string | null} trace
 * @property {boolean} isUpToDate the tabs have everything already
 */

/** @param {import('./target.mjs').Target} target @param {JoinOptions} options */
export async function joinAtOnce(target, options) {
  const base = baseDocument({ ...options.size, trace: options.trace });
  const known = options.isUpToDate ? knownTo(base) : null;
  await quiet(target.pid);
  const cpu = cpuSeconds(target.pid);
  const begin = performance.now();
  const joiners = Array.from({ length: options.documents * options.tabs }, (_, index) => {
    const document = `${options.prefix}-${index % options.documents}`;
    return new Joiner({ target, document, known, bytesMin: known === null ? base.byteLength / 2 : 0 });
  });
  const isComplete = await until(() => joiners.every(({ isDone }) => isDone), joinMsMax);
  const end = joiners.reduce((last, { doneAt }) => Math.max(last, doneAt), begin);
  await pause(200);
  const cost = cpuSeconds(target.pid) - cpu;
  const fault = isComplete ? check(joiners, base, known) : joiners.find(({ isDone }) => !isDone)?.fault ?? 'not served in time';
  for (const joiner of joiners) joiner.close();
  return { cpuSeconds: cost, cpuPerJoinMs: (cost / joiners.length) * 1000, wallMs: end - begin, fault, keepsUp: fault === null };
}

/** What a tab that has the document says of itself. @param {Uint8Array} base */
function knownTo(base) {
  const stateVector = Y.encodeStateVectorFromUpdate(base);
  return { stateVector, answer: Y.diffUpdate(base, stateVector) };
}

/** @typedef {{ stateVector: Uint8Array, answer: Uint8Array }} Known */

class Joiner {
  document;
  doneAt = 0;
  /** Of what it was sent: lengths and hashes. */
  fingerprint = '';
  /** @type {Uint8Array[]} */
  updates = [];
  #tab;
  #bytesMin;
  #bytes = 0;
  #isSynced = false;

  /** @param {{ target: import('./target.mjs').Target, document: string, known: Known | null, bytesMin: number }} options */
  constructor({ target, document, known, bytesMin }) {
    this.document = document;
    this.#bytesMin = bytesMin;
    this.#tab = new Tab({ target, document, ...known, onUpdate: (update) => this.#take(update) });
    // A tab that is closed instead says so itself.
    void this.#waitUntilSynced().catch(() => undefined);
  }

  get isDone() {
    return this.doneAt > 0;
  }

  get fault() {
    return this.#tab.fault;
  }

  close() {
    this.#tab.close();
  }

  async #waitUntilSynced() {
    await this.#tab.synced;
    this.#isSynced = true;
    this.#look();
  }

  /** @param {Uint8Array} update */
  #take(update) {
    this.#bytes += update.byteLength;
    // Cheap, so that it is not the client that is measured.
    this.fingerprint += `${update.byteLength} ${createHash('sha1').update(update).digest('base64')};`;
    this.updates.push(update);
    this.#look();
  }

  /** A server may say "synced" before it has read its disk: the document counts. */
  #look() {
    if (this.doneAt === 0 && this.#isSynced && this.#bytes >= this.#bytesMin) this.doneAt = performance.now();
  }
}

/**
 * The first tab of each document is checked by its text, and whoever was sent the same bytes is right too; the others by their text.
 * @param {readonly Joiner[]} joiners @param {Uint8Array} base @param {Known | null} known
 */
function check(joiners, base, known) {
  // What a tab that is up to date is sent changes nothing: its own bytes come first.
  const before = known === null ? [] : [base];
  const wanted = textOf([base]);
  /** @type {Map<string, string>} */
  const right = new Map();
  for (const [index, joiner] of joiners.entries()) {
    if (joiner.fingerprint === right.get(joiner.document)) continue;
    if (textOf([...before, ...joiner.updates]) !== wanted) return `tab ${index} (${joiner.document}) was sent another text`;
    if (!right.has(joiner.document)) right.set(joiner.document, joiner.fingerprint);
  }
  return null;
}

/** @param {readonly Uint8Array[]} updates */
function textOf(updates) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const text = doc.getXmlFragment('default').toString();
  doc.destroy();
  return text;
}
