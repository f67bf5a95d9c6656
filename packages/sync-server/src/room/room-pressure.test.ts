/** Slow peers and a slow disk: what a room holds back, drops and makes up for. */
import { describe, expect, it } from 'vitest';
import { ByteBudget } from './byte-budget.ts';
import { defaultRoomLimits } from './room-context.ts';
import type { HeldStore } from './testing/held-store.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

/** Each update from now on is on disk when its function is called. */
function holdEach(store: HeldStore): (() => void)[] {
  const commits: (() => void)[] = [];
  let sequence = 0;
  store.append = () => new Promise((resolve) => commits.push(() => resolve(++sequence)));
  return commits;
}

describe('slow peers and a slow disk', () => {
  it('[P42] sends a congested peer nothing, and what it missed once it has drained', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const slow = new TestPeer().join(room);
    await settle();
    slow.isCongested = true;
    const sent = slow.sent.length;
    for (const letter of 'abcdefgh') {
      ana.type(letter);
      await settle();
    }
    expect(slow.sent).toHaveLength(sent);
    slow.isCongested = false;
    room.drained(slow);
    expect(slow.text).toBe('abcdefgh');
    ana.type('!');
    await settle();
    expect(slow.text).toBe('abcdefgh!');
  });

  it('[P42] what was compacted meanwhile is sent whole', async () => {
    const { open, compactions } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const slow = new TestPeer().join(room);
    await settle();
    slow.isCongested = true;
    const sent = slow.sent.length;
    for (let count = 0; count < 520; count++) ana.type('x');
    await settle();
    expect(compactions).toEqual(['done']);
    for (let count = 0; count < 3; count++) {
      ana.type('!');
      await settle();
    }
    slow.isCongested = false;
    room.drained(slow);
    expect(slow.text).toHaveLength(523);
    expect(slow.sent.slice(sent).map(({ type }) => type)).toEqual(['update', 'update']);
  });

  it('[P43] drops what exceeds the un-acked limit, and has it all once the disk takes it again', async () => {
    const { open, store, outcomes } = createRoomFixture({ limits: { ...defaultRoomLimits, unackedBytesMax: 300 } });
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    await settle();
    store.hold();
    store.setStatus({ state: 'failing', error: new Error('no space left'), since: 0 });
    expect(ana.state).toEqual({ saving: false, writable: true, reason: 'store' });
    for (let count = 0; count < 40; count++) ana.type('ink ');
    await settle();
    expect(outcomes.filter((outcome) => outcome === 'dropped').length).toBeGreaterThan(10);
    store.release();
    store.setStatus({ state: 'ok' });
    await settle();
    await settle();
    expect(ben.text).toBe('ink '.repeat(40));
    expect(ana.acked).toBe(42);
    expect(ana.closed).toBeNull();
    expect(ana.state).toEqual({ saving: true, writable: true, reason: null });
  });

  it('[P43] asks for what was dropped once less than half of the limit is waiting, though others go on writing', async () => {
    const { open, store, outcomes, clock } = createRoomFixture({ limits: { ...defaultRoomLimits, unackedBytesMax: 400 } });
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    await settle();
    const commits = holdEach(store);
    ana.type('a'.repeat(300));
    ben.type('b'.repeat(300));
    expect(outcomes.at(-1)).toBe('dropped');
    ana.type('a');
    const asked = (): number => ben.sent.filter(({ type }) => type === 'sync-step-1').length;
    await clock.advance(1_000);
    expect(asked()).toBe(1);
    // The first is on disk, the second is not: as it is where somebody always writes.
    commits.shift()?.();
    await settle();
    await clock.advance(1_000);
    expect(asked()).toBe(2);
    for (const commit of commits.splice(0)) commit();
    await settle();
    expect(ana.text).toContain('b'.repeat(300));
  });

  it('[P43] takes an answer that is larger than the limit, though others never stop writing', async () => {
    const { open, store, outcomes, clock } = createRoomFixture({ limits: { ...defaultRoomLimits, unackedBytesMax: 400 } });
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    await settle();
    const commits = holdEach(store);
    ana.type('a'.repeat(200));
    ben.type('b'.repeat(500));
    expect(outcomes.at(-1)).toBe('dropped');
    ana.type('a');
    // Something of hers is always on its way to the disk.
    commits.shift()?.();
    await settle();
    await clock.advance(1_000);
    for (const commit of commits.splice(0)) commit();
    await settle();
    expect(ana.text).toContain('b'.repeat(500));
    expect(ben.acked).toBe(3);
  });

  it('[P43] all rooms together hold no more un-acked bytes than their budget, and none is forgotten', async () => {
    const budget = new ByteBudget(300);
    const { open, store, outcomes, clock } = createRoomFixture({ budget });
    const ana = new TestPeer().join(await open('a'));
    const ben = new TestPeer().join(await open('b'));
    await settle();
    store.hold();
    for (let count = 0; count < 30; count++) ana.type('from the first room ');
    ben.type('from the second room ');
    expect(budget.heldBytes).toBeLessThanOrEqual(300);
    expect(outcomes.at(-1)).toBe('dropped');
    store.release();
    await settle();
    expect(budget.heldBytes).toBe(0);
    await clock.advance(1_000);
    expect([ana.acked, ben.acked]).toEqual([32, 3]);
  });
});
