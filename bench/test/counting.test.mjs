// The client counts right: everything that arrives, however it is merged, and nothing that does not.
// @ts-check
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';
import { Deliveries } from '../client/deliveries.mjs';
import { runClient } from '../client/run-client.mjs';
import { ServerProcess } from '../contestants/server-process.mjs';
import { baseDocument } from '../work/base-document.mjs';
import { typedUpdates } from '../work/typist.mjs';
import { spansOf } from '../wire/spans.mjs';

const relay = join(dirname(fileURLToPath(import.meta.url)), '../contestants/servers/relay.mjs');
const size = { keystrokes: 500 };
const options = { documents: 2, tabs: 3, writers: 2, keysPerSecond: 20, size, warmSeconds: 0.2, windowSeconds: 0.8, trace: null };
/** @type {ServerProcess[]} */
const servers = [];
after(async () => void (await Promise.all(servers.map((server) => server.kill()))));

/** @param {readonly string[]} args */
async function startRelay(args) {
  const server = await ServerProcess.start((port) => ({ executable: process.execPath, args: [relay, String(port), ...args] }));
  servers.push(server);
  return { dialect: /** @type {const} */ ('y-websocket'), url: `ws://127.0.0.1:${server.port}`, pid: server.pid, hasAcks: false, keepsDocuments: false };
}

test('every keystroke moves its author by one clock, and all of them make the text that was typed', () => {
  const base = baseDocument(size);
  const updates = typedUpdates({ clientId: 77, seed: 5, keystrokes: 300, base, letters: null });
  for (const [clock, update] of updates.entries()) assert.deepEqual(spansOf(update), [{ client: 77, start: clock, end: clock + 1 }]);
  const doc = new Y.Doc();
  for (const update of [base, ...updates]) Y.applyUpdate(doc, update);
  assert.equal(Y.encodeStateAsUpdate(doc).byteLength > base.byteLength, true);
  assert.equal(doc.store.pendingStructs, null);
});

test('a relay that passes everything on is counted in full: each keystroke once for each tab but its author', async () => {
  const figures = await runClient('typing', await startRelay([]), options);
  assert.equal(figures['fault'], null);
  assert.equal(figures['missing'], 0);
  assert.ok(figures['expected'] > 0);
  assert.equal(figures['arrived'], figures['expected']);
  assert.equal(figures['keepsUp'], true);
});

test('a relay that loses one update in fifty is seen, and does not keep up', async () => {
  const figures = await runClient('typing', await startRelay(['--drop', '50']), options);
  assert.ok(figures['missing'] > 0 || figures['arrived'] < figures['expected']);
  assert.equal(figures['keepsUp'], false);
});

test('merged keystrokes count one by one, what comes twice counts once, and a skipped clock is missing', () => {
  const deliveries = new Deliveries();
  const document = deliveries.document({ writers: [7], tabs: 2 });
  deliveries.openWindow();
  for (let stroke = 0; stroke < 6; stroke++) document.sent(0, 100 + stroke);
  deliveries.closeWindow();
  document.arrived(0, [{ client: 7, start: 0, end: 6 }], 200);
  assert.equal(deliveries.arrived, 0, 'its own author does not count');
  document.arrived(1, [{ client: 7, start: 0, end: 3 }], 200);
  document.arrived(1, [{ client: 7, start: 1, end: 4 }], 200);
  assert.deepEqual([deliveries.arrived, deliveries.missing, deliveries.isComplete], [4, 0, false]);
  document.arrived(1, [{ client: 7, start: 5, end: 6 }], 210);
  assert.deepEqual([deliveries.arrived, deliveries.missing, deliveries.isComplete], [5, 1, false]);
  assert.equal(deliveries.delays.percentile(1), 105);
});
