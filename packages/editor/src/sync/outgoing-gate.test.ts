/** What a key sends and writes waits for its frame, and nothing is said or lost by that. */
import { IDBObjectStore } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import type { FakeSocket } from '../testing/fake-socket.ts';
import { type SessionScene, contentOf, join, sceneForEach, write } from '../testing/session-scene.ts';
import type { DocumentSession } from './document-session.ts';
import { paintedInMsMax } from './incoming-gate.ts';

let scene: SessionScene;
sceneForEach((fresh) => (scene = fresh));

/** In which all is saved and kept. */
async function open(): Promise<{ readonly session: DocumentSession; readonly socket: FakeSocket }> {
  const session = await scene.open();
  const socket = join();
  socket.receive({ type: 'ack', count: 1 });
  // The copy is begun with the document.
  await vi.waitFor(async () => expect(await scene.device.records()).toHaveLength(1));
  socket.sent.length = 0;
  return { session, socket };
}

const types = ({ sent }: FakeSocket): string[] => sent.map(({ type }) => type);

test('what a key wrote is sent behind its frame, in the order in which it was written', async () => {
  const { session, socket } = await open();
  session.keyPressed();
  write(session, 'a');
  session.awareness.setLocalStateField('cursor', null);
  write(session, 'b');
  expect(types(socket)).toEqual([]);
  session.keyPainted();
  expect(types(socket)).toEqual(['update', 'awareness', 'update']);
  expect(contentOf(socket.sent)).toBe('ab');
  write(session, 'c');
  expect(types(socket)).toHaveLength(4);
});

test('[L5] until it is sent and kept it counts as neither', async () => {
  const { session, socket } = await open();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  session.keyPressed();
  write(session, 'a');
  expect(session.hasUnsavedEdits).toBe(true);
  expect(session.hasEditsAtRisk).toBe(true);
  const kept = session.whenKept();
  await scene.device.records();
  expect(put).not.toHaveBeenCalled();
  session.keyPainted();
  expect(await kept).toBe(true);
  expect(session.hasEditsAtRisk).toBe(false);
  expect(await scene.device.textIn()).toBe('a');
  expect(session.hasUnsavedEdits).toBe(true);
  socket.receive({ type: 'ack', count: 2 });
  expect(session.hasUnsavedEdits).toBe(false);
});

test('a key whose frame never comes is not waited for longer than its time', async () => {
  const { session, socket } = await open();
  session.keyPressed();
  write(session, 'a');
  scene.device.clock.advance(paintedInMsMax - 1);
  expect(types(socket)).toEqual([]);
  scene.device.clock.advance(1);
  expect(types(socket)).toEqual(['update']);
  expect(await session.whenKept()).toBe(true);
});

test('a tab that goes sends and writes at once', async () => {
  const { session, socket } = await open();
  session.keyPressed();
  write(session, 'a');
  session.wake();
  expect(types(socket)).toEqual(['update']);
  expect(await session.whenKept()).toBe(true);
});

test('a session that is closed sends and writes what waits', async () => {
  const { session, socket } = await open();
  session.keyPressed();
  write(session, 'a');
  session.close();
  expect(contentOf(socket.sent)).toBe('a');
  await vi.waitFor(async () => expect(await scene.device.textIn()).toBe('a'));
});

test('what waited while the connection was lost is in the answer to the next one, and is saved with that', async () => {
  const { session, socket } = await open();
  session.keyPressed();
  write(session, 'a');
  socket.drop();
  session.keyPainted();
  expect(types(socket)).toEqual([]);
  session.reconnect();
  const next = join();
  expect(contentOf(next.sent)).toBe('a');
  expect(session.hasUnsavedEdits).toBe(true);
  next.receive({ type: 'ack', count: 1 });
  expect(session.hasUnsavedEdits).toBe(false);
});

test('the letters of one frame are one write', async () => {
  const { session } = await open();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  session.keyPressed();
  for (const letter of 'abcd') write(session, letter);
  session.keyPainted();
  expect(await session.whenKept()).toBe(true);
  // Four updates and the record, in one transaction.
  expect(put).toHaveBeenCalledTimes(5);
});
