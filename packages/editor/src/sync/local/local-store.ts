/** What is done with the copy of a document in the local database, each as one transaction: load, write, compact, remove. */
import { compactUpdates } from './compaction.ts';
import { answerOf } from './idb.ts';
import { type LocalDatabase, asideStore, documentsStore, updatesStore } from './local-database.ts';
import { type LocalAside, type LocalDocument, type LocalMark, makeUpdate, readDocument, readUpdate, updatesOf } from './local-record.ts';

export type LoadedCopy =
  /** Never opened here, or deleted on the server; `unsentText` is what the server never got of a deleted one. */
  | { readonly kind: 'absent'; readonly unsentText: string }
  | {
      readonly kind: 'present';
      readonly updates: readonly Uint8Array[];
      readonly marks: readonly LocalMark[];
      readonly schemaVersion: number;
    }
  /** It can't be read. [L10] */
  | { readonly kind: 'damaged' };

/** A copy with more updates, or more bytes of them beside its snapshot, is compacted. */
export const updatesMax = 200;
export const tailBytesMax = 256 * 1024;
/** Copies on this device; the one not opened for longest goes, unless it holds what the server never got. */
export const documentsMax = 200;
/** Copies of one document that were set aside; the oldest goes. */
export const asideMax = 2;

/** What can't be read is set aside. */
export async function loadCopy(database: LocalDatabase, { id, now }: { id: string; now: number }): Promise<LoadedCopy> {
  const loaded = await readCopy(database, id);
  if (loaded.kind === 'damaged') await setCopyAside(database, { id, reason: 'damaged', at: now });
  return loaded;
}

/** Leaves what it finds as it is. */
export async function readCopy(database: LocalDatabase, id: string): Promise<LoadedCopy> {
  const [record, records] = await database.read(async (transaction) => {
    const document: unknown = await answerOf(transaction.objectStore(documentsStore).get(id));
    const updates: readonly unknown[] = await answerOf(transaction.objectStore(updatesStore).getAll(updatesOf(id)));
    return [document, updates] as const;
  });
  if (record === undefined) return { kind: 'absent', unsentText: '' };
  const document = readDocument(record);
  const updates = records.map(readUpdate).filter((update) => update !== null);
  // One that is missing is as bad as one that is damaged: what comes after it would wait for it for ever.
  if (document === null || updates.length !== records.length || updates.length !== document.count) return { kind: 'damaged' };
  if (document.isDeleted) return { kind: 'absent', unsentText: document.unsentText };
  return { kind: 'present', updates, marks: document.marks, schemaVersion: document.schemaVersion };
}

export interface CopyWrite {
  readonly id: string;
  readonly updates: readonly Uint8Array[];
  /** Something before these was not written. */
  readonly isWholeWanted: boolean;
  readonly released: readonly LocalMark[];
  readonly now: number;
  readonly host: {
    readonly schemaVersion: () => number;
    readonly title: () => string;
    readonly encodeWhole: () => Uint8Array | null;
    readonly clientId: number;
    readonly unsentClock: () => number | null;
  };
}

export interface CopyWritten {
  /** False where the copy must not be written: the document was deleted, or the page is too old to keep the whole. */
  readonly isKept: boolean;
  readonly hasMark: boolean;
  readonly isCompactionDue: boolean;
}

const notKept: CopyWritten = { isKept: false, hasMark: false, isCompactionDue: false };

export async function writeCopy(database: LocalDatabase, write: CopyWrite): Promise<CopyWritten> {
  const { id, host } = write;
  return await database.write(async (transaction) => {
    const known = readDocument(await answerOf(transaction.objectStore(documentsStore).get(id)));
    if (known?.isDeleted === true && known.unsentText !== '') return notKept;
    const before = known?.isDeleted === true ? null : known;
    // The first write, and the first after somebody cleared the browser, holds everything.
    const whole = before === null || write.isWholeWanted ? host.encodeWhole() : null;
    if (whole === null && (before === null || write.isWholeWanted)) return notKept;
    if (before === null) {
      // Updates without a sound record are nobody's knowledge: what is begun now is not mixed with them. [L10]
      await moveAside(transaction, { id, reason: 'damaged', at: write.now });
      await makeRoom(transaction);
    }
    const document = before ?? emptyDocument(id);
    const added = whole === null ? write.updates : [whole];
    for (const [index, bytes] of added.entries()) {
      transaction.objectStore(updatesStore).put(makeUpdate(id, document.nextSequence + index, bytes));
    }
    const next = nextDocument(document, { write, added });
    transaction.objectStore(documentsStore).put(next);
    const isCompactionDue = next.count > updatesMax || next.tailBytes > tailBytesMax;
    return { isKept: true, hasMark: next.marks.length > 0, isCompactionDue };
  });
}

