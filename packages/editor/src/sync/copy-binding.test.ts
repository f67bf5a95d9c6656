import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { FakeSocket } from '../testing/fake-socket.ts';
import { type SessionScene, contentOf, join, sceneForEach, write } from '../testing/session-scene.ts';
import type { DocumentSession } from './document-session.ts';
import { offlineAfterMs, settledAfterMs } from './save-status.ts';

let scene: SessionScene;

sceneForEach((fresh) => {
  scene = fresh;
});

function status(session: DocumentSession): ReturnType<typeof session.status.snapshot>['status'] {
  return session.status.snapshot().status;
}

describe('without a connection', () => {
  test('[L5] an edit that is on the device is "Offline", and leaving risks nothing', async () => {
    const session = await scene.open();
    join().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    scene.device.clock.advance(offlineAfterMs);
    write(session, 'x');
    expect(session.hasEditsAtRisk).toBe(true);
    expect(status(session)).toEqual({ kind: 'offline', changes: 'keeping' });
    expect(await session.whenKept()).toBe(true);
    expect(session.hasEditsAtRisk).toBe(false);
    scene.device.clock.advance(settledAfterMs);
    expect(status(session)).toEqual({ kind: 'offline', changes: 'kept' });
    expect(session.hasUnsavedEdits).toBe(true);
  });

  test('[L5] an edit that a full device does not take is "Not saved", and leaving risks it', async () => {
    const session = await scene.open();
    join().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    scene.device.clock.advance(offlineAfterMs);
    const empty = scene.device.fill();
    write(session, 'x');
    expect(await session.whenKept()).toBe(false);
    expect(status(session)).toEqual({ kind: 'not-saved', reason: 'quota', isKept: false });
    expect(session.hasEditsAtRisk).toBe(true);
    empty();
  });

  test('[L6] a document that was opened here before is shown from its copy, to be edited', async () => {
    await scene.typeOffline('written before');
    const session = await scene.open();
    expect(session.title.toJSON()).toBe('written before');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
    write(session, ', and now');
    await session.whenKept();
    session.close();
    expect((await scene.open()).title.toJSON()).toBe('written before, and now');
  });

  test('[L6] an empty document that was opened here before can be opened too', async () => {
    const first = await scene.open();
    join().receive({ type: 'ack', count: 1 });
    write(first, '');
    await vi.waitFor(async () => expect(await scene.device.records()).not.toEqual([]));
    first.close();
    expect((await scene.open()).status.snapshot().hasContent).toBe(true);
  });

  test('[L6] a document that never came whole leaves no copy', async () => {
    const session = await scene.open();
    const socket = FakeSocket.latest;
    socket.accept();
    const other = new Y.Doc();
    other.getText('title').insert(0, 'a part');
    socket.receive({ type: 'update', update: Y.encodeStateAsUpdate(other) });
    socket.drop();
    session.close();
    const next = await scene.open();
    expect(next.status.snapshot().hasContent).toBe(false);
    FakeSocket.latest.drop();
    scene.device.clock.advance(offlineAfterMs);
    expect(status(next).kind).toBe('unavailable');
  });
});

describe('with the connection back', () => {
  test('[L7] what was typed offline before a reload is "Saved" only when the answer that holds it is acked', async () => {
    await scene.typeOffline('offline');
    const session = await scene.open();
    expect(session.hasUnsavedEdits).toBe(true);
    expect(session.hasEditsAtRisk).toBe(false);
    const socket = join();
    expect(contentOf(socket.sent)).toBe('offline');
    scene.device.clock.advance(settledAfterMs);
    expect(status(session).kind).toBe('saving');
    socket.receive({ type: 'ack', count: 1 });
    expect(session.hasUnsavedEdits).toBe(false);
    expect(status(session).kind).toBe('saved');
  });

  test('[L7] nothing counts as unsent after it was acked and the tab was opened again', async () => {
    await scene.typeOffline('offline');
    const session = await scene.open();
    join().receive({ type: 'ack', count: 1 });
    scene.device.clock.advance(5_000);
    write(session, '!');
    FakeSocket.latest.receive({ type: 'ack', count: 2 });
    scene.device.clock.advance(5_000);
    await vi.waitFor(async () => expect((await scene.device.all<{ marks: unknown[] }>('documents'))[0]?.marks).toEqual([]));
    session.close();
    expect((await scene.open()).hasUnsavedEdits).toBe(false);
  });

  test('a copy that is found only after the server has answered is sent all the same', async () => {
    await scene.typeOffline('late');
    const answer: (() => void)[] = [];
    const slow = scene.device.database();
    const read = slow.read.bind(slow);
    vi.spyOn(slow, 'read').mockImplementation(async (work) => {
      await new Promise<void>((resolve) => answer.push(resolve));
      return await read(work);
    });
    vi.spyOn(scene.device, 'database').mockReturnValue(slow);
    const opening = scene.open();
    scene.device.clock.advance(3_000);
    const session = await opening;
    const socket = join();
    socket.receive({ type: 'ack', count: 1 });
    for (const go of answer) go();
    await vi.waitFor(() => expect(session.title.toJSON()).toBe('late'));
    expect(session.hasUnsavedEdits).toBe(true);
    expect(contentOf(socket.sent)).toBe('late');
    socket.receive({ type: 'ack', count: 2 });
    expect(session.hasUnsavedEdits).toBe(false);
  });
});

describe('ends', () => {
  test('[L11] a document that was deleted meanwhile is not brought back, and its text stays to be copied', async () => {
    await scene.typeOffline('mine');
    const session = await scene.open();
    FakeSocket.latest.accept();
    FakeSocket.latest.drop(4404);
    expect([session.lostText(), session.keepsLostText]).toEqual(['mine', true]);
    await vi.waitFor(async () => expect(await scene.device.records()).toEqual([]));
    await vi.waitFor(() => expect(session.hasEditsAtRisk).toBe(false));
    session.close();
    const again = await scene.open();
    expect(again.status.snapshot().hasContent).toBe(false);
    FakeSocket.latest.accept();
    FakeSocket.latest.drop(4404);
    expect(again.lostText()).toBe('mine');
    expect(again.keepsLostText).toBe(true);
    await again.forgetLostText();
    again.close();
    expect((await scene.open()).lostText()).toBe('');
  });

  test('[L10] a copy that the server does not take is set aside: the next time the document opens without it', async () => {
    await scene.typeOffline('inadmissible');
    const session = await scene.open();
    join().drop(4400, 'inadmissible');
    expect(session.lostText()).toBe('inadmissible');
    await vi.waitFor(async () => expect(await scene.device.all('aside')).toHaveLength(1));
    session.close();
    expect((await scene.open()).title.toJSON()).toBe('');
  });

  test('[L10] a copy that can\'t be read is said, and the document comes from the server', async () => {
    await scene.typeOffline('damaged');
    const [record] = await scene.device.records();
    if (record === undefined) throw new Error('There is no record.');
    await scene.device.change('updates', (updates) => updates.put({ ...record, bytes: Uint8Array.of(1, 2, 3) }));
    const session = await scene.open();
    expect(session.status.snapshot()).toMatchObject({ isCopySetAside: true, hasContent: false });
    const other = new Y.Doc();
    other.getText('title').insert(0, 'from the server');
    join(Y.encodeStateAsUpdate(other));
    expect(session.title.toJSON()).toBe('from the server');
  });
});
