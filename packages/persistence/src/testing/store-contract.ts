/** The suite that every implementation of the contract runs. Cites docs/storage.md. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from '../document-store.ts';
import { expectClosed } from './closed-document.ts';
import { limitContract } from './limit-contract.ts';
import { trashContract } from './trash-contract.ts';
import { namespaceContract } from './namespace-contract.ts';
import { bytes, rejection, snapshot, text } from './values.ts';

export type OpenStore = (options: { readonly now: () => number }) => Promise<DocumentStore>;

export function storeContract(name: string, open: OpenStore): void {
  describe(`${name} keeps the contract`, () => {
    let nowMs: number;
    let store: DocumentStore;
    const get = (): DocumentStore => store;
    beforeEach(async () => {
      nowMs = 1_000_000;
      store = await open({ now: () => nowMs });
    });
    afterEach(() => store.close());

    describe('updates', () => updateContract(get));
    describe('meta', () => metaContract(get, (ms) => (nowMs = ms)));
    describe('compaction', () => compactionContract(get));
    describe('deletion', () => deletionContract(get));
    describe('trash', () => trashContract(get, (ms) => (nowMs = ms)));
    describe('list', () => listContract(get));
    describe('limits', () => limitContract(get));
    describe('namespaces', () => namespaceContract(get));
    describe('closing', () => closingContract(get));
  });
}

function updateContract(store: () => DocumentStore): void {
  it('[S1] [S2] gives back what was appended, in the order of calls', async () => {
    const sequences = await Promise.all(['a', 'b', 'c'].map((update) => store().append('doc', bytes(update))));
    expect(sequences).toEqual([1, 2, 3]);
    const stored = await store().load('doc');
    expect(stored?.tail.map(({ sequence, update }) => [sequence, text(update)])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(stored?.lastSequence).toBe(3);
    expect(stored?.snapshot).toBeNull();
  });

  it('[S2] numbers each document by itself', async () => {
    const appended = ['one', 'two', 'one', 'two', 'one'].map((documentId) => store().append(documentId, bytes('x')));
    expect(await Promise.all(appended)).toEqual([1, 1, 2, 2, 3]);
  });

  it('[S5] a document that does not exist is null, and reading it creates nothing', async () => {
    expect(await store().load('none')).toBeNull();
    expect(await store().salvage('none')).toBeNull();
    expect(await store().meta('none')).toBeNull();
    expect(await store().isDeleted('none')).toBe(false);
    expect(await store().list({ limit: 10 })).toEqual({ documents: [], next: null });
  });

  it('[S6] bytes may be changed once the promise has resolved, on either side', async () => {
    const update = bytes('mine');
    await store().append('doc', update);
    update.fill(0);
    const first = await store().load('doc');
    expect(text(first?.tail[0]?.update)).toBe('mine');
    first?.tail[0]?.update.fill(0);
    expect(text((await store().load('doc'))?.tail[0]?.update)).toBe('mine');
  });

  it('an empty update is an update', async () => {
    expect(await store().append('doc', new Uint8Array(0))).toBe(1);
    expect((await store().load('doc'))?.tail).toEqual([{ sequence: 1, update: new Uint8Array(0) }]);
  });

  it('[S27] salvage of a sound document is its load, without damages', async () => {
    await store().append('doc', bytes('a'));
    expect(await store().salvage('doc')).toEqual({ ...(await store().load('doc')), damages: [] });
  });

  it('names that hold one another stay apart', async () => {
    const names = ['a', 'a/b', 'ab', 'a b', 'ä', '文', '💬', '\u00ff', '..'];
    await Promise.all(names.map((documentId) => store().append(documentId, bytes(documentId))));
    for (const documentId of names) {
      const tail = (await store().load(documentId))?.tail;
      expect(tail?.map(({ update }) => text(update))).toEqual([documentId]);
    }
  });

  it('flush resolves after everything that was submitted before', async () => {
    const appended = ['a', 'b', 'c'].map((documentId) => store().append(documentId, bytes('x')));
    await store().flush();
    const { documents } = await store().list({ limit: 10 });
    expect(documents.map(({ documentId }) => documentId)).toEqual(['a', 'b', 'c']);
    await Promise.all(appended);
    expect(store().status).toEqual({ state: 'ok' });
  });
}

function metaContract(store: () => DocumentStore, setNow: (ms: number) => void): void {
  it('[S9] append sets updatedAt, createdAt stays', async () => {
    setNow(5000);
    await store().append('doc', bytes('a'));
    setNow(7000);
    await store().append('doc', bytes('b'), { title: 'Title' });
    const meta = { title: 'Title', createdAt: 5000, updatedAt: 7000, schemaVersion: 0 };
    expect(await store().meta('doc')).toEqual(meta);
    expect((await store().load('doc'))?.meta).toEqual(meta);
  });

  it('[S5] [S9] describe creates a document, and leaves updatedAt unless told', async () => {
    setNow(5000);
    expect(await store().describe('doc', {})).toEqual({ title: null, createdAt: 5000, updatedAt: 5000, schemaVersion: 0 });
    setNow(7000);
    expect(await store().describe('doc', { title: 'T' })).toMatchObject({ title: 'T', updatedAt: 5000 });
    expect(await store().describe('doc', { updatedAt: 6000 })).toMatchObject({ title: 'T', updatedAt: 6000 });
    expect(await store().describe('doc', { title: null })).toMatchObject({ title: null });
    expect(await store().load('doc')).toMatchObject({ lastSequence: 0, tail: [], snapshot: null });
  });

  it('[S10] the schema version never falls', async () => {
    await store().append('doc', bytes('a'), { schemaVersion: 3 });
    await store().append('doc', bytes('b'), { schemaVersion: 2 });
    expect(await store().meta('doc')).toMatchObject({ schemaVersion: 3 });
  });

  it('a title is any text', async () => {
    await store().describe('doc', { title: 'Ünïcode 文 💬\n"' });
    expect((await store().meta('doc'))?.title).toBe('Ünïcode 文 💬\n"');
    await store().describe('doc', { title: '' });
    expect((await store().meta('doc'))?.title).toBe('');
  });
}

function compactionContract(store: () => DocumentStore): void {
  it('[S13] replaces the updates that the snapshot holds, and keeps the later ones', async () => {
    await Promise.all(['a', 'b', 'c'].map((update) => store().append('doc', bytes(update))));
    await store().compact('doc', { snapshot, throughSequence: 2, meta: { title: 'T' } });
    const stored = await store().load('doc');
    expect(stored).toMatchObject({ snapshot, lastSequence: 3, meta: { title: 'T' } });
    expect(stored?.tail.map(({ sequence }) => sequence)).toEqual([3]);
    expect(await store().append('doc', bytes('d'))).toBe(4);
    await store().compact('doc', { snapshot, throughSequence: 4 });
    expect(await store().load('doc')).toMatchObject({ tail: [], lastSequence: 4 });
    expect(await store().append('doc', bytes('e'))).toBe(5);
  });

  it('[S13] leaves updatedAt, since compaction is no change of the document', async () => {
    await store().append('doc', bytes('a'), { updatedAt: 5 });
    await store().compact('doc', { snapshot, throughSequence: 1 });
    expect(await store().meta('doc')).toMatchObject({ updatedAt: 5 });
  });

  it('[S13] refuses a throughSequence below the present snapshot or above the last update', async () => {
    await store().append('doc', bytes('a'));
    await store().append('doc', bytes('b'));
    await expect(store().compact('doc', { snapshot, throughSequence: 3 })).rejects.toThrow(RangeError);
    await store().compact('doc', { snapshot, throughSequence: 2 });
    await expect(store().compact('doc', { snapshot, throughSequence: 1 })).rejects.toThrow(RangeError);
    await store().compact('doc', { snapshot, throughSequence: 2 });
    await expect(store().compact('none', { snapshot, throughSequence: 0 })).rejects.toThrow(RangeError);
    await expect(store().compact('doc', { snapshot, throughSequence: 1.5 })).rejects.toThrow(RangeError);
  });

  it('keeps its place among appends', async () => {
    const done = [
      store().append('doc', bytes('a')),
      store().append('doc', bytes('b')),
      store().compact('doc', { snapshot, throughSequence: 2 }),
      store().append('doc', bytes('c')),
    ];
    expect(await Promise.all(done)).toEqual([1, 2, undefined, 3]);
    expect((await store().load('doc'))?.tail).toEqual([{ sequence: 3, update: bytes('c') }]);
  });
}

function deletionContract(store: () => DocumentStore): void {
  it('[S11] leaves a tombstone that answers everything', async () => {
    await store().append('doc', bytes('a'));
    expect(await store().delete('doc')).toBe(true);
    await expectClosed(store(), 'doc');
  });

  it('[S12] what was submitted before resolves, what comes after rejects', async () => {
    const before = store().append('doc', bytes('a'));
    const deleted = store().delete('doc');
    const after = rejection(store().append('doc', bytes('b')));
    const again = store().delete('doc');
    expect(await before).toBe(1);
    expect(await deleted).toBe(true);
    expect(await after).toMatchObject({ code: 'document-deleted' });
    expect(await again).toBe(false);
  });

  it('[S12] gives false where there is nothing, and leaves no tombstone', async () => {
    expect(await store().delete('none')).toBe(false);
    expect(await store().isDeleted('none')).toBe(false);
    expect(await store().append('none', bytes('a'))).toBe(1);
  });
}

function listContract(store: () => DocumentStore): void {
  it('[S17] comes by id in byte order, page by page, without the deleted ones', async () => {
    // In UTF-16 order the emoji would come before the fullwidth letter; in bytes it comes after.
    const names = ['b', 'a', 'a/b', 'a b', '\uff41', '💬', 'é', 'B', 'gone', 'aa'];
    await Promise.all(names.map((documentId) => store().append(documentId, bytes('x'), { title: documentId })));
    await store().delete('gone');
    const expected = ['B', 'a', 'a b', 'a/b', 'aa', 'b', 'é', '\uff41', '💬'];
    for (const limit of [1, 2, 3, 9, 100]) {
      const seen: string[] = [];
      let pages = 0;
      let after: string | null = null;
      do {
        const page = await store().list({ limit, ...(after === null ? {} : { after }) });
        expect(page.documents.length).toBeLessThanOrEqual(limit);
        pages++;
        for (const { documentId, meta } of page.documents) {
          expect(meta.title).toBe(documentId);
          seen.push(documentId);
        }
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(expected);
      expect(pages).toBe(Math.ceil(expected.length / limit));
    }
  });

  it('[S17] after need not exist', async () => {
    await Promise.all(['a', 'c'].map((documentId) => store().append(documentId, bytes('x'))));
    const page = await store().list({ limit: 5, after: 'b' });
    expect(page.documents.map(({ documentId }) => documentId)).toEqual(['c']);
  });

  it('[S8] refuses a limit that is no positive whole number', async () => {
    for (const limit of [0, -1, 1.5, Number.NaN]) await expect(store().list({ limit })).rejects.toThrow(RangeError);
  });
}

function closingContract(store: () => DocumentStore): void {
  it('[S7] completes what was called before, and refuses what comes after', async () => {
    const before = store().append('doc', bytes('a'));
    const closed = store().close();
    const after = [
      store().append('doc', bytes('b')),
      store().load('doc'),
      store().meta('doc'),
      store().list({ limit: 1 }),
      store().flush(),
      store().delete('doc'),
      store().isDeleted('doc'),
      store().namespace('n').get(bytes('k')),
      store().namespace('n').write([]),
    ];
    for (const error of await Promise.all(after.map(rejection))) expect(error).toMatchObject({ code: 'closed' });
    expect(await before).toBe(1);
    await closed;
    await store().close();
  });
}
