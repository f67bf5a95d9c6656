import { EventEmitter, once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { decodeMessage, encodeMessage, keepaliveFrame, subprotocol } from '@scriptorium/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { TestClock } from '../room/testing/test-clock.ts';
import { TestPeer } from '../room/testing/test-peer.ts';
import { createListenerFixture } from './testing/listener-fixture.ts';
import type { ListenerFixture, ListenerFixtureOptions } from './testing/listener-fixture.ts';

const fixtures: ListenerFixture[] = [];
const providers: WebsocketProvider[] = [];

async function start(options: ListenerFixtureOptions = {}): Promise<ListenerFixture> {
  const fixture = await createListenerFixture(options);
  fixtures.push(fixture);
  return fixture;
}

afterEach(async () => {
  for (const provider of providers.splice(0)) {
    provider.destroy();
    provider.awareness.destroy();
  }
  for (const fixture of fixtures.splice(0)) await fixture.close();
});

function provide(fixture: ListenerFixture, name: string, doc: Y.Doc): WebsocketProvider {
  const provider = new WebsocketProvider(fixture.url, name, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  providers.push(provider);
  return provider;
}

async function synced(provider: WebsocketProvider): Promise<void> {
  if (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
}

function upgradeRequest(name: string, headers: Record<string, string> = {}): string {
  const fields = { Host: '127.0.0.1', Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
  const lines = Object.entries({ ...fields, ...headers }).map(([header, value]) => `${header}: ${value}\r\n`);
  return `GET /ws/${name} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Masked with zeros, which changes nothing. RFC 6455, 5.2. */
function clientFrame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(14);
  head.writeUInt16BE(0x82ff, 0);
  head.writeBigUInt64BE(BigInt(payload.byteLength), 2);
  return Buffer.concat([head, payload]);
}

const step1 = encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) });
const isStep2 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 1;

describe('stock y-websocket clients', () => {
  it('[P11] converge', async () => {
    const fixture = await start();
    const [ana, ben] = [new Y.Doc(), new Y.Doc()];
    await Promise.all([synced(provide(fixture, 'notes', ana)), synced(provide(fixture, 'notes', ben))]);
    const arrived = new Promise((resolve) => ben.once('update', resolve));
    ana.getText('t').insert(0, 'ink');
    await arrived;
    expect(ben.getText('t').toString()).toBe('ink');
  });

  it('[P1] meet in one document however they spell its name', async () => {
    const fixture = await start();
    const [ana, ben] = [new Y.Doc(), new Y.Doc()];
    ana.getText('t').insert(0, 'ink');
    const first = provide(fixture, 'a b', ana);
    await synced(first);
    const arrived = new Promise((resolve) => ben.once('update', resolve));
    provide(fixture, 'a%20b', ben);
    await arrived;
    expect(ben.getText('t').toString()).toBe('ink');
  });

  it('[P16] see each other, and see who goes', async () => {
    const fixture = await start();
    const [ana, ben] = [provide(fixture, 'notes', new Y.Doc()), provide(fixture, 'notes', new Y.Doc())];
    const next = (): Promise<unknown> => new Promise((resolve) => ben.awareness.once('change', resolve));
    ana.awareness.setLocalStateField('user', { name: 'Ana' });
    while (ben.awareness.getStates().get(ana.awareness.clientID)?.['user'] === undefined) await next();
    ana.destroy();
    while (ben.awareness.getStates().has(ana.awareness.clientID)) await next();
    expect(ben.awareness.getStates().size).toBe(1);
  });

  it('[P17] are told of more than a thousand others, echo them, and stay', async () => {
    const fixture = await start();
    const { room } = await fixture.registry.lease('notes');
    // Both count from 1: the first id is for the session of the listener.
    const crowd = Array.from({ length: 141 }, () => new TestPeer()).slice(1);
    for (const peer of crowd) peer.join(room);
    for (const peer of crowd) {
      const entries = Array.from({ length: 8 }, (_, index) => ({ clientId: 1_000_000 + peer.id * 8 + index, clock: 1, state: '{}' }));
      room.receive(peer, { type: 'awareness', entries });
    }
    const ana = provide(fixture, 'notes', new Y.Doc());
    const closes: unknown[] = [];
    ana.on('connection-close', (event) => closes.push(event));
    const next = (): Promise<unknown> => new Promise((resolve) => ana.awareness.once('update', resolve));
    while (ana.awareness.getStates().size < 1_121) await next();
    // Her own state comes back: whatever she has echoed was read before.
    ana.awareness.setLocalStateField('user', { name: 'Ana' });
    const watcher = crowd.at(-1);
    const isSeen = (): boolean =>
      watcher?.sent.some((message) => message.type === 'awareness' && message.entries.some(({ state }) => state?.includes('Ana'))) ?? false;
    while (!isSeen()) await new Promise((resolve) => setImmediate(resolve));
    expect(closes).toEqual([]);
    expect(watcher?.closed).toBeNull();
  });
});

describe('the handshake', () => {
  it('[P6] answers another version with 426, another path with 404', async () => {
    const { connect, port } = await start();
    const old = await connect('notes', { protocolVersion: 8 }).refused();
    expect([old.status, old.headers['sec-websocket-version']]).toEqual([426, '13']);
    const elsewhere = connect('../nowhere');
    expect((await elsewhere.refused()).status).toBe(404);
    expect(port).toBeGreaterThan(0);
  });

  it('[P7] refuses a foreign origin before the upgrade, and takes an allowed one', async () => {
    const { connect } = await start();
    const foreign = await connect('notes', { origin: 'http://evil.example' }).refused();
    expect(foreign.status).toBe(403);
    expect(foreign.body).toMatch(/evil\.example|origin/i);
    await connect('notes', { origin: 'http://pages.example' }).opened();
  });

  it('[P8] picks a sub-protocol where any is offered', async () => {
    const { connect } = await start();
    const socket = await connect('notes', { subprotocols: ['token.abc', subprotocol] }).opened();
    expect(socket.socket.protocol).toBe(subprotocol);
    expect((await connect('notes').opened()).socket.protocol).toBe('');
  });

  it('[P2] [P9] says why a name is not allowed, then closes with 4400', async () => {
    const { connect } = await start();
    const socket = connect('%');
    const denied = decodeMessage(await socket.frame((frame) => frame[0] === 2));
    expect(denied).toMatchObject({ type: 'denied', reason: expect.stringMatching(/document name/) });
    expect((await socket.ended()).code).toBe(4400);
  });

  it('reads nothing before it is decided who is there', async () => {
    const decision = new EventEmitter();
    const { connect, store } = await start({
      authenticate: async () => {
        await once(decision, 'made');
        return { kind: 'refused', reason: 'No.' };
      },
    });
    const socket = await connect('notes').opened();
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'early');
    socket.socket.send(encodeMessage({ type: 'update', update: Y.encodeStateAsUpdate(doc) }));
    decision.emit('made');
    expect((await socket.ended()).code).toBe(4401);
    expect(await store.meta('notes')).toBeNull();
  });

  it('[P40] takes as many sessions as its limit says, and sends one more away', async () => {
    const { connect } = await start({ limits: { sessionsMax: 1 } });
    const first = connect('a');
    await first.frame((frame) => frame[0] === 0);
    expect((await connect('b').ended()).code).toBe(1013);
    expect(first.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends the socket of an upgrade that was refused, whatever its client leaves open', async () => {
    const { port } = await start();
    const lingering = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true });
    lingering.on('error', () => {});
    lingering.resume();
    lingering.write(upgradeRequest('a', { Origin: 'http://evil.example' }));
    await once(lingering, 'end');
    // A socket that is only half closed would take this for ever.
    while (!lingering.closed) {
      lingering.write('still here');
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it('survives a client that sends rubbish instead of a handshake', async () => {
    const { port, connect } = await start();
    const rubbish = connectTcp(port, '127.0.0.1');
    rubbish.write('GET /ws/a HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n');
    const answer = await new Promise<string>((resolve) => rubbish.once('data', (data) => resolve(data.toString())));
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    rubbish.destroy();
    await connect('a').frame((frame) => frame[0] === 0);
  });
});

describe('frames', () => {
  it.each([
    ['a text frame', 'hello'],
    ['an unknown type', Uint8Array.of(77)],
    ['trailing bytes', Uint8Array.of(...step1, 0)],
    ['a message of the server', Uint8Array.of(100, 1)],
    ['a state vector that is none', encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(9) })],
  ])('[P10] %s is answered with denied and 4400, and nobody else notices', async (_what, frame) => {
    const { connect } = await start();
    const other = connect('notes');
    other.socket.once('open', () => other.socket.send(step1));
    const socket = await connect('notes').opened();
    socket.socket.send(frame);
    await socket.frame(([type]) => type === 2);
    expect((await socket.ended()).code).toBe(4400);
    await other.frame(isStep2);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('[P40] a frame one byte past the limit is answered with 1009', async () => {
    const { connect } = await start({ limits: { frameBytesMax: 1_000 } });
    const socket = await connect('notes').opened();
    socket.socket.send(new Uint8Array(1_001));
    expect((await socket.ended()).code).toBe(1009);
  });

  it('[P40] a frame within the limit is taken however small the pieces are in which it comes', async () => {
    const { connect, port } = await start();
    const reader = await connect('notes').opened();
    reader.socket.send(step1);
    await reader.frame(isStep2);
    const slow = connectTcp(port, '127.0.0.1').setNoDelay();
    slow.write(upgradeRequest('notes'));
    await once(slow, 'data');
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'x'.repeat(50_000));
    const frame = clientFrame(encodeMessage({ type: 'update', update: Y.encodeStateAsUpdate(doc) }));
    // In the turn between two pieces the server reads the first.
    for (let at = 0; at < frame.byteLength; at += 10) {
      slow.write(frame.subarray(at, at + 10));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await reader.frame(([type, step]) => type === 0 && step === 2);
    slow.destroy();
  });

  it('[P15] an idle session is sent keepalives, and a silent one is ended', async () => {
    const clock = new TestClock();
    const { connect, listener } = await start({ clock });
    const socket = await connect('notes').opened();
    await socket.frame((frame) => frame[0] === 0);
    await clock.advance(5_000);
    await clock.advance(5_000);
    const keepalive = await socket.frame((frame) => frame[0] === 1);
    expect(keepalive).toEqual(keepaliveFrame);
    socket.socket.pause();
    await clock.advance(60_000);
    socket.socket.resume();
    expect((await socket.ended()).code).toBe(1006);
    expect(listener.sessionCount).toBe(0);
  });

  it('[P32] a stopping server closes with 1012 and takes nobody new', async () => {
    const { connect, listener } = await start();
    const socket = connect('notes');
    await socket.frame((frame) => frame[0] === 0);
    listener.stop();
    expect((await connect('notes').refused()).status).toBe(503);
    await listener.close();
    expect((await socket.ended()).code).toBe(1012);
  });
});
