/** The part of the contract suite that is about the trash. [S71–S74] */
import { expect, it } from 'vitest';
import type { DocumentStore } from '../document-store.ts';
import { expectClosed } from './closed-document.ts';
import { bytes, rejection, snapshot, text } from './values.ts';

export function trashContract(store: () => DocumentStore, setNow: (ms: number) => void): void {
  it('[S71] what is in the trash is closed as behind a tombstone', async () => {
    setNow(1000);
    await store().append('doc', bytes('a'), { title: 'Title' });
    setNow(5000);
    const meta = { title: 'Title', createdAt: 1000, updatedAt: 1000, schemaVersion: 0 };
    expect(await store().trash('doc')).toEqual({ documentId: 'doc', meta, trashedAt: 5000 });
    await expectClosed(store(), 'doc');
  });

  it('[S71] only what is there and not closed goes into the trash', async () => {
    expect(await store().trash('none')).toBeNull();
    await store().append('doc', bytes('a'));
    expect(await Promise.all([store().trash('doc'), store().trash('doc')])).toMatchObject([{ documentId: 'doc' }, null]);
    await store().delete('doc');
    expect(await store().trash('doc')).toBeNull();
  });

  it('[S71] what was submitted before resolves, what comes after is refused', async () => {
    const before = store().append('doc', bytes('a'));
    const trashed = store().trash('doc');
    const after = rejection(store().append('doc', bytes('b')));
    expect([await before, await trashed, await after]).toMatchObject([1, { documentId: 'doc' }, { code: 'document-deleted' }]);
  });

  it('[S72] restore gives back all of it, and it goes on where it ended', async () => {
    setNow(5000);
    await store().append('doc', bytes('a'), { title: 'Title', schemaVersion: 3 });
    await store().append('doc', bytes('b'));
    await store().compact('doc', { snapshot, throughSequence: 1 });
    const before = await store().load('doc');
    setNow(9000);
    await store().trash('doc');
    expect(await store().restore('doc')).toBe(true);
    expect(await store().load('doc')).toEqual(before);
    expect(await store().append('doc', bytes('c'))).toBe(3);
    expect((await store().load('doc'))?.tail.map(({ update }) => text(update))).toEqual(['b', 'c']);
    expect(await store().listTrash({ limit: 10 })).toEqual({ documents: [], next: null });
  });

  it('[S72] restore is false for what is not in the trash', async () => {
    await store().append('doc', bytes('a'));
    expect(await store().restore('doc')).toBe(false);
    expect(await store().restore('none')).toBe(false);
    await store().trash('doc');
    await store().delete('doc');
    expect(await store().restore('doc')).toBe(false);
  });

  it('[S73] the trash is listed by pages, with what was known of each', async () => {
    for (const [at, documentId] of ['c', 'a', 'b', 'live'].entries()) {
      setNow(1000 + at);
      await store().append(documentId, bytes('x'), { title: `Title ${documentId}` });
    }
    for (const [at, documentId] of ['b', 'c', 'a'].entries()) {
      setNow(5000 + at);
      await store().trash(documentId);
    }
    const first = await store().listTrash({ limit: 2 });
    expect(first.documents).toEqual([
      { documentId: 'a', meta: { title: 'Title a', createdAt: 1001, updatedAt: 1001, schemaVersion: 0 }, trashedAt: 5002 },
      { documentId: 'b', meta: { title: 'Title b', createdAt: 1002, updatedAt: 1002, schemaVersion: 0 }, trashedAt: 5000 },
    ]);
    expect(first.next).toBe('b');
    const second = await store().listTrash({ limit: 2, after: 'b' });
    expect([second.documents.map(({ documentId }) => documentId), second.next]).toEqual([['c'], null]);
  });

  it('[S74] delete empties the trash of a document and leaves the tombstone', async () => {
    await store().append('doc', bytes('a'));
    await store().trash('doc');
    expect(await store().delete('doc')).toBe(true);
    expect(await store().delete('doc')).toBe(false);
    expect(await store().listTrash({ limit: 10 })).toEqual({ documents: [], next: null });
    expect(await store().isDeleted('doc')).toBe(true);
  });
}
