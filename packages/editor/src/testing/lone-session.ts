/** A session of a tab that keeps no copy, and the server's end of its socket. */
import { DocumentSession } from '../sync/document-session.ts';
import type { FakeClock } from './fake-clock.ts';
import { FakeSocket } from './fake-socket.ts';

export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

export function openLoneSession(clock: FakeClock): DocumentSession {
  FakeSocket.made.length = 0;
  return loneSession(clock, 'a b/c');
}

/** One of several. */
export function loneSession(clock: FakeClock, documentId: string): DocumentSession {
  return new DocumentSession({
    documentId,
    serverUrl: 'ws://localhost',
    schemaVersion: 1,
    person: { id: 'ana', name: 'Ana' },
    colours: [],
    clock,
    random: () => 0.5,
    webSocket: FakeSocket.asWebSocket,
    local: null,
    whenIdle: (work) => work(),
  });
}

/** The server's part of a join: its step 2, then its step 1. */
export function acceptJoin(): FakeSocket {
  const socket = FakeSocket.latest;
  socket.accept();
  socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
  socket.receive({ type: 'sync-step-2', update: emptyUpdate });
  socket.receive({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });
  return socket;
}
