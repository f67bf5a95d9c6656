/** Damage to single records, on a disk in memory where each can be hit: named, never empty, never written over. [S25–S28] */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '../document-store.ts';
import { systemClock } from '../clock.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { DocumentKeys, NamespaceKeys } from './keys.ts';
import { openLevelStoreOn } from './open-level-store.ts';

const keys = new DocumentKeys('doc');
const snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('d') };
let disk: MemoryDisk;

/** A snapshot of updates 1 and 2, the tail 3 to 6, and another document. */
beforeEach(async () => {
  disk = new MemoryDisk();
  const store = await openLevelStoreOn(disk);
  for (const update of ['a', 'b', 'c', 'd', 'e', 'f']) await store.append('doc', bytes(update), { title: 'T' });
  await store.compact('doc', { snapshot, throughSequence: 2 });
  await store.append('other', bytes('x'));
  await store.close();
});

async function reopen(): Promise<DocumentStore> {
  return openLevelStoreOn(disk, { clock: systemClock });
}

interface Expected {
  readonly damages: readonly RegExp[];
  readonly tail: string;
  readonly hasSnapshot?: boolean;
  readonly title?: string | null;
}

async function expectDamage({ damages, tail, hasSnapshot = true, title = 'T' }: Expected): Promise<void> {
  const before = new Map(disk.values);
  const store = await reopen();
  const refused = [
    store.append('doc', bytes('g')),
    store.load('doc'),
    store.describe('doc', { title: 'new' }),
    store.compact('doc', { snapshot, throughSequence: 6 }),
  ];
  for (const error of await Promise.all(refused.map(rejection))) {
    expect(error).toMatchObject({ code: 'document-damaged' });
    expect(String(error)).toMatch(damages[0] ?? /never/u);
  }
  const salvaged = await store.salvage('doc');
  expect(salvaged?.damages).toHaveLength(damages.length);
  for (const [index, damage] of damages.entries()) expect(salvaged?.damages[index]).toMatch(damage);
  expect(salvaged?.tail.map(({ update }) => text(update)).join('')).toBe(tail);
  expect(salvaged?.snapshot).toEqual(hasSnapshot ? snapshot : null);
  expect(salvaged?.meta.title).toBe(title);
  const { documents } = await store.list({ limit: 10 });
  expect(documents.map(({ documentId, meta }) => [documentId, meta.title])).toEqual([
    ['doc', title],
    ['other', null],
  ]);
  expect((await store.load('other'))?.lastSequence).toBe(1);
  for (const [key, value] of before) expect(disk.values.get(key)).toEqual(value);
  expect(await store.delete('doc')).toBe(true);
  expect(await store.delete('doc')).toBe(false);
  expect(await rejection(store.load('doc'))).toMatchObject({ code: 'document-deleted' });
  expect([...disk.values.keys()].filter((key) => key.startsWith(keys.start.toString('hex')))).toEqual([
    keys.meta.toString('hex'),
  ]);
  await store.close();
}

describe('a document is damaged, and says how, when', () => {
  it('[S25] an update fails its check', async () => {
    disk.flip(keys.update(4), -6);
    await expectDamage({ damages: [/Update 4 of "doc" fails its check/u], tail: 'cef' });
  });

  it('[S25] an update is missing', async () => {
    disk.remove(keys.update(4));
    await expectDamage({ damages: [/Update 4 of "doc" is missing/u], tail: 'cef' });
  });

  it('[S25] the first updates behind the snapshot are missing', async () => {
    disk.remove(keys.update(3));
    disk.remove(keys.update(4));
    await expectDamage({ damages: [/Updates 3 to 4 of "doc" are missing/u], tail: 'ef' });
  });

  it('[S25] the end of its tail is missing', async () => {
    disk.remove(keys.update(5));
    disk.remove(keys.update(6));
    await expectDamage({ damages: [/Updates 5 to 6 of "doc" are missing/u], tail: 'cd' });
  });

  it('[S27] several things are wrong at once', async () => {
    disk.flip(keys.update(3), 0);
    disk.remove(keys.update(5));
    disk.flip(keys.update(6), 3);
    await expectDamage({ damages: [/3 .* fails/u, /6 .* fails/u, /5 .* missing/u], tail: 'd' });
  });

  it('[S25] its snapshot fails its check', async () => {
    disk.flip(keys.snapshot, 12);
    await expectDamage({ damages: [/The snapshot of "doc" fails its check/u], tail: 'cdef', hasSnapshot: false });
  });

  it('[S25] its snapshot is missing', async () => {
    disk.remove(keys.snapshot);
    await expectDamage({ damages: [/The snapshot of "doc" is missing/u], tail: 'cdef', hasSnapshot: false });
  });

  it('[S18] [S25] its meta record fails its check', async () => {
    disk.flip(keys.meta, 20);
    await expectDamage({ damages: [/The meta record of "doc" fails its check/u], tail: 'cdef', title: null });
  });

  it('[S18] [S25] its meta record is missing, with a snapshot', async () => {
    disk.remove(keys.meta);
    await expectDamage({ damages: [/The meta record of "doc" is missing/u], tail: 'cdef', title: null });
  });

  it('[S18] [S25] nothing but a tail is left', async () => {
    disk.remove(keys.meta);
    disk.remove(keys.snapshot);
    await expectDamage({
      damages: [/meta record of "doc" is missing/u, /Updates 1 to 2 of "doc" are missing/u],
      tail: 'cdef',
      hasSnapshot: false,
      title: null,
    });
  });

  it('[S23] a record lies under another one\'s key', async () => {
    const moved = disk.values.get(keys.update(3).toString('hex')) ?? new Uint8Array(0);
    disk.values.set(keys.update(4).toString('hex'), moved);
    await expectDamage({ damages: [/Update 4 of "doc" fails its check/u], tail: 'cef' });
  });

  it('[S25] meta is an older one, which came back', async () => {
    const older = disk.batches.findLast((batch) => batch.some(({ key }) => keys.update(5).equals(key)));
    const meta = older?.find(({ key }) => keys.meta.equals(key))?.value ?? new Uint8Array(0);
    disk.values.set(keys.meta.toString('hex'), meta);
    await expectDamage({
      damages: [/snapshot of "doc" holds updates up to 2, but its meta record says there is none/u, /older than its update 6/u, /newest records of "doc" are missing: it ends with update 5, and update 6/u],
      tail: 'cdef',
    });
  });
});

