/** Pages through the documents by their meta records; what is damaged is listed too. [S17] [S18] */
import { lostMeta } from '../document-meta.ts';
import type { DocumentEntry, DocumentPage } from '../document-store.ts';
import type { Database, Entry } from './database.ts';
import { readMetaEntry } from './document-reader.ts';
import { behindDocument, documentIdOf, documentsAfter } from './keys.ts';

export async function listDocuments(
  database: Database,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<DocumentPage> {
  const found: DocumentEntry[] = [];
  const range = documentsAfter(after);
  let { gte } = range;
  // One more than asked for tells whether another page follows; tombstones make more rounds.
  while (found.length <= limit) {
    const wanted = limit + 1 - found.length;
    const entries = await database.entries({ ...range, gte, limit: wanted, jump: behindDocument });
    for (const entry of entries) {
      const document = readEntry(entry);
      if (document !== null) found.push(document);
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < wanted) break;
    gte = behindDocument(last.key);
  }
  const documents = found.slice(0, limit);
  return { documents, next: found.length > limit ? (documents.at(-1)?.documentId ?? null) : null };
}

/** Null for a tombstone, and for a key that names no document. */
function readEntry(entry: Entry): DocumentEntry | null {
  const documentId = documentIdOf(entry.key);
  if (documentId === null) return null;
  const record = readMetaEntry(entry);
  if (record === null) return { documentId, meta: lostMeta };
  return record.deletedAt === null ? { documentId, meta: record.meta } : null;
}
