// Documents that are open, with a tab each: what each adds to the server's memory.
// @ts-check
import { baseDocument } from '../work/base-document.mjs';
import { forEachOf, pause, until } from './crowd.mjs';
import { memoryBytes } from './process-cost.mjs';
import { quiet } from './job-preload.mjs';
import { Tab } from './tab.mjs';

const openMsMax = 60_000;
/** A server gets so long to let go of what it needed for opening only. */
const settleMs = 3_000;

/** @typedef {{ documents: number, size: import('../work/base-document.mjs').Size, prefix: string, trace: string | null }} MemoryOptions */

/** @param {import('./target.mjs').Target} target @param {MemoryOptions} options */
export async function holdOpen(target, { documents, size, prefix, trace }) {
  const base = baseDocument({ ...size, trace });
  await quiet(target.pid);
  const before = memoryBytes(target.pid).resident;
  /** @type {Tab[]} */
  const tabs = [];
  const names = Array.from({ length: documents }, (_, index) => `${prefix}-${index}`);
  await forEachOf(names, async (document) => void tabs.push(await open(target, document, base.byteLength)), 8);
  await quiet(target.pid);
  await pause(settleMs);
  const { resident, peak } = memoryBytes(target.pid);
  const fault = tabs.find((tab) => tab.fault !== null)?.fault ?? null;
  for (const tab of tabs) tab.close();
  return {
    documents,
    baseMiB: before / 2 ** 20,
    residentMiB: resident / 2 ** 20,
    peakMiB: peak / 2 ** 20,
    perDocumentMiB: (resident - before) / documents / 2 ** 20,
    fault,
    keepsUp: fault === null,
  };
}

/** @param {import('./target.mjs').Target} target @param {string} document @param {number} bytes */
async function open(target, document, bytes) {
  let most = 0;
  const tab = new Tab({ target, document, onUpdate: ({ byteLength }) => (most = Math.max(most, byteLength)) });
  await tab.synced;
  if (!(await until(() => most > bytes / 2, openMsMax))) throw new Error(`${document} did not arrive.`);
  return tab;
}
