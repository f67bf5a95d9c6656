/** How often a room speaks, and what it says at once. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createRoomFixture } from './testing/room-fixture.ts';
import type { RoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';
import type { Room } from './room.ts';

const countOf = (peer: TestPeer, type: string): number => peer.sent.filter((message) => message.type === type).length;

async function crowd(size: number): Promise<RoomFixture & { room: Room; peers: TestPeer[]; first: TestPeer; last: TestPeer }> {
  const fixture = createRoomFixture();
  const room = await fixture.open();
  const peers = Array.from({ length: size }, () => new TestPeer().join(room));
  await settle();
  for (const [index, peer] of peers.entries()) room.receive(peer, { type: 'awareness', entries: [{ clientId: index + 1, clock: 1, state: '{}' }] });
  await fixture.clock.advance(200);
  const [first = new TestPeer()] = peers;
  return { ...fixture, room, peers, first, last: peers.at(-1) ?? first };
}

const cursor = (clientId: number, clock: number): { clientId: number; clock: number; state: string } => ({ clientId, clock, state: `{"at":${clock}}` });

describe('Broadcaster', () => {
  it('[P25] sends the first change after quiet at once, and what follows merged when the pause is over', async () => {
    const { peers, first, last, clock } = await crowd(101);
    first.type('a');
    await settle();
    expect(last.text).toBe('a');
    const before = countOf(last, 'update');
    for (const peer of peers.slice(0, 100)) peer.type('b');
    await settle();
    await clock.advance(29);
    expect(last.text).toBe('a');
    await clock.advance(1);
    expect(last.text).toBe(`a${'b'.repeat(100)}`);
    expect(countOf(last, 'update') - before).toBe(1);
    expect(first.text).toBe(last.text);
  });

  it('[P25] acks at the commit, and not when the pause is over', async () => {
    const { peers, first, last } = await crowd(101);
    first.type('a');
    await settle();
    const acked = last.acked;
    last.type('b');
    await settle();
    expect(last.acked).toBe(acked + 1);
    expect(peers[1]?.text).toBe('a');
  });

  it('[P25] [S33] lets a commit wait for the end of the pause, and for nothing where nobody would wait for it', async () => {
    const { store, first, last, clock } = await crowd(101);
    const patience = (): number => Math.round(store.patiences.at(-1) ?? Number.NaN);
    first.type('a');
    expect(patience()).toBe(0);
    // It is on its way, and a pause begins when it goes out.
    last.type('b');
    expect(patience()).toBe(30);
    await settle();
    await clock.advance(10);
    last.type('c');
    expect(patience()).toBe(20);
    await clock.advance(100);
    first.type('d');
    expect(patience()).toBe(0);
    await settle();
    expect(last.text).toBe(first.text);
    const pair = await crowd(2);
    for (const letter of 'ink') pair.first.type(letter);
    expect(pair.store.patiences.slice(-3)).toEqual([0, 0, 0]);
  });

  it('[P25] sends what comes to the disk after the end of a pause at once', async () => {
    const { store, first, last, clock } = await crowd(101);
    first.type('a');
    await settle();
    store.hold();
    first.type('b');
    await clock.advance(35);
    expect(last.text).toBe('a');
    store.release();
    await settle();
    expect(last.text).toBe('ab');
  });

  it('[P25] lets neither of two people wait for more than the commit', async () => {
    const { first, last } = await crowd(2);
    for (const letter of 'ink') {
      first.type(letter);
      await settle();
      expect(last.text.at(-1)).toBe(letter);
    }
  });

  it('[P11] [P25] sends who joins during a pause what its answer did not hold, and nothing twice', async () => {
    const { room, first, last, clock } = await crowd(101);
    first.type('a');
    await settle();
    first.type('b');
    await settle();
    const joiner = new TestPeer().join(room);
    await settle();
    expect([joiner.text, last.text]).toEqual(['ab', 'a']);
    first.type('c');
    await settle();
    await clock.advance(50);
    expect([joiner.text, last.text]).toEqual(['abc', 'abc']);
    const updates = joiner.sent.flatMap((message) => (message.type === 'update' ? [message.update] : []));
    expect(updates).toHaveLength(1);
    expect(Y.decodeUpdate(updates[0] ?? new Uint8Array()).structs).toHaveLength(1);
  });

  it('[P26] sends the last state of each clientId, 20 times a second at most', async () => {
    const { room, first, last, clock } = await crowd(3);
    const before = last.sent.length;
    for (let clockOf = 2; clockOf < 102; clockOf++) {
      room.receive(first, { type: 'awareness', entries: [cursor(1, clockOf)] });
      await clock.advance(10);
    }
    await clock.advance(50);
    const told = last.sent.slice(before).filter(({ type }) => type === 'awareness');
    expect(told.length).toBeLessThanOrEqual(21);
    expect(told.length).toBeGreaterThan(18);
    expect(told.at(-1)).toEqual({ type: 'awareness', entries: [cursor(1, 101)] });
  });

  it('[P26] lets each of a few cursors that follow each other go with its update', async () => {
    const { room, first, last, clock } = await crowd(2);
    await clock.advance(200);
    const before = last.sent.length;
    for (let stroke = 2; stroke < 6; stroke++) {
      first.type('a');
      room.receive(first, { type: 'awareness', entries: [cursor(1, stroke)] });
      await settle();
      await clock.advance(10);
    }
    expect(last.sent.slice(before).map(({ type }) => type)).toEqual(Array.from({ length: 4 }, () => ['update', 'awareness']).flat());
  });

  it('[P26] lets the cursors of a crowd go with the updates that wait for their commit', async () => {
    const { room, store, first, last, clock } = await crowd(101);
    const kinds: string[][] = [];
    for (let stroke = 2; stroke < 20; stroke++) {
      const before = last.sent.length;
      store.hold();
      first.type('a');
      room.receive(first, { type: 'awareness', entries: [cursor(1, stroke)] });
      // The store takes its time as it may.
      await clock.advance(31);
      store.release();
      await settle();
      kinds.push(last.sent.slice(before).map(({ type }) => type).filter((type) => type !== 'ack'));
    }
    // Nothing paused before the first, and its commit was slow.
    expect(kinds.slice(1).map(([kind]) => kind)).toEqual(Array(17).fill('update'));
    const rode = kinds.filter((kind) => kind.length === 2);
    expect(rode.length).toBeGreaterThanOrEqual(8);
  });

  it('[P18] spares a session its own states, unless others\' go with them', async () => {
    const { room, first, last, clock } = await crowd(2);
    const before = countOf(first, 'awareness');
    room.receive(first, { type: 'awareness', entries: [cursor(1, 2)] });
    await clock.advance(60);
    expect(countOf(first, 'awareness')).toBe(before);
    room.receive(first, { type: 'awareness', entries: [cursor(1, 3)] });
    room.receive(first, { type: 'awareness', entries: [cursor(1, 4)] });
    room.receive(last, { type: 'awareness', entries: [cursor(2, 2)] });
    await clock.advance(60);
    expect(first.sent.at(-1)).toEqual({ type: 'awareness', entries: [cursor(1, 4), cursor(2, 2)] });
  });

  it('[P26] lets a cursor leave with the update that it belongs to, and without it where the disk is slow', async () => {
    const { room, store, first, last, clock } = await crowd(2);
    store.hold();
    first.type('a');
    room.receive(first, { type: 'awareness', entries: [cursor(1, 2)] });
    const before = last.sent.length;
    await clock.advance(19);
    expect(last.sent).toHaveLength(before);
    store.release();
    await settle();
    expect(last.sent.slice(before).map(({ type }) => type)).toEqual(['update', 'awareness']);
    await clock.advance(100);
    store.hold();
    first.type('b');
    room.receive(first, { type: 'awareness', entries: [cursor(1, 3)] });
    await clock.advance(20);
    expect(last.sent.at(-1)?.type).toBe('awareness');
    store.release();
  });

  it('[P32] holds nothing back when the room is settled', async () => {
    const { room, first, last } = await crowd(101);
    first.type('a');
    first.type('b');
    await settle();
    first.type('c');
    room.receive(first, { type: 'awareness', entries: [cursor(1, 2)] });
    await room.settle();
    expect(last.text).toBe('abc');
    expect(last.sent.some((message) => message.type === 'awareness' && message.entries[0]?.clock === 2)).toBe(true);
  });
});
