/** The documents that are on this device, for a list of them without a server. Knows no Yjs. */
import { answerOf } from './idb.ts';
import { type LocalDatabase, documentsStore } from './local-database.ts';
import { readDocument } from './local-record.ts';

export interface LocalEntry {
  readonly id: string;
  /** Empty where it has none. */
  readonly title: string;
  readonly openedAt: Date;
  /** It holds edits that the server has not acked. */
  readonly hasUnsent: boolean;
}

/** The last opened first. */
export async function listLocalDocuments(database: LocalDatabase): Promise<readonly LocalEntry[]> {
  const records = await database.read(async (transaction) => await answerOf<unknown[]>(transaction.objectStore(documentsStore).getAll()));
  return records
    .map(readDocument)
    .filter((document) => document !== null)
    .filter(({ isDeleted }) => !isDeleted)
    .toSorted((a, b) => b.openedAt - a.openedAt)
    .map(({ id, title, openedAt, marks }) => ({ id, title, openedAt: new Date(openedAt), hasUnsent: marks.length > 0 }));
}
