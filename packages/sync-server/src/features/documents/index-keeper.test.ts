/** What is written beside a text says whether it was the last one. [D4] */
import { createMemoryStore, type Namespace } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import { createSilentLogger } from '../../logger.ts';
import { systemClock } from '../../room/clock.ts';
import type { DocumentEntry, DocumentService } from '../document-service.ts';
import type { RoomEvent, RoomEventListener } from '../feature.ts';
import { IndexKeeper } from './index-keeper.ts';
import { decodeText, recordKey } from './index-records.ts';

const entry: DocumentEntry = { documentId: 'doc', meta: { title: null, createdAt: 1, updatedAt: 5, schemaVersion: 0 } };
const described = (isCurrent: boolean): RoomEvent => ({ kind: 'described', documentId: 'doc', title: null, text: 'words', files: [], hasMoreFiles: false, isCurrent });
const changed: RoomEvent = { kind: 'changed', documentId: 'doc' };

async function markAfter(events: readonly RoomEvent[]): Promise<number | null> {
  const namespace: Namespace = createMemoryStore().namespace('documents');
  const listeners = new Set<RoomEventListener>();
  const documents: Partial<DocumentService> = {
    list: () => Promise.resolve({ documents: [], next: null }),
    listTrash: () => Promise.resolve({ documents: [], next: null }),
    get: () => Promise.resolve(entry),
  };
  const onEvent = (listener: RoomEventListener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const context = { documents: documents as DocumentService, logger: createSilentLogger(), clock: systemClock, onEvent };
  const keeper = new IndexKeeper(context, namespace);
  await keeper.start();
  for (const event of events) for (const listener of listeners) listener(event);
  await keeper.close();
  const value = await namespace.get(recordKey('text', 'doc'));
  return value === null ? null : decodeText(value).mark;
}

test('[D4] of a text that is the present one, its time is kept', async () => {
  expect(await markAfter([changed, described(true)])).toBe(5);
});

test('[D4] of a text that was changed while it was read, no time is kept', async () => {
  expect(await markAfter([changed, described(false)])).toBe(0);
});

test('[D4] of a text that was changed before it was written down, no time is kept', async () => {
  expect(await markAfter([changed, described(true), changed])).toBe(0);
});

test('[D4] a document without a text has no record', async () => {
  expect(await markAfter([changed])).toBeNull();
});
