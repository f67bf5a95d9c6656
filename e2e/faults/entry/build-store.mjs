/**
 * Fills a data directory as a server would have, and says as one line of JSON what must be there: documents with tails, with
 * snapshots and with both, in tables and in the log. `--killed` ends it by SIGKILL, with writes that the sentinel does not name yet.
 */
// @ts-check
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { writeSync } from 'node:fs';
import { openLevelStore } from '../../../packages/persistence/dist/index.js';

const [, , directory = '', how = ''] = process.argv;
const documents = ['alpha', 'beta/with a slash', 'gamma', 'delta', 'épsilon'];
const stays = 3;
const updatesOfStay = 40;
const updatesUnnamed = 15;

/** @type {Record<string, { snapshot: string | null, through: number, tail: [number, string][], named: number }>} */
const promised = Object.fromEntries(documents.map((id) => [id, { snapshot: null, through: 0, tail: [], named: 0 }]));

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);

/** @param {import('../../../packages/persistence/dist/index.js').DocumentStore} store @param {number} count */
async function write(store, count) {
  for (let number = 0; number < count; number++) {
    await Promise.all(
      documents.map(async (id, place) => {
        const update = bytesOf(`${id} ${number} ${'x'.repeat((number * 37 + place * 11) % 700)}`);
        promised[id]?.tail.push([await store.append(id, update), hashOf(update)]);
      }),
    );
  }
}

/** @param {import('../../../packages/persistence/dist/index.js').DocumentStore} store @param {string} id */
async function compact(store, id) {
  const entry = promised[id];
  const throughSequence = entry?.tail.at(-1)?.[0] ?? 0;
  const update = bytesOf(`snapshot of ${id} through ${throughSequence} ${'y'.repeat(3_000)}`);
  await store.compact(id, { snapshot: { update, stateVector: bytesOf('sv'), deletedRanges: bytesOf('') }, throughSequence });
  if (entry !== undefined) Object.assign(entry, { snapshot: hashOf(update), through: throughSequence, tail: [] });
}

for (let stay = 0; stay < stays; stay++) {
  const store = await openLevelStore({ directory });
  await write(store, updatesOfStay);
  if (stay === 1) await compact(store, 'beta/with a slash');
  if (stay === 1) await compact(store, 'gamma');
  if (stay === 1) await write(store, 5);
  if (stay === 2) await compact(store, 'delta');
  if (stay < stays - 1 || how !== '--killed') {
    await store.close();
    continue;
  }
  // What the sentinel names by now must never be missing without a word; what comes after it may.
  await sentinelWritten();
  await store.flush();
  for (const entry of Object.values(promised)) entry.named = lastOf(entry);
  await write(store, updatesUnnamed);
  finish();
  process.kill(process.pid, 'SIGKILL');
}
for (const entry of Object.values(promised)) entry.named = lastOf(entry);
finish();

/** @param {{ through: number, tail: [number, string][] }} entry */
function lastOf({ through, tail }) {
  return tail.at(-1)?.[0] ?? through;
}

function finish() {
  writeSync(1, `${JSON.stringify(promised)}\n`);
}

/** Resolves when the sentinel was replaced, which happens within a second of the last write. */
async function sentinelWritten() {
  await new Promise((resolve) => {
    const watcher = watch(directory, (_, name) => {
      if (name !== 'sentinel') return;
      watcher.close();
      resolve(undefined);
    });
  });
}
