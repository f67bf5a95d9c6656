/** An ack means: on disk. For clients that ask for it, and for nobody else. */
import * as Y from 'yjs';
import { expect, test } from '../harness/fixtures.ts';
import { ackCountOf, emptyStep1, emptyStep2, updateFrame } from '../harness/frames.ts';
import { RawClient } from '../harness/raw-client.ts';

test('[P20] what was acked is there after SIGKILL', async ({ server, connect }) => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let count = 0; count < 50; count += 1) doc.getText('body').insert(count, String(count % 10));

  const raw = new RawClient({ url: `${server.wsUrl}/acked`, protocols: ['scriptorium.v1'] });
  await raw.opened;
  raw.send(emptyStep1);
  raw.send(emptyStep2);
  for (const update of updates) raw.send(updateFrame(update));
  await expect.poll(() => Math.max(0, ...raw.frames.map((frame) => ackCountOf(frame) ?? 0))).toBe(updates.length + 1);
  await server.kill('SIGKILL');
  raw.close();

  await server.restart();
  const reader = connect('acked');
  await reader.synced();
  expect(reader.doc.getText('body').toString()).toBe(doc.getText('body').toString());
});

test('[P20] a client that did not ask is sent only what y-websocket knows', async ({ server, connect }) => {
  const raw = new RawClient({ url: `${server.wsUrl}/stock` });
  await raw.opened;
  raw.send(emptyStep1);
  raw.send(emptyStep2);
  const other = connect('stock');
  await other.synced();
  other.doc.getText('title').insert(0, 'Stock');
  await expect.poll(() => raw.frames.some((frame) => frame[0] === 0 && frame[1] === 2)).toBe(true);
  expect(raw.frames.filter((frame) => (frame[0] ?? 0) > 3)).toEqual([]);
});
