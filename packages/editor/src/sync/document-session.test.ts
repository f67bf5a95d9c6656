import { type Message, subprotocol } from '@scriptorium/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { acceptJoin, emptyUpdate, openLoneSession } from '../testing/lone-session.ts';
import { DocumentSession } from './document-session.ts';
import { heldBytesMax, heldForMsMax } from './incoming-gate.ts';
import { silentAfterMs } from './save-status.ts';

let clock: FakeClock;
let session: DocumentSession;

beforeEach(() => {
  clock = new FakeClock();
  session = openLoneSession(clock);
});

afterEach(() => session.close());

function write(text: string): void {
  session.doc.transact(() => session.title.insert(0, text), 'a person');
}

function kind(): string {
  return session.status.snapshot().status.kind;
}

function settle(): void {
  clock.advance(600);
}

const acked = (socket: FakeSocket): Message[] => socket.sent.filter(({ type }) => type === 'sync-step-2' || type === 'update');

/** Somebody else writes a title, letter by letter. */
function othersTyping(text: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => {
    updates.push(update);
  });
  for (const [index, letter] of [...text].entries()) doc.getText('title').insert(index, letter);
  return updates;
}

describe('a session', () => {
  test('[P2] goes to /ws/<name>, encoded by segments, with its schema, and offers the sub-protocol', () => {
    expect(FakeSocket.latest.url).toBe('ws://localhost/ws/a%20b/c?schema=1');
    expect(FakeSocket.latest.protocols).toBe(subprotocol);
  });

  test('[P8] offers the token of the moment beside the sub-protocol, and goes on with a new one after a no', () => {
    let token = 'old';
    const options = { documentId: 'a', serverUrl: 'ws://localhost', schemaVersion: null, person: { id: 'ana', name: 'Ana' }, colours: [] };
    const refused = new DocumentSession({ ...options, token: () => token, clock, random: () => 0.5, webSocket: FakeSocket.asWebSocket, local: null, whenIdle: (work) => work() });
    expect(FakeSocket.latest.url).toBe('ws://localhost/ws/a');
    expect(FakeSocket.latest.protocols).toEqual([subprotocol, 'token.old']);
    const first = acceptJoin();
    refused.doc.transact(() => refused.title.insert(0, 'Typed before'), 'a person');
    first.drop(4401);
    expect(refused.status.snapshot()).toMatchObject({ stop: { reason: 'unauthenticated' }, isWritable: false });
    token = 'new';
    refused.resume();
    expect(FakeSocket.latest).not.toBe(first);
    expect(FakeSocket.latest.protocols).toEqual([subprotocol, 'token.new']);
    const second = acceptJoin();
    expect(refused.status.snapshot()).toMatchObject({ stop: null, isWritable: true });
    expect(acked(second)).toHaveLength(1);
    second.receive({ type: 'ack', count: 1 });
    settle();
    expect(refused.status.snapshot().status.kind).toBe('saved');
    expect(refused.hasUnsavedEdits).toBe(false);
    refused.close();
  });

  test('[P20] an edit is saved when its frame is acked', () => {
    const socket = acceptJoin();
    expect(acked(socket)).toHaveLength(1);
    socket.receive({ type: 'ack', count: 1 });
    write('x');
    expect(session.hasUnsavedEdits).toBe(true);
    expect(kind()).toBe('pending');
    settle();
    expect(kind()).toBe('saving');
    socket.receive({ type: 'ack', count: 2 });
    expect(session.hasUnsavedEdits).toBe(false);
    expect(kind()).toBe('saved');
  });

  test('[P20] an edit between connecting and the server\'s step 1 is saved by step 2 only', () => {
    const socket = FakeSocket.latest;
    socket.accept();
    socket.receive({ type: 'sync-step-2', update: emptyUpdate });
    write('x');
    socket.receive({ type: 'ack', count: 1 });
    expect(session.hasUnsavedEdits).toBe(true);
    socket.receive({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });
    expect(acked(socket).map(({ type }) => type)).toEqual(['update', 'sync-step-2']);
    expect(session.hasUnsavedEdits).toBe(true);
    socket.receive({ type: 'ack', count: 2 });
    expect(session.hasUnsavedEdits).toBe(false);
  });

  test('[P20] what is typed offline is not saved until the next connection\'s step 2 is acked', () => {
    acceptJoin().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    clock.advance(2_000);
    expect(kind()).toBe('reconnecting');
    write('x');
    expect(session.status.snapshot().status).toEqual({ kind: 'not-saved', reason: 'offline', isKept: false });
    session.reconnect();
    const socket = acceptJoin();
    settle();
    expect(session.hasUnsavedEdits).toBe(true);
    const step2 = acked(socket).find(({ type }) => type === 'sync-step-2');
    const copy = new Y.Doc();
    if (step2?.type === 'sync-step-2') Y.applyUpdate(copy, step2.update);
    expect(copy.getText('title').toJSON()).toBe('x');
    socket.receive({ type: 'ack', count: 1 });
    expect(kind()).toBe('saved');
  });

  test('a remote edit, and Yjs\'s own tidying, is nothing to save', () => {
    const socket = acceptJoin();
    const other = new Y.Doc();
    other.getText('title').insert(0, 'theirs');
    socket.receive({ type: 'update', update: Y.encodeStateAsUpdate(other) });
    session.doc.transact(() => session.title.insert(0, 'tidied'));
    expect(session.title.toJSON()).toContain('theirs');
    expect(session.hasUnsavedEdits).toBe(false);
  });

  test('a connection that acks nothing ends in "Not saved"', () => {
    acceptJoin();
    write('x');
    clock.advance(silentAfterMs);
    expect(session.status.snapshot().status).toEqual({ kind: 'not-saved', reason: 'silent', isKept: false });
  });

  test('[P31] a denial stops writing at once, the close code says why, and the unsaved text is kept', () => {
    const socket = acceptJoin();
    socket.receive({ type: 'ack', count: 1 });
    write('mine');
    socket.receive({ type: 'denied', reason: 'Ana took your access away.' });
    expect(session.status.snapshot().isWritable).toBe(false);
    expect(session.lostText()).toBe('mine');
    socket.drop(4403, 'forbidden');
    expect(session.status.snapshot().stop).toEqual({ reason: 'forbidden', message: 'Ana took your access away.' });
    clock.advance(60_000);
    expect(FakeSocket.made).toHaveLength(1);
  });

  test('of a deleted document the whole text is kept', () => {
    const socket = acceptJoin();
    write('all of it');
    socket.receive({ type: 'ack', count: 2 });
    socket.drop(4404);
    expect(session.status.snapshot().stop?.reason).toBe('deleted');
    expect(session.lostText()).toBe('all of it');
  });

  test('[L11] where this device keeps nothing, nothing of a deleted document is said to stay', () => {
    const socket = acceptJoin();
    socket.receive({ type: 'ack', count: 1 });
    write('never acked');
    socket.drop(4404);
    expect(session.lostText()).toBe('never acked');
    expect(session.keepsLostText).toBe(false);
  });

  test('[P21] the server makes a reader of a page, and a writer again', () => {
    const socket = acceptJoin();
    socket.receive({ type: 'session-state', state: { saving: true, writable: false, reason: 'schema' } });
    expect(session.status.snapshot()).toMatchObject({ isWritable: false, status: { kind: 'read-only', reason: 'schema' } });
    socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
    expect(session.status.snapshot().isWritable).toBe(true);
  });

  test('what others write waits while a character is composed, and comes in order when it is done', () => {
    const socket = acceptJoin();
    session.incoming.hold();
    for (const update of othersTyping('ab')) socket.receive({ type: 'update', update });
    expect(session.title.toJSON()).toBe('');
    session.incoming.release();
    expect(session.title.toJSON()).toBe('ab');
  });

  test('what others write waits no longer than its time after the last sign of composing, and within its bytes', () => {
    const socket = acceptJoin();
    const [first, second, third] = othersTyping('abc');
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three updates were asked for.');
    session.incoming.hold();
    socket.receive({ type: 'update', update: first });
    clock.advance(heldForMsMax - 1);
    expect(session.title.toJSON()).toBe('');
    session.incoming.hold();
    clock.advance(heldForMsMax - 1);
    expect(session.title.toJSON()).toBe('');
    clock.advance(1);
    expect(session.title.toJSON()).toBe('a');
    session.incoming.hold();
    socket.receive({ type: 'update', update: second });
    expect(session.title.toJSON()).toBe('a');
    const long = new Y.Doc();
    long.getText('other').insert(0, 'x'.repeat(heldBytesMax));
    socket.receive({ type: 'update', update: Y.encodeStateAsUpdate(long) });
    expect(session.title.toJSON()).toBe('ab');
  });

  test('the server is answered while a character is composed', () => {
    const socket = acceptJoin();
    const before = acked(socket).length;
    session.incoming.hold();
    socket.receive({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });
    expect(acked(socket)).toHaveLength(before + 1);
  });

  test('close is idempotent and ends the connection', () => {
    const socket = acceptJoin();
    session.close();
    session.close();
    expect(socket.readyState).toBe(socket.CLOSED);
  });
});
