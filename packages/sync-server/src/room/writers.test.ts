/** Who can be told to have made a document unreadable, and who can not. */
import { CloseCode } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { WorkerError } from './document-worker/worker-contract.ts';
import { createInlineWorker } from './testing/inline-worker.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';
import { Writers } from './writers.ts';

describe('[J18] writers', () => {
  it('knows the only one, and nobody where there are two, three or one that is not known', () => {
    const writers = new Writers(0);
    expect(writers.only).toBeNull();
    writers.wrote(1, 1);
    expect(writers.only).toBe(1);
    writers.wrote(2, 2);
    expect(writers.only).toBeNull();
    writers.wrote(3, 3);
    writers.wrote(1, 4);
    writers.clearThrough(2);
    expect(writers.only).toBeNull();
    writers.clearThrough(3);
    expect(writers.only).toBe(1);
    writers.clearThrough(4);
    expect(writers.only).toBeNull();
  });

  it('blames nobody for what was there before, or was written by the server', () => {
    const writers = new Writers(5);
    writers.wrote(1, 6);
    expect(writers.only).toBeNull();
    writers.clearThrough(5);
    expect(writers.only).toBe(1);
    writers.clearThrough(6);
    writers.wrote(null, 7);
    expect(writers.only).toBeNull();
  });
});

/** Loads what it is given, unless that holds `poison`. */
function pickyWorker(): ReturnType<typeof createInlineWorker> {
  const inline = createInlineWorker();
  const check = (updates: readonly Uint8Array[]): void => {
    const doc = new Y.Doc();
    for (const update of updates) Y.applyUpdate(doc, update);
    if (doc.getText('body').toString().includes('poison')) throw new WorkerError('threw', 'It throws.');
  };
  return {
    ...inline,
    compact: async (input) => {
      check(input.updates);
      return await inline.compact(input);
    },
    describe: async (updates) => {
      check(updates);
      return await inline.describe(updates);
    },
  };
}

describe('[J18] of those who are in a room', () => {
  it('the one who wrote last is not cut off for what was there when it opened', async () => {
    const { open, store, clock } = createRoomFixture({ worker: pickyWorker() });
    const doc = new Y.Doc();
    doc.getText('body').insert(0, 'poison');
    await store.append('notes', Y.encodeStateAsUpdate(doc));
    const ana = new TestPeer().join(await open());
    ana.type('honest');
    await settle();
    await clock.advance(70_000);
    expect(ana.closed).toBeNull();
  });

  it('who wrote before the document was read as sound is not counted any more', async () => {
    const { open, clock } = createRoomFixture({ worker: pickyWorker() });
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    ana.type('honest');
    await settle();
    await clock.advance(3_000);
    ben.type('poison');
    await settle();
    await clock.advance(3_000);
    expect([ana.closed, ben.closed?.code]).toEqual([null, CloseCode.malformed]);
  });

  it('who wrote while a compaction was under way is still counted after it', async () => {
    const worker = pickyWorker();
    const { compact } = worker;
    let end = (): void => {};
    const { open, clock } = createRoomFixture({ worker });
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    ana.type('honest');
    await settle();
    worker.compact = async (input) => {
      const result = await compact(input);
      await new Promise<void>((resolve) => (end = resolve));
      return result;
    };
    const compacted = room.compact();
    await settle();
    ben.type('poison');
    await settle();
    end();
    expect(await compacted).toBe('compacted');
    ana.type('honest');
    await settle();
    await clock.advance(3_000);
    expect([ana.closed, ben.closed]).toEqual([null, null]);
  });
});
