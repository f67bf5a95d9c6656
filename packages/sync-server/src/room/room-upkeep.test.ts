import { CloseCode } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { liveLimits } from './admission-limits.ts';
import { WorkerError } from './document-worker/worker-contract.ts';
import type { DocumentWorker } from './document-worker/worker-contract.ts';
import { craftUpdate } from './testing/craft-update.ts';
import { createInlineWorker } from './testing/inline-worker.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

describe('upkeep', () => {
  it('[J17] reads title and text within 3 s after the last change, and at most once a minute while changes go on', async () => {
    const { open, clock, descriptions, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.doc.getText('title').insert(0, 'Field notes');
    await settle();
    await clock.advance(3_000);
    expect(descriptions.at(-1)?.title).toBe('Field notes');
    expect((await store.meta('notes'))?.title).toBe('Field notes');
    const before = descriptions.length;
    for (let second = 0; second < 59; second++) {
      ana.type('x');
      await settle();
      await clock.advance(1_000);
    }
    expect(descriptions.length - before).toBeLessThanOrEqual(1);
  });

  it('[J16] compacts a long tail, and the document is the same', async () => {
    const { open, compactions, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    for (let count = 0; count < 600; count++) ana.type(String(count % 10));
    await settle();
    expect(compactions).toEqual(['done']);
    const stored = await store.load('notes');
    expect(stored?.snapshot).not.toBeNull();
    expect(stored?.tail.length).toBeLessThan(600);
    expect(new TestPeer().join(room).text).toBe(ana.text);
  });

  it('[J16] when asked compacts a tail of one, says when there is none, and when it failed', async () => {
    const { open, context, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    expect(await room.compact()).toBe('empty');
    ana.type('a');
    await settle();
    expect(await room.compact()).toBe('compacted');
    expect(await store.load('notes')).toMatchObject({ tail: [], lastSequence: 1 });
    ana.type('b');
    await settle();
    const { compact } = context.worker;
    context.worker.compact = () => Promise.reject(new Error('no'));
    expect(await room.compact()).toBe('failed');
    context.worker.compact = compact;
    expect(await room.compact()).toBe('compacted');
    expect(new TestPeer().join(room).text).toBe(ana.text);
  });

  it('a lease that is given back as brief does not keep the room', async () => {
    const { registry, clock, open } = createRoomFixture();
    const brief = await registry.lease('passing');
    brief.release({ isBrief: true });
    await open('held');
    const other = await registry.lease('held');
    other.release({ isBrief: true });
    await clock.advance(1);
    expect(registry.size).toBe(1);
  });

  it('[J16] folds a shorter tail into the snapshot when the room is unloaded', async () => {
    const { registry, clock, store } = createRoomFixture();
    const lease = await registry.lease('notes');
    const ana = new TestPeer().join(lease.room);
    for (let count = 0; count < 100; count++) ana.type('x');
    await settle();
    ana.leave();
    lease.release();
    await clock.advance(10_000);
    const stored = await store.load('notes');
    expect(stored?.tail).toHaveLength(0);
    expect(stored?.snapshot).not.toBeNull();
  });

  it('[J18] cuts off the only one who can have made the document unreadable, and keeps the last good bytes', async () => {
    for (const writers of [1, 2]) {
      const worker = { ...createInlineWorker(), describe: () => Promise.reject(new WorkerError('threw', 'It throws.')) };
      const { open, clock, log } = createRoomFixture({ worker });
      const room = await open();
      const ana = new TestPeer().join(room);
      const ben = new TestPeer().join(room);
      ana.type('poison');
      if (writers === 2) ben.type('honest');
      await settle();
      await clock.advance(3_000);
      expect(ana.closed?.code ?? null).toBe(writers === 1 ? CloseCode.malformed : null);
      expect(ben.closed).toBeNull();
      expect(log.some(({ level }) => level === 'error')).toBe(true);
      expect(new TestPeer().join(room).text).toContain('poison');
    }
  });

  it('[J16] after a compaction that failed the next one waits', async () => {
    let tries = 0;
    const worker = { ...createInlineWorker(), compact: () => Promise.reject(new WorkerError('timeout', `It took too long, for the ${++tries}. time.`)) };
    const { open, clock, compactions } = createRoomFixture({ worker });
    const ana = new TestPeer().join(await open());
    for (let count = 0; count < 520; count++) ana.type('x');
    await settle();
    expect(tries).toBe(1);
    for (let count = 0; count < 20; count++) ana.type('x');
    await settle();
    expect(tries).toBe(1);
    await clock.advance(60_000);
    ana.type('x');
    await settle();
    expect(tries).toBe(2);
    expect(compactions).toEqual(['failed', 'failed']);
    expect(ana.closed).toBeNull();
  });

  it('[J17] a reading that failed is not forgotten: it is tried again after a minute, then after two, and so on', async () => {
    let tries = 0;
    const inline = createInlineWorker();
    const worker: DocumentWorker = {
      ...inline,
      describe: (updates) => (++tries < 4 ? Promise.reject(new WorkerError('timeout', 'It took too long.')) : inline.describe(updates)),
    };
    const { open, clock, compactions, descriptions } = createRoomFixture({ worker });
    const ana = new TestPeer().join(await open());
    ana.type('x');
    await settle();
    await clock.advance(3_000);
    expect(tries).toBe(1);
    await clock.advance(57_000);
    expect(tries).toBe(1);
    await clock.advance(3_000);
    expect(tries).toBe(2);
    await clock.advance(120_000);
    expect(tries).toBe(3);
    await clock.advance(240_000);
    expect(descriptions).toHaveLength(1);
    expect(compactions).toEqual([]);
  });

  it('[J17] title and text are read though the compaction failed that would have read them', async () => {
    const worker = { ...createInlineWorker(), compact: () => Promise.reject(new WorkerError('rejected', 'It is another document.')) };
    const { open, clock, descriptions } = createRoomFixture({ worker });
    const ana = new TestPeer().join(await open());
    for (let count = 0; count < 499; count++) ana.type('x');
    await settle();
    ana.type('x');
    await settle();
    await clock.advance(3_000);
    expect(descriptions).toHaveLength(1);
  });

  it('[J18] a task that ends because the server does is no failure', async () => {
    const worker = { ...createInlineWorker(), describe: () => Promise.reject(new WorkerError('closed', 'The worker is closed.')) };
    const { open, clock, compactions, log } = createRoomFixture({ worker });
    new TestPeer().join(await open()).type('x');
    await settle();
    await clock.advance(3_000);
    expect(compactions).toEqual([]);
    expect(log).toEqual([]);
  });

  it('[J17] reads what a server that was killed had no time to read', async () => {
    const { open, store, clock } = createRoomFixture();
    const doc = new Y.Doc();
    doc.getText('title').insert(0, 'Field notes');
    await store.append('notes', Y.encodeStateAsUpdate(doc));
    await open();
    await clock.advance(3_000);
    expect((await store.meta('notes'))?.title).toBe('Field notes');
  });

  it('renames as a peer would', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.doc.getText('title').insert(0, 'Old');
    await settle();
    await room.rename('New');
    expect(ana.doc.getText('title').toString()).toBe('New');
    expect((await store.meta('notes'))?.title).toBe('New');
  });

  it('[A9] says so where a document is too full to be renamed', async () => {
    const { open, store } = createRoomFixture();
    const { documentClientsMax: most } = liveLimits;
    const sections = Array.from({ length: most }, (_, index) => ({ client: most - index, clock: 0, structs: [{ kind: 'gc', length: 1 } as const] }));
    await store.append('notes', craftUpdate({ sections }));
    const room = await open();
    await expect(room.rename('New')).rejects.toMatchObject({ code: 'document-full', message: expect.stringContaining(`${most + 1} clients`) });
  });
});
