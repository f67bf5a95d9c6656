/** A session's own faults, and its life behind a full queue. */
import { EventEmitter } from 'node:events';
import { encodeMessage } from '@scriptorium/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { Room } from '../room/room.ts';
import { TestClock } from '../room/testing/test-clock.ts';
import { createFramer } from './frame.ts';
import { Session } from './session.ts';
import { WriteTurn } from './write-turn.ts';
import { createListenerFixture } from './testing/listener-fixture.ts';
import type { ListenerFixture } from './testing/listener-fixture.ts';

let fixture: ListenerFixture | null = null;

afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

const step1 = encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });
const isStep2 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 1;

describe('a fault of the server in a message', () => {
  it('[P33] ends that session with 1011, is logged and counted, and nobody else notices', async () => {
    fixture = await createListenerFixture();
    const { connect, registry, failures, log } = fixture;
    const { room } = await registry.lease('notes');
    const [ana, ben] = [await connect('notes').opened(), await connect('notes').opened()];
    await Promise.all([ana, ben].map(async (socket) => await socket.frame((frame) => frame[0] === 0)));
    const receive = room.receive.bind(room);
    room.receive = (peer, message) => {
      if (message.type === 'query-awareness') throw new TypeError('A fault of ours.');
      receive(peer, message);
    };
    ana.socket.send(encodeMessage({ type: 'query-awareness' }));
    expect(await ana.ended()).toEqual({ code: 1011, reason: 'The server failed on a message of yours; your page reconnects by itself.' });
    expect(failures).toEqual(['frame']);
    expect(log.some(({ level, fields }) => level === 'error' && 'err' in fields)).toBe(true);
    ben.socket.send(step1);
    await ben.frame(isStep2);
  });
});

describe('a ping that waited behind a full queue', () => {
  it('[P15] [P42] does not end a session that has read on', () => {
    const sent: (() => void)[] = [];
    const socket = Object.assign(new EventEmitter(), {
      OPEN: 1,
      readyState: 1,
      bufferedAmount: 0,
      pause() {},
      resume() {},
      ping() {},
      send(frame: Uint8Array, done: () => void) {
        this.bufferedAmount += frame.byteLength;
        sent.push(() => {
          this.bufferedAmount -= frame.byteLength;
          done();
        });
      },
    });
    const session = new Session({
      id: 1,
      socket: socket as unknown as WebSocket,
      stream: null,
      clock: new TestClock(),
      framer: createFramer(),
      turn: new WriteTurn(),
      limits: { outboxBytesMax: 1, outboxFramesMax: 1 },
      metrics: { bytesReceived: () => {}, bytesSent: () => {}, failure: () => {} },
      log: { error: () => {} },
      isScriptorium: true,
      schemaVersion: null,
      onClosed: () => {},
    });
    const room = { join: () => {}, drained: () => {} } as unknown as Room;
    session.admit({ lease: { room, release: () => {} }, identityKey: null, role: 'writer', may: () => true });
    expect(session.ping()).toBe(true);
    session.send({ type: 'ack', count: 1 });
    expect(session.isCongested).toBe(true);
    for (const take of sent) take();
    expect(session.ping()).toBe(true);
    expect(session.ping()).toBe(false);
  });
});
