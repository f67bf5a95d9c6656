/** Sockets that take nothing, and sockets that are only slow, on real connections and a clock of the test's own. */
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { encodeMessage } from '@scriptorium/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { craftUpdate, textItem } from '../room/testing/craft-update.ts';
import { TestClock } from '../room/testing/test-clock.ts';
import { createListenerFixture } from './testing/listener-fixture.ts';
import type { ListenerFixture } from './testing/listener-fixture.ts';

const MIB = 1024 * 1024;
const step1 = encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });

let fixture: ListenerFixture | null = null;

afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

interface Scene extends ListenerFixture {
  readonly clock: TestClock;
  /** Resolves when the first sync step 1 was answered, which is more than any socket takes at once. */
  readonly answered: Promise<void>;
}

async function start(): Promise<Scene> {
  const clock = new TestClock();
  const started = await createListenerFixture({ clock });
  fixture = started;
  for (const client of [1, 2]) {
    const structs = [textItem('x'.repeat(15 * MIB))];
    await started.store.append('large', craftUpdate({ sections: [{ client, clock: 0, structs }] }));
  }
  const { room } = await started.registry.lease('large');
  const receive = room.receive.bind(room);
  const answered = new Promise<void>((resolve) => {
    room.receive = (peer, message) => {
      receive(peer, message);
      if (message.type === 'sync-step-1') resolve();
    };
  });
  return { ...started, clock, answered };
}

describe('[P42] a peer that reads nothing', () => {
  it('is cut off after 30 s, and is told 1013 where it reads on within 2 s', async () => {
    const { connect, clock, answered } = await start();
    const stuck = await connect('large').opened();
    stuck.socket.send(step1);
    stuck.socket.pause();
    await answered;
    await clock.advance(36_000);
    stuck.socket.resume();
    expect(await stuck.ended()).toEqual({ code: 1013, reason: 'The connection takes nothing any more; reconnect to catch up.' });
  });

  it('sees its connection end without a word where it does not', async () => {
    const { connect, clock, answered, listener } = await start();
    const stuck = await connect('large').opened();
    stuck.socket.send(step1);
    stuck.socket.pause();
    await answered;
    await clock.advance(40_000);
    expect(listener.sessionCount).toBe(0);
    stuck.socket.resume();
    expect((await stuck.ended()).code).toBe(1006);
  });
});

describe('[P42] a peer that reads slowly', () => {
  it('is not cut off while one large frame is on its way', { timeout: 20_000 }, async () => {
    const { port, clock, answered, listener } = await start();
    const socket = await upgraded(port, '/ws/large');
    socket.write(masked(step1));
    await answered;
    for (let beat = 0; beat < 14; beat++) {
      await readBytes(socket, 1.5 * MIB);
      await clock.advance(5_000);
    }
    expect(listener.sessionCount).toBe(1);
    socket.destroy();
  });
});

/** A WebSocket that reads no further than it is told to. */
async function upgraded(port: number, path: string): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  const headers = ['Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  socket.write([`GET ${path} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
  await once(socket, 'readable');
  return socket;
}

async function readBytes(socket: Socket, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const chunk = socket.read() as Buffer | null;
    if (socket.destroyed || socket.readableEnded) throw new Error('The server has ended the connection.');
    if (chunk === null) await readable(socket);
    else left -= chunk.byteLength;
  }
}

/** Or closed. */
async function readable(socket: Socket): Promise<void> {
  const found = new AbortController();
  const either = ['readable', 'close'].map(async (event) => await once(socket, event, { signal: found.signal }));
  await Promise.race(either);
  found.abort();
  await Promise.allSettled(either);
}

/** One short frame as a client must send it. */
function masked(payload: Uint8Array): Uint8Array {
  return Uint8Array.of(0x82, 0x80 | payload.byteLength, 0, 0, 0, 0, ...payload);
}
