import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { frameOf } from './frame.ts';
import { Outbox } from './outbox.ts';
import { WriteTurn } from './write-turn.ts';

/** A socket that takes nothing until it is told to. */
class StuckSocket {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly #written: { readonly bytes: number; readonly done: () => void }[] = [];

  send(frame: Uint8Array, done: () => void): void {
    this.bufferedAmount += frame.byteLength;
    this.#written.push({ bytes: frame.byteLength, done });
  }

  take(count: number): void {
    for (const { bytes, done } of this.#written.splice(0, count)) {
      this.bufferedAmount -= bytes;
      done();
    }
  }
}

function createOutbox(limits: { outboxBytesMax: number; outboxFramesMax: number }): { socket: StuckSocket; outbox: Outbox; drained: () => number } {
  const socket = new StuckSocket();
  let drained = 0;
  const outbox = new Outbox({ socket: socket as unknown as WebSocket, stream: null, turn: new WriteTurn(), limits, onSent: () => {}, onDrained: () => drained++ });
  return { socket, outbox, drained: () => drained };
}

describe('Outbox', () => {
  it('[P42] is congested one frame past its limit, and drained at half of it, once', () => {
    const { socket, outbox, drained } = createOutbox({ outboxBytesMax: 1_000, outboxFramesMax: 4 });
    for (let count = 0; count < 4; count++) outbox.send(frameOf([Uint8Array.of(1)]));
    expect(outbox.isCongested).toBe(false);
    outbox.send(frameOf([Uint8Array.of(1)]));
    expect(outbox.isCongested).toBe(true);
    socket.take(2);
    expect(outbox.isCongested).toBe(true);
    socket.take(3);
    expect(outbox.isCongested).toBe(false);
    expect(drained()).toBe(1);
  });

  it('[P42] is congested one byte past its limit', () => {
    const { socket, outbox, drained } = createOutbox({ outboxBytesMax: 10, outboxFramesMax: 100 });
    outbox.send(frameOf([new Uint8Array(10)]));
    expect(outbox.isCongested).toBe(false);
    outbox.send(frameOf([new Uint8Array(1)]));
    expect(outbox.isCongested).toBe(true);
    socket.take(2);
    expect(drained()).toBe(1);
  });

  it('sends nothing into a socket that is closing', () => {
    const { socket, outbox } = createOutbox({ outboxBytesMax: 10, outboxFramesMax: 10 });
    socket.readyState = 2;
    outbox.send(frameOf([new Uint8Array(100)]));
    expect(socket.bufferedAmount).toBe(0);
  });

  it('writes the frames of one turn at once, in order, and tells of each when the stream has taken it', async () => {
    const writes: Buffer[] = [];
    const stream = new Duplex({
      read() {},
      writev(chunks, done) {
        writes.push(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)));
        done();
      },
    });
    const socket = Object.assign(new StuckSocket(), { bufferedAmount: 0 });
    let sent = 0;
    const outbox = new Outbox({
      socket: socket as unknown as WebSocket,
      stream,
      turn: new WriteTurn(),
      limits: { outboxBytesMax: 10, outboxFramesMax: 2 },
      onSent: (bytes) => (sent += bytes),
      onDrained: () => {},
    });
    for (const byte of [1, 2, 3]) outbox.send(frameOf([Uint8Array.of(byte)]));
    expect([writes.length, outbox.isCongested]).toEqual([0, true]);
    await new Promise(setImmediate);
    expect(writes).toEqual([Buffer.of(0x82, 1, 1, 0x82, 1, 2, 0x82, 1, 3)]);
    expect([sent, outbox.isCongested]).toEqual([3, false]);
  });
});
