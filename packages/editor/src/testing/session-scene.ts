/** A device on which tabs open one document, and the server's end of their sockets. */
import type { Message } from '@scriptorium/protocol';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import * as Y from 'yjs';
import { DocumentSession } from '../sync/document-session.ts';
import { FakeSocket } from './fake-socket.ts';
import { Device } from './local-scene.ts';

export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);
export const nothing: Uint8Array = Uint8Array.of(0);

export class SessionScene {
  readonly device: Device = new Device();
  readonly #sessions: DocumentSession[] = [];

  constructor() {
    FakeSocket.made.length = 0;
  }

  /** A tab opens the document; resolves when it has looked for a copy, and goes for the server. */
  async open({ schemaVersion = 1 } = {}): Promise<DocumentSession> {
    const before = FakeSocket.made.length;
    const session = new DocumentSession({
      documentId: 'notes',
      serverUrl: 'ws://localhost',
      schemaVersion,
      person: { id: 'ana', name: 'Ana' },
      colours: [],
      clock: this.device.clock,
      random: () => 0.5,
      webSocket: FakeSocket.asWebSocket,
      local: this.device.database(),
      whenIdle: (work) => this.device.idle.push(work),
    });
    this.#sessions.push(session);
    await vi.waitFor(() => expect(FakeSocket.made.length).toBe(before + 1));
    return session;
  }

  /** A tab that had the document, typed `text` without a connection, and is gone. */
  async typeOffline(text: string): Promise<DocumentSession> {
    const session = await this.open();
    join().receive({ type: 'ack', count: 1 });
    FakeSocket.latest.drop();
    write(session, text);
    await session.whenKept();
    session.close();
    return session;
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }
}

/** A scene of its own for each test of a file. */
export function sceneForEach(use: (scene: SessionScene) => void): void {
  let scene: SessionScene | undefined;
  beforeEach(() => {
    scene = new SessionScene();
    use(scene);
  });
  afterEach(() => {
    scene?.close();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
}

/** The server's part of a join. */
export function join(update: Uint8Array = emptyUpdate, stateVector: Uint8Array = nothing): FakeSocket {
  const socket = FakeSocket.latest;
  socket.accept();
  socket.receive({ type: 'sync-step-1', stateVector });
  socket.receive({ type: 'session-state', state: { saving: true, writable: true, reason: null } });
  socket.receive({ type: 'sync-step-2', update });
  return socket;
}

export function write(session: DocumentSession, text: string): void {
  session.doc.transact(() => session.title.insert(session.title.length, text), 'a person');
}

export function contentOf(frames: readonly Message[]): string {
  const doc = new Y.Doc();
  for (const frame of frames) if (frame.type === 'sync-step-2' || frame.type === 'update') Y.applyUpdate(doc, frame.update);
  return doc.getText('title').toJSON();
}
