import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { Outbox } from './outbox.ts';

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
  const outbox = new Outbox({ socket: socket as unknown as WebSocket, limits, onSent: () => {}, onDrained: () => drained++ });
  return { socket, outbox, drained: () => drained };
}

describe('Outbox', () => {
  it('[P42] is congested one frame past its limit, and drained at half of it, once', () => {
    const { socket, outbox, drained } = createOutbox({ outboxBytesMax: 1_000, outboxFramesMax: 4 });
    for (let count = 0; count < 4; count++) outbox.send(Uint8Array.of(1));
    expect(outbox.isCongested).toBe(false);
    outbox.send(Uint8Array.of(1));
    expect(outbox.isCongested).toBe(true);
    socket.take(2);
    expect(outbox.isCongested).toBe(true);
    socket.take(3);
    expect(outbox.isCongested).toBe(false);
    expect(drained()).toBe(1);
  });

  it('[P42] is congested one byte past its limit', () => {
    const { socket, outbox, drained } = createOutbox({ outboxBytesMax: 10, outboxFramesMax: 100 });
    outbox.send(new Uint8Array(10));
    expect(outbox.isCongested).toBe(false);
    outbox.send(new Uint8Array(1));
    expect(outbox.isCongested).toBe(true);
    socket.take(2);
    expect(drained()).toBe(1);
  });

  it('sends nothing into a socket that is closing', () => {
    const { socket, outbox } = createOutbox({ outboxBytesMax: 10, outboxFramesMax: 10 });
    socket.readyState = 2;
    outbox.send(new Uint8Array(100));
    expect(socket.bufferedAmount).toBe(0);
  });
});
