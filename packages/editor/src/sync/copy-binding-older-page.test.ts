import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { FakeSocket } from '../testing/fake-socket.ts';
import { type SessionScene, contentOf, emptyUpdate, join, nothing, sceneForEach, write } from '../testing/session-scene.ts';
import { offlineAfterMs, silentAfterMs } from './save-status.ts';

let scene: SessionScene;

sceneForEach((fresh) => {
  scene = fresh;
});

describe('[L9] a page that is older than the document', () => {
  async function writeWithNewerPage(): Promise<void> {
    const newer = await scene.open({ schemaVersion: 2 });
    join().receive({ type: 'ack', count: 1 });
    write(newer, 'of a newer page');
    await newer.whenKept();
    newer.close();
  }

  test('keeps what comes, but nothing that its editor does to what it does not know', async () => {
    await scene.typeOffline('old, ');
    const session = await scene.open();
    const socket = FakeSocket.latest;
    socket.accept();
    socket.receive({ type: 'sync-step-1', stateVector: nothing });
    socket.receive({ type: 'ack', count: 1 });
    socket.receive({ type: 'session-state', state: { saving: true, writable: false, reason: 'schema' } });
    const other = new Y.Doc();
    other.getText('title').insert(0, 'new');
    socket.receive({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(other) });
    session.doc.transact(() => session.title.delete(0, session.title.length), 'the editor');
    expect(session.hasUnsavedEdits).toBe(false);
    expect(session.status.snapshot().status).toEqual({ kind: 'read-only', reason: 'schema' });
    scene.device.clock.advance(5_000);
    await vi.waitFor(async () => {
      const records = await scene.device.records();
      const text = contentOf(records.map(({ bytes }) => ({ type: 'update', update: bytes })));
      expect([text.includes('old, '), text.includes('new')]).toEqual([true, true]);
    });
    expect(await scene.device.all('documents')).toMatchObject([{ schemaVersion: 2 }]);
  });

  test('shows a newer copy only where there is no server, and sends nothing of it', async () => {
    await writeWithNewerPage();
    const session = await scene.open({ schemaVersion: 1 });
    expect(session.status.snapshot().hasContent).toBe(false);
    const socket = FakeSocket.latest;
    scene.device.clock.advance(silentAfterMs);
    expect(session.title.toJSON()).toBe('of a newer page');
    expect(session.status.snapshot()).toMatchObject({ isWritable: false, status: { kind: 'read-only', reason: 'schema' } });
    expect(socket.readyState).toBe(socket.CLOSED);
    session.wake();
    session.reconnect();
    scene.device.clock.advance(60_000);
    expect(FakeSocket.latest).toBe(socket);
  });

  test.each([
    ['accepts', offlineAfterMs + 1],
    ['answers', 60_000],
  ])('waits for a server that is slow until it %s', async (step, afterMs) => {
    await writeWithNewerPage();
    const session = await scene.open({ schemaVersion: 1 });
    const socket = FakeSocket.latest;
    if (step === 'answers') socket.accept();
    scene.device.clock.advance(afterMs);
    if (step === 'accepts') socket.accept();
    socket.receive({ type: 'sync-step-1', stateVector: nothing });
    socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
    socket.receive({ type: 'sync-step-2', update: emptyUpdate });
    expect(session.title.toJSON()).toBe('');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
  });

  test('shows a newer copy at once where the server refuses the connection', async () => {
    await writeWithNewerPage();
    const session = await scene.open({ schemaVersion: 1 });
    FakeSocket.latest.drop(1006);
    scene.device.clock.advance(offlineAfterMs);
    expect(session.title.toJSON()).toBe('of a newer page');
  });

  test('takes the server\'s document instead where there is one', async () => {
    await writeWithNewerPage();
    const session = await scene.open({ schemaVersion: 1 });
    join();
    scene.device.clock.advance(60_000);
    expect(session.title.toJSON()).toBe('');
    expect(contentOf(FakeSocket.latest.sent)).toBe('');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
  });
});
