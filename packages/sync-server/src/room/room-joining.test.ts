import { CloseCode } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultRoomLimits } from './room-context.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

function typesOf(peer: TestPeer): string[] {
  return peer.sent.map(({ type }) => type);
}

describe('joining', () => {
  it('[P11] asks what the peer has, answers what it lacks, and ends with one sync step 2', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.type('ink');
    await settle();
    const ben = new TestPeer().join(room);
    expect(typesOf(ben)).toEqual(['sync-step-1', 'session-state', 'sync-step-2']);
    expect(ben.text).toBe('ink');
  });

  it('[P11] a peer that brings text of its own gives it to everyone', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer();
    ben.type('offline');
    ben.join(room);
    await settle();
    expect(ana.text).toBe('offline');
    expect(ben.acked).toBe(1);
  });

  it('[P11] a peer that knows the snapshot gets what came after it, and every deletion', async () => {
    const { open, registry, clock } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.type('abcdef');
    await settle();
    const ben = new TestPeer().join(room);
    ben.leave();
    ana.doc.getText('body').delete(1, 2);
    ana.type('!');
    await settle();
    ben.join(room);
    expect(ben.text).toBe('adef!');
    expect(registry.size).toBe(1);
    expect(clock.timerCount).toBeGreaterThan(0);
  });

  it('[P40] takes as many sessions as its limit says, and sends one more away', async () => {
    const { open } = createRoomFixture({ limits: { ...defaultRoomLimits, sessionsMax: 2 } });
    const room = await open();
    new TestPeer().join(room);
    new TestPeer().join(room);
    const third = new TestPeer().join(room);
    expect(third.closed?.code).toBe(CloseCode.tryAgainLater);
    expect(room.sessionCount).toBe(2);
  });
});

describe('durability', () => {
  it('[P12] shows nobody and acks nothing before it is on disk', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    await settle();
    const ackedBefore = ana.acked;
    store.hold();
    ana.type('ink');
    await settle();
    const late = new TestPeer().join(room);
    expect([ben.text, late.text, late.isSynced]).toEqual(['', '', true]);
    expect(ana.acked).toBe(ackedBefore);
    store.release();
    await settle();
    expect([ben.text, late.text]).toEqual(['ink', 'ink']);
    expect(ana.acked).toBe(ackedBefore + 1);
  });

  it('[P12] shows no deletion before it is on disk, not even to a peer that lacks nothing else', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.type('ink');
    await settle();
    const ben = new TestPeer().join(room);
    await settle();
    store.hold();
    ana.doc.getText('body').delete(0, 3);
    await settle();
    ben.askAgain();
    expect(ben.text).toBe('ink');
    store.release();
    await settle();
    expect(ben.text).toBe('');
  });

  it('[P14] sends an update to everyone but its author, and to the author too where that is asked for', async () => {
    for (const echoesToAuthor of [false, true]) {
      const { open } = createRoomFixture({ echoesToAuthor });
      const room = await open();
      const ana = new TestPeer().join(room);
      const ben = new TestPeer().join(room);
      ana.type('ink');
      await settle();
      expect(typesOf(ben).filter((type) => type === 'update')).toHaveLength(1);
      expect(typesOf(ana).filter((type) => type === 'update')).toHaveLength(echoesToAuthor ? 1 : 0);
    }
  });

  it('[P14] spares an author that is alone with what one commit holds, however many updates that are', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    await settle();
    const updatesTo = (peer: TestPeer): number => typesOf(peer).filter((type) => type === 'update').length;
    const waiting: (() => void)[] = [];
    let sequence = 0;
    store.append = () => new Promise((resolve) => waiting.push(() => resolve(++sequence)));
    const commit = async (): Promise<void> => {
      for (const resolve of waiting.splice(0)) resolve();
      await settle();
    };
    for (const letter of 'ink') ana.type(letter);
    await commit();
    expect(ben.text).toBe('ink');
    expect([updatesTo(ana), updatesTo(ben)]).toEqual([0, 1]);
    ana.type('!');
    ben.type('?');
    await commit();
    expect(ana.text).toBe(ben.text);
    expect([updatesTo(ana), updatesTo(ben)]).toEqual([1, 2]);
  });

  it('[P20] acks a frame that brought nothing new only when what was queued before it is on disk', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    await settle();
    store.hold();
    ana.type('ink');
    await settle();
    const acked = ben.acked;
    room.receive(ben, { type: 'update', update: Y.encodeStateAsUpdate(ana.doc) });
    await settle();
    expect(ben.acked).toBe(acked);
    store.release();
    await settle();
    expect(ben.acked).toBe(acked + 1);
  });

  it('[P20] stock clients get no acks', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const stock = new TestPeer({ isScriptorium: false }).join(room);
    stock.type('stock');
    await settle();
    expect(typesOf(stock)).toEqual(['sync-step-1', 'sync-step-2']);
  });
});
