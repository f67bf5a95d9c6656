import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeSocket } from '../testing/fake-socket.ts';
import { acceptJoin } from '../testing/lone-session.ts';
import { EditorError } from './editor-error.ts';
import { leavingMsMax } from './held-session.ts';
import { type OpenDocument, type OpenDocumentOptions, openDocument } from './open-document.ts';

let opened: OpenDocument | undefined;

function open(options: Partial<OpenDocumentOptions> = {}): OpenDocument {
  opened = openDocument({ url: 'https://notes.example', document: 'a b', webSocket: FakeSocket.asWebSocket, user: { id: 'ana', name: 'Ana' }, ...options });
  return opened;
}

const write = ({ doc, title }: OpenDocument): void => doc.transact(() => title.insert(0, 'x'), 'a person');

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made.length = 0;
});

afterEach(async () => {
  const closed = opened?.close();
  await vi.advanceTimersByTimeAsync(leavingMsMax);
  await closed;
  vi.useRealTimers();
});

describe('a document without React', () => {
  test('[P23] goes to the server of its address, and declares a schema only where it has one', () => {
    open();
    expect(FakeSocket.latest.url).toBe('wss://notes.example/ws/a%20b');
    openDocument({ url: 'wss://notes.example/ws', document: 'b', schemaVersion: 3, webSocket: FakeSocket.asWebSocket });
    expect(FakeSocket.latest.url).toBe('wss://notes.example/ws/b?schema=3');
  });

  test('is ready when it has arrived, with title, text and people', async () => {
    const document = open();
    const ready = document.whenReady();
    expect(document.status.get()).toMatchObject({ state: 'opening', isReady: false });
    acceptJoin();
    await ready;
    expect(document.status.get()).toMatchObject({ isReady: true, isWritable: true });
    expect(document.doc.getXmlFragment('default')).toBe(document.body);
    expect(document.awareness.getLocalState()).toMatchObject({ user: { id: 'ana', name: 'Ana' } });
    document.setName('Ana B.');
    expect(document.awareness.getLocalState()).toMatchObject({ user: { name: 'Ana B.' } });
  });

  test('[P31] a no ends the wait, in the server\'s words', async () => {
    const document = open();
    const ready = expect(document.whenReady()).rejects.toThrow('That token has expired.');
    FakeSocket.latest.accept();
    FakeSocket.latest.receive({ type: 'denied', reason: 'That token has expired.' });
    FakeSocket.latest.drop(4401);
    await ready;
    expect(document.status.get()).toMatchObject({ state: 'ended', reason: 'unauthenticated' });
  });

  test('to close it ends the wait too', async () => {
    const document = open();
    const ready = expect(document.whenReady()).rejects.toThrow(/closed/);
    await document.close();
    await ready;
  });

  test('[P20] close waits for what was typed last to be on disk, and takes the person away at once', async () => {
    const document = open();
    const socket = acceptJoin();
    write(document);
    let isClosed = false;
    const closing = document.close().then(() => (isClosed = true));
    expect(document.awareness.getLocalState()).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isClosed).toBe(false);
    socket.receive({ type: 'ack', count: 2 });
    await closing;
    await document.close();
    expect(socket.readyState).toBe(socket.CLOSED);
  });

  test('close waits no longer than its limit', async () => {
    const document = open();
    acceptJoin();
    write(document);
    let isClosed = false;
    const closing = document.close().then(() => (isClosed = true));
    await vi.advanceTimersByTimeAsync(leavingMsMax - 1);
    expect(isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closing;
    expect(isClosed).toBe(true);
  });

  test('what can not be an address, a name or a token is refused before anything is opened', () => {
    for (const options of [{ url: 'notes' }, { document: '' }, { document: 'a/../b' }, { token: 'a b' }]) {
      expect(() => open(options)).toThrow(EditorError);
    }
    expect(FakeSocket.made).toHaveLength(0);
  });
});
