import type { Message } from '@scriptorium/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { FakeSocket } from '../testing/fake-socket.ts';
import { Device } from '../testing/local-scene.ts';
import { DocumentSession } from './document-session.ts';
import { offlineAfterMs, settledAfterMs, silentAfterMs } from './save-status.ts';

const emptyUpdate = Uint8Array.of(0, 0);
const nothing = Uint8Array.of(0);
let device: Device;
let sessions: DocumentSession[];

beforeEach(() => {
  FakeSocket.made.length = 0;
  device = new Device();
  sessions = [];
});

afterEach(() => {
  for (const session of sessions) session.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A tab opens the document; resolves when it has looked for a copy, and goes for the server. */
async function open({ schemaVersion = 1 } = {}): Promise<DocumentSession> {
  const before = FakeSocket.made.length;
  const session = new DocumentSession({
    documentId: 'notes',
    serverUrl: 'ws://localhost',
    schemaVersion,
    person: { id: 'ana', name: 'Ana' },
    colours: [],
    clock: device.clock,
    random: () => 0.5,
    webSocket: FakeSocket.asWebSocket,
    local: device.database(),
    whenIdle: (work) => device.idle.push(work),
  });
  sessions.push(session);
  await vi.waitFor(() => expect(FakeSocket.made.length).toBe(before + 1));
  return session;
}

/** The server's part of a join. */
function join(update: Uint8Array = emptyUpdate, stateVector: Uint8Array = nothing): FakeSocket {
  const socket = FakeSocket.latest;
  socket.accept();
  socket.receive({ type: 'sync-step-1', stateVector });
  socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
  socket.receive({ type: 'sync-step-2', update });
  return socket;
}

function write(session: DocumentSession, text: string): void {
  session.doc.transact(() => session.title.insert(session.title.length, text), 'a person');
}

function status(session: DocumentSession): ReturnType<typeof session.status.snapshot>['status'] {
  return session.status.snapshot().status;
}

function contentOf(frames: readonly Message[]): string {
  const doc = new Y.Doc();
  for (const frame of frames) if (frame.type === 'sync-step-2' || frame.type === 'update') Y.applyUpdate(doc, frame.update);
  return doc.getText('title').toJSON();
}

/** A tab that had the document, typed `text` without a connection, and is gone. */
async function typeOffline(text: string): Promise<DocumentSession> {
  const session = await open();
  join().receive({ type: 'ack', count: 1 });
  FakeSocket.latest.drop();
  write(session, text);
  await session.whenKept();
  session.close();
  return session;
}

describe('without a connection', () => {
  test('[L5] an edit that is on the device is "Offline", and leaving risks nothing', async () => {
    const session = await open();
    join().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    device.clock.advance(offlineAfterMs);
    write(session, 'x');
    expect(session.hasEditsAtRisk).toBe(true);
    expect(status(session)).toEqual({ kind: 'offline', changes: 'keeping' });
    expect(await session.whenKept()).toBe(true);
    expect(session.hasEditsAtRisk).toBe(false);
    device.clock.advance(settledAfterMs);
    expect(status(session)).toEqual({ kind: 'offline', changes: 'kept' });
    expect(session.hasUnsavedEdits).toBe(true);
  });

  test('[L5] an edit that a full device does not take is "Not saved", and leaving risks it', async () => {
    const session = await open();
    join().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    device.clock.advance(offlineAfterMs);
    const empty = device.fill();
    write(session, 'x');
    expect(await session.whenKept()).toBe(false);
    expect(status(session)).toEqual({ kind: 'not-saved', reason: 'quota', isKept: false });
    expect(session.hasEditsAtRisk).toBe(true);
    empty();
  });

  test('[L6] a document that was opened here before is shown from its copy, to be edited', async () => {
    await typeOffline('written before');
    const session = await open();
    expect(session.title.toJSON()).toBe('written before');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
    write(session, ', and now');
    await session.whenKept();
    session.close();
    expect((await open()).title.toJSON()).toBe('written before, and now');
  });

  test('[L6] an empty document that was opened here before can be opened too', async () => {
    const first = await open();
    join().receive({ type: 'ack', count: 1 });
    write(first, '');
    await vi.waitFor(async () => expect(await device.records()).not.toEqual([]));
    first.close();
    expect((await open()).status.snapshot().hasContent).toBe(true);
  });

  test('[L6] a document that never came whole leaves no copy', async () => {
    const session = await open();
    const socket = FakeSocket.latest;
    socket.accept();
    const other = new Y.Doc();
    other.getText('title').insert(0, 'a part');
    socket.receive({ type: 'update', update: Y.encodeStateAsUpdate(other) });
    socket.drop();
    session.close();
    const next = await open();
    expect(next.status.snapshot().hasContent).toBe(false);
    FakeSocket.latest.drop();
    device.clock.advance(offlineAfterMs);
    expect(status(next).kind).toBe('unavailable');
  });
});

describe('with the connection back', () => {
  test('[L7] what was typed offline before a reload is "Saved" only when the answer that holds it is acked', async () => {
    await typeOffline('offline');
    const session = await open();
    expect(session.hasUnsavedEdits).toBe(true);
    expect(session.hasEditsAtRisk).toBe(false);
    const socket = join();
    expect(contentOf(socket.sent)).toBe('offline');
    device.clock.advance(settledAfterMs);
    expect(status(session).kind).toBe('saving');
    socket.receive({ type: 'ack', count: 1 });
    expect(session.hasUnsavedEdits).toBe(false);
    expect(status(session).kind).toBe('saved');
  });

  test('[L7] nothing counts as unsent after it was acked and the tab was opened again', async () => {
    await typeOffline('offline');
    const session = await open();
    join().receive({ type: 'ack', count: 1 });
    device.clock.advance(5_000);
    write(session, '!');
    FakeSocket.latest.receive({ type: 'ack', count: 2 });
    device.clock.advance(5_000);
    await vi.waitFor(async () => expect((await device.all<{ marks: unknown[] }>('documents'))[0]?.marks).toEqual([]));
    session.close();
    expect((await open()).hasUnsavedEdits).toBe(false);
  });

  test('a copy that is found only after the server has answered is sent all the same', async () => {
    await typeOffline('late');
    const answer: (() => void)[] = [];
    const slow = device.database();
    const read = slow.read.bind(slow);
    vi.spyOn(slow, 'read').mockImplementation(async (work) => {
      await new Promise<void>((resolve) => answer.push(resolve));
      return await read(work);
    });
    vi.spyOn(device, 'database').mockReturnValue(slow);
    const opening = open();
    device.clock.advance(3_000);
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

describe('[L9] a page that is older than the document', () => {
  async function writeWithNewerPage(): Promise<void> {
    const newer = await open({ schemaVersion: 2 });
    join().receive({ type: 'ack', count: 1 });
    write(newer, 'of a newer page');
    await newer.whenKept();
    newer.close();
  }

  test('keeps what comes, but nothing that its editor does to what it does not know', async () => {
    await typeOffline('old, ');
    const session = await open();
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
    device.clock.advance(5_000);
    await vi.waitFor(async () => {
      const records = await device.records();
      const text = contentOf(records.map(({ bytes }) => ({ type: 'update', update: bytes })));
      expect([text.includes('old, '), text.includes('new')]).toEqual([true, true]);
    });
    expect(await device.all('documents')).toMatchObject([{ schemaVersion: 2 }]);
  });

  test('shows a newer copy only where there is no server, and sends nothing of it', async () => {
    await writeWithNewerPage();
    const session = await open({ schemaVersion: 1 });
    expect(session.status.snapshot().hasContent).toBe(false);
    const socket = FakeSocket.latest;
    device.clock.advance(silentAfterMs);
    expect(session.title.toJSON()).toBe('of a newer page');
    expect(session.status.snapshot()).toMatchObject({ isWritable: false, status: { kind: 'read-only', reason: 'schema' } });
    expect(socket.readyState).toBe(socket.CLOSED);
    session.wake();
    session.reconnect();
    device.clock.advance(60_000);
    expect(FakeSocket.latest).toBe(socket);
  });

  test.each([
    ['accepts', offlineAfterMs + 1],
    ['answers', 60_000],
  ])('waits for a server that is slow until it %s', async (step, afterMs) => {
    await writeWithNewerPage();
    const session = await open({ schemaVersion: 1 });
    const socket = FakeSocket.latest;
    if (step === 'answers') socket.accept();
    device.clock.advance(afterMs);
    if (step === 'accepts') socket.accept();
    socket.receive({ type: 'sync-step-1', stateVector: nothing });
    socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
    socket.receive({ type: 'sync-step-2', update: emptyUpdate });
    expect(session.title.toJSON()).toBe('');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
  });

  test('shows a newer copy at once where the server refuses the connection', async () => {
    await writeWithNewerPage();
    const session = await open({ schemaVersion: 1 });
    FakeSocket.latest.drop(1006);
    device.clock.advance(offlineAfterMs);
    expect(session.title.toJSON()).toBe('of a newer page');
  });

  test('takes the server\'s document instead where there is one', async () => {
    await writeWithNewerPage();
    const session = await open({ schemaVersion: 1 });
    join();
    device.clock.advance(60_000);
    expect(session.title.toJSON()).toBe('');
    expect(contentOf(FakeSocket.latest.sent)).toBe('');
    expect(session.status.snapshot()).toMatchObject({ hasContent: true, isWritable: true });
  });
});

describe('ends', () => {
  test('[L11] a document that was deleted meanwhile is not brought back, and its text stays to be copied', async () => {
    await typeOffline('mine');
    const session = await open();
    FakeSocket.latest.accept();
    FakeSocket.latest.drop(4404);
    expect([session.lostText(), session.keepsLostText]).toEqual(['mine', true]);
    await vi.waitFor(async () => expect(await device.records()).toEqual([]));
    await vi.waitFor(() => expect(session.hasEditsAtRisk).toBe(false));
    session.close();
    const again = await open();
    expect(again.status.snapshot().hasContent).toBe(false);
    FakeSocket.latest.accept();
    FakeSocket.latest.drop(4404);
    expect(again.lostText()).toBe('mine');
    expect(again.keepsLostText).toBe(true);
    await again.forgetLostText();
    again.close();
    expect((await open()).lostText()).toBe('');
  });

  test('[L10] a copy that the server does not take is set aside: the next time the document opens without it', async () => {
    await typeOffline('inadmissible');
    const session = await open();
    join().drop(4400, 'inadmissible');
    expect(session.lostText()).toBe('inadmissible');
    await vi.waitFor(async () => expect(await device.all('aside')).toHaveLength(1));
    session.close();
    expect((await open()).title.toJSON()).toBe('');
  });

  test('[L10] a copy that can\'t be read is said, and the document comes from the server', async () => {
    await typeOffline('damaged');
    const [record] = await device.records();
    if (record === undefined) throw new Error('There is no record.');
    await device.change('updates', (updates) => updates.put({ ...record, bytes: Uint8Array.of(1, 2, 3) }));
    const session = await open();
    expect(session.status.snapshot()).toMatchObject({ isCopySetAside: true, hasContent: false });
    const other = new Y.Doc();
    other.getText('title').insert(0, 'from the server');
    join(Y.encodeStateAsUpdate(other));
    expect(session.title.toJSON()).toBe('from the server');
  });
});
