/** Faults of our own: they end a session or a room, never the process. */
import { CloseCode } from '@scriptorium/protocol';
import type { ServerMessage } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import { createInlineWorker } from './testing/inline-worker.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import type { RoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

/** A peer that can't be sent what a room sends on its own account. */
class UnsendablePeer extends TestPeer {
  isUnsendable = false;

  override send(message: ServerMessage): void {
    if (this.isUnsendable && (message.type === 'update' || message.type === 'sync-step-2')) throw new Error('A fault of ours.');
    super.send(message);
  }
}

async function expectBroken({ registry, log, failures }: RoomFixture, peers: readonly TestPeer[], text: string): Promise<void> {
  for (const peer of peers) expect(peer.closed?.code).toBe(CloseCode.internalError);
  expect(log.some(({ level, fields }) => level === 'error' && 'err' in fields)).toBe(true);
  expect(failures).toEqual(['room']);
  expect(registry.size).toBe(0);
  const { room } = await registry.lease('notes');
  expect(new TestPeer().join(room).text).toBe(text);
}

describe('[P33] a fault of the server breaks its room with 1011, and the next who comes finds the document', () => {
  it('while it sends what is on disk', async () => {
    const fixture = createRoomFixture();
    const room = await fixture.open();
    const [ana, ben] = [new TestPeer().join(room), new UnsendablePeer().join(room)];
    ben.isUnsendable = true;
    ana.type('ink');
    await settle();
    await expectBroken(fixture, [ana, ben], 'ink');
  });

  it('while it sends what a slow peer missed', async () => {
    const fixture = createRoomFixture();
    const room = await fixture.open();
    const [ana, ben] = [new TestPeer().join(room), new UnsendablePeer().join(room)];
    ben.isCongested = true;
    ana.type('ink');
    await settle();
    ben.isCongested = false;
    ben.isUnsendable = true;
    room.drained(ben);
    await settle();
    await expectBroken(fixture, [ana, ben], 'ink');
  });

  it('while it sends what the worker found', async () => {
    const fixture = createRoomFixture({ worker: createInlineWorker() });
    const room = await fixture.open();
    const ana = new TestPeer().join(room);
    ana.type('x'.repeat(70_000));
    await settle();
    await room.compact();
    const ben = new UnsendablePeer();
    ben.answers = false;
    ben.type('!');
    ben.isUnsendable = true;
    ben.join(room);
    await settle();
    await expectBroken(fixture, [ana, ben], ana.text);
  });

  it('while it takes what is on disk', async () => {
    const fixture = createRoomFixture();
    const room = await fixture.open();
    const ana = new TestPeer().join(room);
    await settle();
    const { append } = fixture.store;
    // A sequence that can't be.
    fixture.store.append = async (...args) => {
      await append(...args);
      return { valueOf: (): number => { throw new Error('A fault of ours.'); } } as unknown as number;
    };
    ana.type('ink');
    await settle();
    fixture.store.append = append;
    await expectBroken(fixture, [ana], 'ink');
  });

  it('and not before what is on its way to the disk is there', async () => {
    const fixture = createRoomFixture();
    const { registry, store } = fixture;
    const room = await fixture.open();
    const [ana, ben] = [new TestPeer().join(room), new UnsendablePeer().join(room)];
    ben.isCongested = true;
    ana.type('first');
    await settle();
    store.hold();
    ana.type(' second');
    await settle();
    ben.isCongested = false;
    ben.isUnsendable = true;
    room.drained(ben);
    expect(ana.closed?.code).toBe(CloseCode.internalError);
    const again = registry.lease('notes');
    await settle();
    store.release();
    expect(new TestPeer().join((await again).room).text).toBe('first second');
  });
});