it('[S11] of a deleted document nothing but its tombstone is left, without its title', async () => {
  const store = await reopen();
  expect(await store.delete('doc')).toBe(true);
  await store.close();
  const left = [...disk.values].filter(([key]) => key.startsWith(keys.start.toString('hex')));
  expect(left.map(([key]) => key)).toEqual([keys.meta.toString('hex')]);
  const bytesWithoutTitle = 1 + 6 + 35 + 4;
  expect(left[0]?.[1]).toHaveLength(bytesWithoutTitle);
});

it('[S19] a document whose writes are under way is not forgotten', async () => {
  const store = await openLevelStoreOn(disk, { documentsRememberedMax: 1 });
  await store.append('doc', bytes('g'));
  let release: (fault: null) => void = () => {};
  const held = new Promise<null>((resolve) => (release = resolve));
  disk.onBatch = () => held;
  const first = store.append('doc', bytes('h'));
  await store.load('other');
  await store.load('third');
  const second = store.append('doc', bytes('i'));
  release(null);
  expect(await Promise.all([first, second])).toEqual([8, 9]);
  await store.close();
});

it('[S26] damage that a load finds stops the writes of a document that was sound before', async () => {
  const store = await reopen();
  expect(await store.append('doc', bytes('g'))).toBe(7);
  disk.flip(keys.update(4), -1);
  expect(await rejection(store.load('doc'))).toMatchObject({ code: 'document-damaged' });
  expect(await rejection(store.append('doc', bytes('h')))).toMatchObject({ code: 'document-damaged' });
  await store.close();
});

it('[S5] meta of a document whose meta record is lost is a named error', async () => {
  disk.remove(keys.meta);
  const store = await reopen();
  expect(await rejection(store.meta('doc'))).toMatchObject({ code: 'document-damaged' });
  expect((await store.meta('other'))?.schemaVersion).toBe(0);
  await store.close();
});

it('[S16] a damaged value of a namespace is named, and can be written again', async () => {
  const store = await reopen();
  const space = store.namespace('n');
  await space.write(['a', 'b'].map((key) => ({ key: bytes(key), value: bytes(key) })));
  disk.flip(new NamespaceKeys('n').inner(bytes('b')), -5);
  const error = await rejection(space.get(bytes('b')));
  expect(error).toMatchObject({ code: 'corrupt' });
  expect(String(error)).toMatch(/under 62 in the namespace "n"/u);
  expect(await rejection(space.entries())).toMatchObject({ code: 'corrupt' });
  expect(await space.get(bytes('a'))).toEqual(bytes('a'));
  await space.write([{ key: bytes('b'), value: bytes('new') }]);
  expect(await space.entries()).toHaveLength(2);
  await store.close();
});

it('[S26] damage that was found stays found until the store is opened again, even where the record reads well the second time', async () => {
  const sound = new Map(disk.values);
  disk.flip(keys.update(4), -1);
  const store = await reopen();
  expect(await rejection(store.load('doc'))).toMatchObject({ code: 'document-damaged' });
  disk.values = sound;
  expect(await rejection(store.load('doc'))).toMatchObject({ code: 'document-damaged' });
  expect(await rejection(store.append('doc', bytes('g')))).toMatchObject({ code: 'document-damaged' });
  await store.close();
  expect((await (await reopen()).load('doc'))?.lastSequence).toBe(6);
});
