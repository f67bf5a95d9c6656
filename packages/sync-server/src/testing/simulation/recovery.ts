/** What a start of the server would find on the disk, after a power cut at this moment. */
import { type Disk, type StoredDocument, openLevelStoreOn } from '@scriptorium/persistence';
import { UpdateContent } from './update-content.ts';

const stoppedClock = { now: () => 0, monotonic: () => 0, after: () => () => {} };

/** Rejects where the store refuses to open, or to give a document whole. */
export async function recover(disk: Disk, documentIds: readonly string[]): Promise<ReadonlyMap<string, StoredDocument | null>> {
  const store = await openLevelStoreOn(disk, { clock: stoppedClock });
  const documents = new Map<string, StoredDocument | null>();
  for (const documentId of documentIds) documents.set(documentId, await store.load(documentId));
  return documents;
}

export function updatesOf(document: StoredDocument | null): readonly Uint8Array[] {
  if (document === null) return [];
  const tail = document.tail.map(({ update }) => update);
  return document.snapshot === null ? tail : [document.snapshot.update, ...tail];
}

export function contentOfStored(document: StoredDocument | null): UpdateContent {
  const content = new UpdateContent();
  for (const update of updatesOf(document)) content.add(update);
  return content;
}
