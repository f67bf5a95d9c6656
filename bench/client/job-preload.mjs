// Brings documents to a server, and waits until it has done with them.
// @ts-check
import { baseDocument } from '../work/base-document.mjs';
import { forEachOf, pause, until } from './crowd.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { Tab } from './tab.mjs';

const storeMsMax = 60_000;

/** @typedef {{ documents: number, size: import('../work/base-document.mjs').Size, prefix: string, trace: string | null }} PreloadOptions */

/** @param {import('./target.mjs').Target} target @param {PreloadOptions} options */
export async function preload(target, { documents, size, prefix, trace }) {
  const base = baseDocument({ ...size, trace });
  const names = Array.from({ length: documents }, (_, index) => `${prefix}-${index}`);
  await forEachOf(names, (document) => bring(target, document, base), 4);
  await quiet(target.pid);
  return {};
}

/** @param {import('./target.mjs').Target} target @param {string} document @param {Uint8Array} base */
async function bring(target, document, base) {
  let acked = 0;
  const author = new Tab({ target, document, wantsAcks: target.hasAcks, onAck: (count) => (acked = count) });
  await author.synced;
  author.send(author.wire.step2(base));
  // The answer to the server's step 1 and the document.
  if (target.hasAcks) await until(() => acked >= 2, storeMsMax);
  else await readBack(target, document, base);
  author.close();
}

/** @param {import('./target.mjs').Target} target @param {string} document @param {Uint8Array} base */
async function readBack(target, document, base) {
  let most = 0;
  const reader = new Tab({ target, document, onUpdate: ({ byteLength }) => (most = Math.max(most, byteLength)) });
  await reader.synced;
  if (!(await until(() => most > base.byteLength / 2, storeMsMax))) throw new Error(`${document} did not arrive.`);
  reader.close();
}

/** Resolves when a process has done next to nothing for a second. @param {number} pid */
export async function quiet(pid) {
  for (let cpu = cpuSeconds(pid); ; ) {
    await pause(1000);
    const now = cpuSeconds(pid);
    if (now - cpu < 0.05) return;
    cpu = now;
  }
}
