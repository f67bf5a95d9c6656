/** Pages through the documents by their meta records; what is damaged is listed too. [S17] [S18] [S73] */
import { lostMeta } from '../document-meta.ts';
import type { DocumentEntry, DocumentPage, TrashedDocument, TrashPage } from '../document-store.ts';
import type { Database, Entry } from './database.ts';
import { readMetaEntry } from './document-reader.ts';
import { behindDocument, documentIdOf, documentsAfter } from './keys.ts';

interface PageOptions {
  readonly limit: number;
  readonly after: string | undefined;
}

export function listDocuments(database: Database, options: PageOptions): Promise<DocumentPage> {
  return page(database, options, readEntry);
}

export function listTrash(database: Database, options: PageOptions): Promise<TrashPage> {
  return page(database, options, readTrashed);
}

/** Takes what `read` finds an entry for. */
async function page<Found extends { readonly documentId: string }>(
  database: Database,
  { limit, after }: PageOptions,
  read: (entry: Entry) => Found | null,
): Promise<{ documents: Found[]; next: string | null }> {
  const found: Found[] = [];
  const range = documentsAfter(after);
  let { gte } = range;
  // One more than asked for tells whether another page follows; what is passed over makes more rounds.
  while (found.length <= limit) {
    const wanted = limit + 1 - found.length;
    const entries = await database.entries({ ...range, gte, limit: wanted, jump: behindDocument });
    for (const entry of entries) {
      const document = read(entry);
      if (document !== null) found.push(document);
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < wanted) break;
    gte = behindDocument(last.key);
  }
  const documents = found.slice(0, limit);
  return { documents, next: found.length > limit ? (documents.at(-1)?.documentId ?? null) : null };
}

/** Null for a tombstone, for what is in the trash, and for a key that names no document. */
function readEntry(entry: Entry): DocumentEntry | null {
  const documentId = documentIdOf(entry.key);
  if (documentId === null) return null;
  const record = readMetaEntry(entry);
  if (record === null) return { documentId, meta: lostMeta };
  return record.deletedAt === null ? { documentId, meta: record.meta } : null;
}

/** Null for everything that is not in the trash. */
function readTrashed(entry: Entry): TrashedDocument | null {
  const documentId = documentIdOf(entry.key);
  const record = documentId === null ? null : readMetaEntry(entry);
  if (documentId === null || record === null || record.deletedAt === null || !record.isTrashed) return null;
  return { documentId, meta: record.meta, trashedAt: record.deletedAt };
}
