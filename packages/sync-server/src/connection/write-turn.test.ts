import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createFramer, frameOf } from './frame.ts';
import { Outbox } from './outbox.ts';
import { WriteTurn } from './write-turn.ts';

const limits = { outboxBytesMax: 1_000_000, outboxFramesMax: 1_000 };

/** A stream that keeps the chunks of each write. */
function createStream(): { readonly stream: Duplex; readonly writes: Uint8Array[][] } {
  const writes: Uint8Array[][] = [];
  const stream = new Duplex({
    read() {},
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => chunk as Uint8Array));
      done();
    },
  });
  return { stream, writes };
}

function createOutbox(stream: Duplex, turn: WriteTurn): Outbox {
  const socket = { OPEN: 1, readyState: 1, bufferedAmount: 0 } as unknown as WebSocket;
  return new Outbox({ socket, stream, turn, limits, onSent: () => {}, onDrained: () => {} });
}

describe('WriteTurn', () => {
  it('joins the frames of a turn once for all who are sent the same, and for each apart what only one is sent', async () => {
    const turn = new WriteTurn();
    const framer = createFramer();
    const streams = [createStream(), createStream(), createStream()];
    const outboxes = streams.map(({ stream }) => createOutbox(stream, turn));
    const update = framer.frameOf({ type: 'update', update: new Uint8Array(3_000).fill(7) });
    const cursors = framer.frameOf({ type: 'update', update: new Uint8Array(3_500).fill(8) });
    for (const outbox of outboxes) outbox.send(update);
    for (const outbox of outboxes) outbox.send(cursors);
    outboxes[2]?.send(frameOf([Uint8Array.of(9)]));
    expect(streams.flatMap(({ writes }) => writes)).toEqual([]);
    await new Promise(setImmediate);
    const all = Buffer.concat([...update.chunks, ...cursors.chunks]);
    const [first, second, third] = streams.map(({ writes }) => writes);
    expect(first?.length).toBe(1);
    expect(Buffer.concat(first?.[0] ?? [])).toEqual(all);
    expect(second?.map((chunks) => chunks.length)).toEqual([1]);
    expect(Buffer.concat(second?.[0] ?? [])).toEqual(all);
    expect(third?.length).toBe(1);
    expect(Buffer.concat(third?.[0] ?? [])).toEqual(Buffer.concat([all, Buffer.of(0x82, 1, 9)]));
  });

  it('[J20] copies no large update for anybody', async () => {
    const turn = new WriteTurn();
    const framer = createFramer();
    const update = new Uint8Array(300_000);
    const streams = [createStream(), createStream()];
    for (const { stream } of streams) {
      const outbox = createOutbox(stream, turn);
      outbox.send(framer.frameOf({ type: 'ack', count: 1 }));
      outbox.send(framer.frameOf({ type: 'sync-step-2', update }));
    }
    await new Promise(setImmediate);
    const held = streams.map(({ writes }) => writes.flat().some((chunk) => chunk.buffer === update.buffer));
    expect([held, streams.map(({ writes }) => writes.length)]).toEqual([[true, true], [1, 1]]);
  });

  it('[P42] tells once that all frames of a write are taken', async () => {
    const taken: (() => void)[] = [];
    const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => void taken.push(done) });
    const socket = { OPEN: 1, readyState: 1, bufferedAmount: 0 } as unknown as WebSocket;
    let drained = 0;
    const outbox = new Outbox({ socket, stream, turn: new WriteTurn(), limits: { outboxBytesMax: 1_000, outboxFramesMax: 2 }, onSent: () => {}, onDrained: () => drained++ });
    for (let count = 0; count < 3; count++) outbox.send(frameOf([Uint8Array.of(count)]));
    await new Promise(setImmediate);
    expect([taken.length, outbox.isCongested, drained]).toEqual([1, true, 0]);
    taken[0]?.();
    await new Promise(setImmediate);
    expect([outbox.isCongested, drained]).toEqual([false, 1]);
  });

  it('writes what was sent before a goodbye, and nothing behind it', async () => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const sockets = new WebSocketServer({ noServer: true });
    const turn = new WriteTurn();
    http.on('upgrade', (request, stream, head) =>
      sockets.handleUpgrade(request, stream, head, (socket) => {
        const outbox = new Outbox({ socket, stream, turn, limits, onSent: () => {}, onDrained: () => {} });
        outbox.send(frameOf([Uint8Array.of(1)]));
        outbox.flush();
        outbox.send(frameOf([Uint8Array.of(2)]));
        socket.close(1012, 'restart');
        outbox.send(frameOf([Uint8Array.of(3)]));
      }),
    );
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const heard: number[] = [];
    client.on('message', (data: Buffer) => heard.push(data[0] ?? -1));
    const [code] = (await once(client, 'close')) as [number];
    expect([heard, code]).toEqual([[1], 1012]);
    await new Promise((resolve) => http.close(resolve));
  });
});
