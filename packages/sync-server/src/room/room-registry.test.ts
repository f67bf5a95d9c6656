import { PersistenceError } from '@scriptorium/persistence';
import { CloseCode } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import { joinRefusalOf } from './join-refusal.ts';
import type { HeldStore } from './testing/held-store.ts';
import { defaultRoomLimits } from './room-context.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

const idle = 10_000;

/** Documents are read, but their rooms do not get them before `release`. */
function holdLoads(store: HeldStore): { release(): void } {
  const load = store.load.bind(store);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  Object.assign(store, {
    load: async (documentId: string) => {
      const stored = await load(documentId);
      await held;
      return stored;
    },
  });
  return { release: () => release() };
}

describe('RoomRegistry', () => {
  it('loads a document once for all who come meanwhile', async () => {
    const { registry, store } = createRoomFixture();
    const leases = await Promise.all([registry.lease('a'), registry.lease('a'), registry.lease('a')]);
    expect(new Set(leases.map(({ room }) => room)).size).toBe(1);
    expect(store.loads).toEqual(['a']);
  });

  it('[P4] opening a name creates nothing', async () => {
    const { registry, store, clock } = createRoomFixture();
    const lease = await registry.lease('a');
    new TestPeer().join(lease.room);
    await settle();
    lease.release();
    await clock.advance(idle);
    expect(await store.load('a')).toBeNull();
  });

  it('unloads a room that nobody has held for a while, and not before', async () => {
    const { registry, clock, store } = createRoomFixture();
    const lease = await registry.lease('a');
    lease.release();
    await clock.advance(idle - 1);
    (await registry.lease('a')).release();
    await clock.advance(idle - 1);
    expect(registry.size).toBe(1);
    await clock.advance(1);
    expect(registry.size).toBe(0);
    expect(clock.timerCount).toBe(0);
    await registry.lease('a');
    expect(store.loads).toEqual(['a', 'a']);
  });

  it('a lease that is released twice counts once', async () => {
    const { registry, clock } = createRoomFixture();
    const first = await registry.lease('a');
    const second = await registry.lease('a');
    first.release();
    first.release();
    await clock.advance(idle);
    expect(registry.size).toBe(1);
    second.release();
    await clock.advance(idle);
    expect(registry.size).toBe(0);
  });

  it('unloads only when everything is durable, and serves a join meanwhile from the same room', async () => {
    const { registry, clock, store } = createRoomFixture();
    const lease = await registry.lease('a');
    const ana = new TestPeer().join(lease.room);
    await settle();
    store.hold();
    ana.type('last words');
    ana.leave();
    lease.release();
    await clock.advance(idle);
    expect(registry.size).toBe(1);
    const again = await registry.lease('a');
    expect(again.room).toBe(lease.room);
    store.release();
    await settle();
    expect(registry.size).toBe(1);
    expect(new TestPeer().join(again.room).text).toBe('last words');
    again.release();
    await clock.advance(idle);
    expect(registry.size).toBe(0);
    expect((await store.load('a'))?.tail).toHaveLength(1);
  });

  it('a load that fails is that joiner\'s alone, and the next one tries again', async () => {
    const { registry, store } = createRoomFixture();
    store.failLoads(new Error('EIO'));
    await expect(registry.lease('a')).rejects.toThrow('EIO');
    expect(registry.size).toBe(0);
    await expect(registry.lease('a')).resolves.toBeDefined();
  });

  it('[P31] deleting sends the sessions away, and whoever comes later', async () => {
    const { registry } = createRoomFixture();
    const { room } = await registry.lease('a');
    const ana = new TestPeer().join(room);
    ana.type('gone');
    await settle();
    expect(await registry.delete('a')).toBe(true);
    expect(ana.closed).toEqual({ code: CloseCode.notFound, reason: 'This document was deleted.' });
    await expect(registry.lease('a')).rejects.toThrow(PersistenceError);
    expect(await registry.delete('b')).toBe(false);
  });

  it('[P31] whoever comes to a document that is deleted while it is loaded is told so, and does not hang', async () => {
    const { registry, store } = createRoomFixture();
    await store.append('a', Uint8Array.of(0, 0));
    const held = holdLoads(store);
    const lease = registry.lease('a');
    const deletion = registry.delete('a');
    while (!(await store.isDeleted('a'))) await settle();
    await settle();
    held.release();
    await expect(lease).rejects.toMatchObject({ code: 'document-deleted' });
    expect(await deletion).toBe(true);
    expect(registry.size).toBe(0);
  });

  it('[P31] whoever joins a room after everyone was sent away is sent away too', async () => {
    const { registry } = createRoomFixture();
    const { room } = await registry.lease('a');
    const ana = new TestPeer().join(room);
    ana.type('gone');
    await settle();
    await registry.delete('a');
    const late = new TestPeer().join(room);
    expect(late.closed).toEqual({ code: CloseCode.notFound, reason: 'This document was deleted.' });
    expect(late.sent).toEqual([]);
  });

  it('[P32] whoever comes while a document is loaded and the server stops is sent away with 1012', async () => {
    const { registry, store } = createRoomFixture();
    const held = holdLoads(store);
    const lease = registry.lease('a').catch((error: unknown) => joinRefusalOf(error));
    const closing = registry.close();
    held.release();
    await closing;
    expect(await lease).toMatchObject({ code: CloseCode.restart });
    expect(registry.size).toBe(0);
  });

  it('[P31] an update that meets the tombstone sends its session away too, and is no failure', async () => {
    const { registry, store, failures } = createRoomFixture();
    const { room } = await registry.lease('a');
    const ana = new TestPeer().join(room);
    ana.type('first');
    await settle();
    await store.delete('a');
    ana.type('second');
    await settle();
    expect(ana.closed?.code).toBe(CloseCode.notFound);
    expect(failures).toEqual([]);
    expect(registry.size).toBe(0);
  });

  it('[P32] settles what was accepted, and closes every session with 1012', async () => {
    const { registry, store } = createRoomFixture();
    const { room } = await registry.lease('a');
    const ana = new TestPeer().join(room);
    await settle();
    store.hold();
    ana.type('ink');
    const settled = registry.settle();
    expect(await Promise.race([settled, settle().then(() => 'still waiting')])).toBe('still waiting');
    await expect(registry.lease('b')).rejects.toThrow(/stopping/);
    store.release();
    await settled;
    expect(ana.acked).toBe(2);
    await registry.close();
    expect(ana.closed?.code).toBe(CloseCode.restart);
    expect(registry.size).toBe(0);
  });

  it('[P44] unloads the idle rooms that were left longest ago when more are open than may be, and none that is held', async () => {
    const { registry, clock, store } = createRoomFixture({ limits: { ...defaultRoomLimits, openDocumentsMax: 3 } });
    const held = await registry.lease('held');
    for (const name of ['a', 'b']) (await registry.lease(name)).release();
    (await registry.lease('a')).release();
    await clock.advance(0);
    expect(registry.size).toBe(3);
    const late = await registry.lease('c');
    await clock.advance(0);
    expect(registry.size).toBe(3);
    (await registry.lease('a')).release();
    expect(store.loads).toEqual(['held', 'a', 'b', 'c']);
    (await registry.lease('b')).release();
    expect(store.loads.at(-1)).toBe('b');
    await Promise.all(['d', 'e', 'f'].map(async (name) => await registry.lease(name)));
    await clock.advance(0);
    expect(registry.size).toBe(5);
    held.release();
    late.release();
    await clock.advance(0);
    expect(registry.size).toBe(3);
  });

  it('[P44] unloads idle rooms when the open documents have more content than they may', async () => {
    const { registry, clock } = createRoomFixture({ limits: { ...defaultRoomLimits, openBytesMax: 100_000 } });
    const write = async (name: string): Promise<void> => {
      const lease = await registry.lease(name);
      const peer = new TestPeer().join(lease.room);
      peer.type('x'.repeat(40_000));
      await settle();
      peer.leave();
      lease.release();
      await clock.advance(300);
    };
    await write('a');
    await write('b');
    expect(registry.size).toBe(2);
    await write('c');
    expect(registry.size).toBe(2);
  });

  it('[P44] keeps a room that somebody comes to before it is closed', async () => {
    const { registry, clock, store } = createRoomFixture({ limits: { ...defaultRoomLimits, openDocumentsMax: 1 } });
    (await registry.lease('a')).release();
    const other = registry.lease('b');
    const again = await registry.lease('a');
    await other;
    await clock.advance(1_000);
    expect(registry.size).toBe(2);
    expect(store.loads).toEqual(['a', 'b']);
    again.release();
    await clock.advance(0);
    expect(registry.size).toBe(1);
  });
});
