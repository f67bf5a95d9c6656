import type { Writable } from 'node:stream';
import { encodeMessage } from '@scriptorium/protocol';
import type { ServerMessage } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { createFramer, messageBytes } from './frame.ts';

/** Exported, and not in the types. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: object) => Writable };

const updateOf = (bytes: number): ServerMessage => ({ type: 'update', update: Uint8Array.from({ length: bytes }, (_, index) => index % 251) });

/** What `ws` reads out of bytes that a server sent. */
function read(chunks: readonly Uint8Array[]): Buffer[] {
  const receiver = new Receiver({ isServer: false, maxPayload: 2 ** 26, allowSynchronousEvents: true });
  const messages: Buffer[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    expect(isBinary).toBe(true);
    messages.push(Buffer.from(data));
  });
  for (const chunk of chunks) receiver.write(Buffer.from(chunk));
  return messages;
}

describe('frames', () => {
  const stateOf = (length: number): ServerMessage => ({ type: 'awareness', entries: [{ clientId: 7, clock: 1, state: `"${'é'.repeat(length)}"` }] });
  const messages: ServerMessage[] = [
    ...[1, 100, 60, 5_000, 3, 200].map(stateOf),
    { type: 'sync-step-1', stateVector: new Uint8Array(10_000) },
    { type: 'denied', reason: 'no' },
    { type: 'ack', count: 1 },
    { type: 'sync-step-2', update: Uint8Array.of(0, 0) },
    ...[110, 118, 119, 120, 121, 122, 123, 124, 125, 126, 4_090, 4_095, 4_096, 65_525, 65_530, 65_535, 65_536, 300_000].map(updateOf),
    { ...updateOf(300_000), type: 'sync-step-2', update: new Uint8Array(300_000) },
  ];

  it('are what a WebSocket reads as the message, at every length of a header', () => {
    const framer = createFramer();
    const frames = messages.map((message) => ({ message, frame: framer.frameOf(message) }));
    for (const { message, frame } of frames) {
      const expected = Buffer.from(encodeMessage(message));
      expect(read(frame.chunks)).toEqual([expected]);
      expect(Buffer.from(messageBytes(frame))).toEqual(expected);
      expect(frame.byteLength).toBe(expected.byteLength);
    }
  });

  it('are made once for all who are sent the same message, and hold a large update without a copy', () => {
    const framer = createFramer();
    const [large, small] = [updateOf(300_000), updateOf(10)];
    const frames = [large, small, large, small].map((message) => framer.frameOf(message));
    expect(frames[2]).toBe(frames[0]);
    expect(frames[3]).toBe(frames[1]);
    expect(large.type === 'update' && frames[0]?.chunks.at(-1) === large.update).toBe(true);
  });
});
