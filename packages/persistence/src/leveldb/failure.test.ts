/** A failing disk delays; it never loses and never doubles. [S3] [S50–S55] */
import { describe, expect, it } from 'vitest';
import type { DocumentStore, StoreStatus } from '../document-store.ts';
import { PersistenceError } from '../persistence-error.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { type BatchFault, MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { openLevelStoreOn } from './open-level-store.ts';

const full: BatchFault = { error: new Error('IO error: No space left on device'), lands: false };

interface Scene {
  readonly clock: ManualClock;
  readonly disk: MemoryDisk;
  readonly store: DocumentStore;
  readonly statuses: StoreStatus['state'][];
}

async function setUp(): Promise<Scene> {
  const clock = new ManualClock();
  const disk = new MemoryDisk();
  const store = await openLevelStoreOn(disk, { clock });
  const statuses: StoreStatus['state'][] = [];
  store.onStatus(({ state }) => statuses.push(state));
  const first = store.append('doc', bytes('first'));
  await clock.advance(50);
  await first;
  return { clock, disk, store, statuses };
}

async function contents(store: DocumentStore): Promise<string[]> {
  return ((await store.load('doc'))?.tail ?? []).map(({ sequence, update }) => `${sequence} ${text(update)}`);
}

/** Fails the first `count` batches. */
function failing(count: number, fault: BatchFault): () => BatchFault | null {
  let left = count;
  return () => (left-- > 0 ? fault : null);
}