function nextDocument(document: LocalDocument, { write, added }: { write: CopyWrite; added: readonly Uint8Array[] }): LocalDocument {
  const { host, now, released } = write;
  const nextSequence = document.nextSequence + added.length;
  const bytes = added.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const clock = host.unsentClock();
  const isReleased = (mark: LocalMark): boolean =>
    released.some(({ clientId, last }) => clientId === mark.clientId && last === mark.last);
  const others = document.marks.filter((mark) => mark.clientId !== host.clientId && !isReleased(mark));
  return {
    ...document,
    title: host.title(),
    schemaVersion: Math.max(document.schemaVersion, host.schemaVersion()),
    openedAt: now,
    nextSequence,
    count: document.count + added.length,
    tailBytes: document.count === 0 ? 0 : document.tailBytes + bytes,
    marks: clock === null ? others : [...others, { clientId: host.clientId, clock, last: nextSequence - 1 }],
  };
}

function emptyDocument(id: string): LocalDocument {
  const numbers = { schemaVersion: 0, openedAt: 0, nextSequence: 1, count: 0, tailBytes: 0 };
  return { id, title: '', ...numbers, marks: [], isDeleted: false, unsentText: '' };
}

/** Takes away what was not opened for longest, where there are too many. [L12] */
async function makeRoom(transaction: IDBTransaction): Promise<void> {
  const store = transaction.objectStore(documentsStore);
  const known = (await answerOf<unknown[]>(store.getAll())).map(readDocument).filter((document) => document !== null);
  const spare = known
    .filter(({ marks, unsentText }) => marks.length === 0 && unsentText === '')
    .toSorted((a, b) => a.openedAt - b.openedAt)
    .slice(0, Math.max(0, known.length + 1 - documentsMax));
  for (const { id } of spare) {
    store.delete(id);
    transaction.objectStore(updatesStore).delete(updatesOf(id));
  }
}

/** Replaces the updates that are there now, whoever wrote them, by one. [L8] */
export async function compactCopy(database: LocalDatabase, id: string): Promise<void> {
  await database.write(async (transaction) => {
    const document = readDocument(await answerOf(transaction.objectStore(documentsStore).get(id)));
    if (document === null || document.count < 2) return;
    const store = transaction.objectStore(updatesStore);
    const records: readonly unknown[] = await answerOf(store.getAll(updatesOf(id)));
    const updates = records.map(readUpdate).filter((update) => update !== null);
    if (updates.length !== document.count) return;
    const snapshot = compactUpdates(updates);
    store.delete(updatesOf(id));
    store.put(makeUpdate(id, document.nextSequence, snapshot));
    const counts = { nextSequence: document.nextSequence + 1, count: 1, tailBytes: 0 };
    transaction.objectStore(documentsStore).put({ ...document, ...counts } satisfies LocalDocument);
  });
}

export async function deleteCopy(database: LocalDatabase, { id, unsentText }: { id: string; unsentText: string }): Promise<void> {
  await database.write(async (transaction) => {
    const store = transaction.objectStore(documentsStore);
    const document = readDocument(await answerOf(store.get(id)));
    const texts = [document?.unsentText ?? '', unsentText].filter((text) => text !== '');
    transaction.objectStore(updatesStore).delete(updatesOf(id));
    if (texts.length === 0) store.delete(id);
    else store.put({ ...emptyDocument(id), title: document?.title ?? '', isDeleted: true, unsentText: [...new Set(texts)].join('\n') });
  });
}

export async function removeCopy(database: LocalDatabase, id: string): Promise<void> {
  await database.write((transaction) => {
    transaction.objectStore(documentsStore).delete(id);
    transaction.objectStore(updatesStore).delete(updatesOf(id));
  });
}

interface Aside {
  readonly id: string;
  readonly reason: LocalAside['reason'];
  readonly at: number;
}

export async function setCopyAside(database: LocalDatabase, aside: Aside): Promise<void> {
  await database.write(async (transaction) => await moveAside(transaction, aside));
}

async function moveAside(transaction: IDBTransaction, { id, reason, at }: Aside): Promise<void> {
  const records: readonly unknown[] = await answerOf(transaction.objectStore(updatesStore).getAll(updatesOf(id)));
  if (records.length > 0) {
    const aside = transaction.objectStore(asideStore);
    const others = await answerOf(aside.getAllKeys(updatesOf(id)));
    for (const key of others.slice(0, Math.max(0, others.length + 1 - asideMax))) aside.delete(key);
    aside.put({ id, at, reason, records } satisfies LocalAside);
  }
  transaction.objectStore(documentsStore).delete(id);
  transaction.objectStore(updatesStore).delete(updatesOf(id));
}
