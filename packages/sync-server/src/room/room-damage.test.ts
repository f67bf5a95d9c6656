/** Damaged documents: for reading, and left as they are. */
import { PersistenceError } from '@scriptorium/persistence';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocumentState } from './document-state.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';
import { Upkeep } from './upkeep.ts';

describe('damage', () => {
  it('[P21] a damaged document opens read-only, and says so', async () => {
    const { registry, store } = createRoomFixture();
    await store.append('notes', Y.encodeStateAsUpdate(docWith('intact')));
    store.failLoads(new PersistenceError('document-damaged', 'A record is damaged.'));
    const { room } = await registry.lease('notes');
    const ana = new TestPeer().join(room);
    expect(ana.text).toBe('intact');
    expect(ana.state).toEqual({ saving: true, writable: false, reason: 'damaged' });
    ana.type('!');
    await settle();
    expect((await store.load('notes'))?.tail).toHaveLength(1);
    await expect(room.rename('New')).rejects.toThrow(/damaged/);
  });
});

describe('a damaged document', () => {
  /** With a tail that is long enough for every reason to fold it. */
  async function damaged(how: 'record' | 'update'): Promise<{ fixture: ReturnType<typeof createRoomFixture>; writes: string[] }> {
    const fixture = createRoomFixture();
    const { store } = fixture;
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let count = 0; count < 600; count++) doc.getText('title').insert(0, 'x');
    if (how === 'update') updates.splice(500, 1, Uint8Array.of(9, 9, 9));
    for (const update of updates) await store.append('notes', update);
    if (how === 'record') store.failLoads(new PersistenceError('document-damaged', 'A record is damaged.'));
    const writes: string[] = [];
    for (const name of ['append', 'compact', 'describe'] as const) {
      const original = store[name].bind(store) as (...args: unknown[]) => Promise<never>;
      Object.assign(store, { [name]: (...args: unknown[]) => (writes.push(name), original(...args)) });
    }
    return { fixture, writes };
  }

  it.each(['record', 'update'] as const)('[P21] [J19] is never folded, described or written, whoever comes and goes: a damaged %s', async (how) => {
    const { fixture, writes } = await damaged(how);
    const { registry, clock, descriptions } = fixture;
    const lease = await registry.lease('notes');
    const ana = new TestPeer().join(lease.room);
    expect(ana.state?.reason).toBe('damaged');
    ana.type('!');
    await clock.advance(120_000);
    expect(await lease.room.compact()).toBe('damaged');
    await expect(lease.room.rename('New')).rejects.toThrow(/damaged/);
    ana.leave();
    await lease.room.settle();
    lease.release();
    await clock.advance(10_000);
    expect(registry.size).toBe(0);
    expect(writes).toEqual([]);
    expect(descriptions).toEqual([]);
  });

  it('[J19] stays as it is where an operator compacts all documents', async () => {
    const { fixture, writes } = await damaged('update');
    const { registry, clock } = fixture;
    const lease = await registry.lease('notes');
    expect(await lease.room.compact()).toBe('damaged');
    lease.release({ isBrief: true });
    await clock.advance(1);
    expect(registry.size).toBe(0);
    expect(writes).toEqual([]);
  });

  it('[J19] is not touched by its upkeep, whatever asks for it', async () => {
    const { fixture, writes } = await damaged('update');
    const { context, clock, store } = fixture;
    const stored = await store.load('notes');
    if (stored === null) throw new Error('It is there.');
    const state = DocumentState.open(stored);
    const upkeep = new Upkeep({ documentId: 'notes', state, meta: stored.meta, context, isDamaged: true, onPoisoned: () => {}, onSound: () => {} });
    upkeep.changed();
    await clock.advance(120_000);
    expect(await upkeep.compactNow()).toBe('failed');
    await upkeep.describeNow();
    await upkeep.finish();
    expect(writes).toEqual([]);
  });
});

describe('faults', () => {
  it('[P21] a stored update that does not fit what is before it makes the document read-only', async () => {
    const { open, store, log } = createRoomFixture();
    await store.append('notes', Y.encodeStateAsUpdate(docWith('intact')));
    await store.append('notes', Uint8Array.of(9, 9, 9));
    const ana = new TestPeer().join(await open());
    expect(ana.text).toBe('intact');
    expect(ana.state?.reason).toBe('damaged');
    expect(log.some(({ level }) => level === 'error')).toBe(true);
  });
});

function docWith(text: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('body').insert(0, text);
  return doc;
}