describe('a failing disk', () => {
  it('[S3] [S50] delays appends, and each is stored once when it is back', async () => {
    const { clock, disk, store, statuses } = await setUp();
    disk.onBatch = failing(3, full);
    const appends = Promise.all([store.append('doc', bytes('a')), store.append('doc', bytes('b'))]);
    await clock.advance(1);
    expect(store.status).toMatchObject({ state: 'failing', error: full.error, since: 1_000_050 });
    const late = store.append('doc', bytes('c'));
    await clock.advance(10_000);
    expect(await appends).toEqual([2, 3]);
    expect(await late).toBe(4);
    expect(store.status).toEqual({ state: 'ok' });
    expect(statuses).toEqual(['failing', 'ok']);
    expect(await contents(store)).toEqual(['1 first', '2 a', '3 b', '4 c']);
    await store.close();
  });

  it('[S53] a batch that landed although it was reported as failed is not written twice', async () => {
    const { clock, disk, store } = await setUp();
    const landed = disk.batches.length;
    disk.onBatch = failing(1, { ...full, lands: true });
    const append = store.append('doc', bytes('a'));
    await clock.advance(10_000);
    expect(await append).toBe(2);
    expect(disk.batches.length - landed).toBe(1);
    expect(await contents(store)).toEqual(['1 first', '2 a']);
    await store.close();
  });

  it('[S53] a batch that did not land is written again with the same number and sequences', async () => {
    const { clock, disk, store } = await setUp();
    const tried: unknown[] = [];
    const fail = failing(1, full);
    disk.onBatch = (batch) => {
      tried.push(batch.map(({ key, value }) => [Buffer.from(key).toString('hex'), value]));
      return fail();
    };
    const append = store.append('doc', bytes('a'));
    await clock.advance(10_000);
    await append;
    expect(tried).toHaveLength(2);
    expect(tried[1]).toEqual(tried[0]);
    await store.close();
  });

  it('[S52] [S57] tables are checked again when the database was opened again, and nothing is written while one is damaged', async () => {
    const { clock, disk, store } = await setUp();
    const landed = disk.batches.length;
    disk.onBatch = failing(1, full);
    disk.damagedTables = ['000005.ldb'];
    const append = store.append('doc', bytes('a'));
    await clock.advance(10_000);
    expect(store.status).toMatchObject({ state: 'failing', error: { code: 'corrupt' } });
    expect(String(await rejection(store.load('doc')))).toMatch(/damaged files \(000005\.ldb\)/u);
    expect(disk.batches).toHaveLength(landed);
    disk.damagedTables = [];
    await clock.advance(10_000);
    expect(await append).toBe(2);
    expect(await contents(store)).toEqual(['1 first', '2 a']);
    await store.close();
  });

  it('[S53] a database that lost what was on disk is no success', async () => {
    const { clock, disk, store } = await setUp();
    const lost = new Map(disk.values);
    const append = store.append('doc', bytes('a'));
    await clock.advance(50);
    await append;
    const held = new Map(disk.values);
    disk.onBatch = failing(1, full);
    disk.onOpen = () => (disk.values = lost);
    const next = store.append('doc', bytes('b'));
    await clock.advance(200);
    expect(store.status).toMatchObject({ state: 'failing', error: { code: 'corrupt' } });
    disk.onOpen = () => (disk.values = held);
    await clock.advance(10_000);
    expect(await next).toBe(3);
    expect(await contents(store)).toEqual(['1 first', '2 a', '3 b']);
    await store.close();
  });

  it('[S51] [S52] is not closed while it can\'t be written, so reads go on', async () => {
    const { clock, disk, store } = await setUp();
    disk.onBatch = failing(1, full);
    let probes = 0;
    disk.onProbe = (probeBytes) => {
      expect(probeBytes).toBeGreaterThan(4 * 1024 * 1024);
      probes++;
      throw new PersistenceError('unwritable', 'full');
    };
    const append = store.append('doc', bytes('a'));
    await clock.advance(10_000);
    expect(disk.opens).toBe(1);
    // 100, 200, 400, 800, 1600 and then every 2000 ms.
    expect(probes).toBe(8);
    expect(await contents(store)).toEqual(['1 first']);
    disk.onProbe = () => {};
    await clock.advance(2000);
    expect(await append).toBe(2);
    await store.close();
  });

  it('[S52] when it can\'t be opened again, reads say so and are not left hanging; then they go on', async () => {
    const { clock, disk, store } = await setUp();
    disk.onBatch = failing(1, full);
    disk.onOpen = () => {
      throw new Error('IO error: Input/output error');
    };
    const append = store.append('doc', bytes('a'));
    await clock.advance(150);
    expect(await rejection(store.load('doc'))).toMatchObject({ code: 'unwritable' });
    disk.onOpen = () => {};
    await clock.advance(10_000);
    expect(await append).toBe(2);
    expect(await contents(store)).toEqual(['1 first', '2 a']);
    await store.close();
  });

  it('[S54] close makes one last attempt at once', async () => {
    const { clock, disk, store } = await setUp();
    disk.onBatch = failing(1, full);
    const append = store.append('doc', bytes('a'));
    await clock.advance(1);
    const closed = store.close();
    await settle();
    expect(await append).toBe(2);
    await closed;
  });

  it('[S54] close gives up what still waits, and ends', async () => {
    const { clock, disk, store } = await setUp();
    disk.onBatch = () => full;
    const appends = [rejection(store.append('doc', bytes('a')))];
    await clock.advance(1);
    appends.push(rejection(store.append('doc', bytes('b'))), rejection(store.append('new', bytes('c'))));
    const closed = store.close();
    await clock.advance(0);
    await closed;
    for (const error of await Promise.all(appends)) expect(error).toMatchObject({ code: 'closed' });
    expect(clock.waits).toEqual([]);
  });

  it('[S2] [S54] when one commit is given up, none behind it is written', async () => {
    const { clock, disk, store } = await setUp();
    disk.onBatch = failing(2, full);
    const given = rejection(store.append('doc', bytes('a')));
    await clock.advance(1);
    const behind = rejection(store.append('doc', bytes('b')));
    const landed = disk.batches.length;
    const closed = store.close();
    await clock.advance(0);
    await closed;
    expect(await given).toMatchObject({ code: 'closed' });
    expect(await behind).toMatchObject({ code: 'closed' });
    expect(disk.batches).toHaveLength(landed);
  });

  it('[S54] a commit that fails after close was called gets its last attempt at once', async () => {
    const { clock, disk, store } = await setUp();
    let fail: (fault: BatchFault) => void = () => {};
    disk.onBatch = () => new Promise((resolve) => (fail = resolve));
    const append = store.append('doc', bytes('a'));
    await clock.advance(1);
    const closed = store.close();
    disk.onBatch = () => null;
    fail(full);
    await settle();
    expect(await append).toBe(2);
    await closed;
  });

  it('[S55] a first write to a document that can\'t be read waits; a reader is told', async () => {
    const { clock, disk, store } = await setUp();
    disk.onRead = () => {
      throw new Error('IO error: Input/output error');
    };
    const append = store.append('other', bytes('a'));
    const described = store.describe('other', { title: 'T' });
    await clock.advance(2000);
    expect(await rejection(store.load('other'))).toMatchObject({ code: 'unwritable' });
    disk.onRead = () => {};
    await clock.advance(1000);
    expect(await append).toBe(1);
    expect(await described).toMatchObject({ title: 'T' });
    await store.close();
  });

  it('[S54] [S55] close ends such a wait too', async () => {
    const { clock, disk, store } = await setUp();
    disk.onRead = () => {
      throw new Error('IO error: Input/output error');
    };
    const append = rejection(store.append('other', bytes('a')));
    await clock.advance(10);
    const closed = store.close();
    await clock.advance(10);
    await closed;
    expect(await append).toMatchObject({ code: 'closed' });
  });
});

describe('the sentinel while the store runs', () => {
  it('[S41] is on disk within a second of a commit, and at a clean stop', async () => {
    const { clock, disk, store } = await setUp();
    expect(disk.sentinel).toContain(' 1 0 ');
    await clock.advance(750);
    expect(disk.sentinel).toContain(' 1 1 ');
    const append = store.append('doc', bytes('a'));
    await clock.advance(1);
    await append;
    expect(disk.sentinel).toContain(' 1 1 ');
    await store.close();
    expect(disk.sentinel).toContain(' 1 2 ');
    expect(clock.waits).toEqual([]);
  });

  it('[S41] that can\'t be written is a warning, and is tried again', async () => {
    const clock = new ManualClock();
    const disk = new MemoryDisk();
    const warnings: string[] = [];
    const store = await openLevelStoreOn(disk, { clock, onWarning: (message) => warnings.push(message) });
    disk.onSentinel = () => {
      throw new PersistenceError('unwritable', 'full');
    };
    const append = store.append('doc', bytes('a'));
    await clock.advance(800);
    expect(await append).toBe(1);
    expect(warnings).toHaveLength(1);
    disk.onSentinel = () => {};
    await clock.advance(800);
    expect(disk.sentinel).toContain(' 1 1 ');
    await store.close();
  });
});
