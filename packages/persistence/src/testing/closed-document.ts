/** How a document answers behind a tombstone, and in the trash: the same. [S11] [S71] */
import { expect } from 'vitest';
import type { DocumentStore } from '../document-store.ts';
import { bytes, rejection, snapshot } from './values.ts';

/** The store must hold no other document. */
export async function expectClosed(store: DocumentStore, documentId: string): Promise<void> {
  expect(await store.isDeleted(documentId)).toBe(true);
  const refused = [
    store.load(documentId),
    store.meta(documentId),
    store.salvage(documentId),
    store.append(documentId, bytes('b')),
    store.describe(documentId, {}),
    store.compact(documentId, { snapshot, throughSequence: 1 }),
  ];
  for (const error of await Promise.all(refused.map(rejection))) expect(error).toMatchObject({ code: 'document-deleted' });
  expect(await store.list({ limit: 10 })).toEqual({ documents: [], next: null });
}
