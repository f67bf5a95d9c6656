/** What is written beside a text says whether it was the last one. [D4] */
import { createMemoryStore, type Namespace } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import { createSilentLogger } from '../../logger.ts';
import { systemClock } from '../../room/clock.ts';
import type { DocumentEntry, DocumentService } from '../document-service.ts';
import type { RoomEvent, RoomEventListener } from '../feature.ts';
import { IndexKeeper } from './index-keeper.ts';
import { KeptTexts } from './kept-texts.ts';

const entry: DocumentEntry = { documentId: 'doc', meta: { title: null, createdAt: 1, updatedAt: 5, schemaVersion: 0 } };
const described = (isCurrent: boolean, text: string = 'words'): RoomEvent => ({ kind: 'described', documentId: 'doc', title: null, text, files: [], hasMoreFiles: false, isCurrent });
const changed: RoomEvent = { kind: 'changed', documentId: 'doc' };

async function keeperOver(namespace: Namespace): Promise<{ readonly keeper: IndexKeeper; readonly tell: RoomEventListener }> {
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
  const tell: RoomEventListener = (event) => listeners.forEach((listener) => listener(event));
  return { keeper, tell };
}

async function markAfter(events: readonly RoomEvent[]): Promise<number | null> {
  const namespace = createMemoryStore().namespace('documents');
  const { keeper, tell } = await keeperOver(namespace);
  for (const event of events) tell(event);
  await keeper.close();
  return (await new KeptTexts(namespace).read('doc'))?.mark ?? null;
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

test('[D1] of a document that is erased while the parts of its text are written, nothing stays', async () => {
  const kept = createMemoryStore().namespace('documents');
  let parts = 0;
  const write: Namespace['write'] = async (changes) => {
    parts++;
    if (parts === 2) tell({ kind: 'erased', documentId: 'doc' });
    await kept.write(changes);
  };
  const namespace: Namespace = { write, get: (key) => kept.get(key), entries: (range) => kept.entries(range), clear: () => kept.clear() };
  const { keeper, tell } = await keeperOver(namespace);
  tell(described(true, 'x'.repeat(300_000)));
  await keeper.close();
  expect(parts).toBeGreaterThan(2);
  expect(await kept.entries()).toEqual([]);
});
