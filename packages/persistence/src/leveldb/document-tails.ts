/** Pages through the documents' meta records, for counts and for what there is to compact; reads no content. */
import type { Database } from './database.ts';
import { readMetaEntry } from './document-reader.ts';
import { behindDocument, documentIdOf, documentsAfter } from './keys.ts';

export interface DocumentTail {
  readonly documentId: string;
  /** Updates since the snapshot; null where the meta record is damaged or missing. */
  readonly updates: number | null;
}

export interface DocumentTailPage {
  /** Documents that are not deleted. */
  readonly documents: readonly DocumentTail[];
  /** How many tombstones lie between them. */
  readonly tombstones: number;
  /** Pass it as `after` to get the next page; null at the end. */
  readonly next: string | null;
}

export async function listTails(
  database: Database,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<DocumentTailPage> {
  const entries = await database.entries({ ...documentsAfter(after), limit, jump: behindDocument });
  const documents: DocumentTail[] = [];
  let tombstones = 0;
  let next: string | null = null;
  for (const entry of entries) {
    const documentId = documentIdOf(entry.key);
    if (documentId === null) continue;
    next = documentId;
    const record = readMetaEntry(entry);
    if (record === null) documents.push({ documentId, updates: null });
    else if (record.deletedAt === null) documents.push({ documentId, updates: record.lastSequence - (record.snapshotSequence ?? 0) });
    else tombstones++;
  }
  return { documents, tombstones, next: entries.length < limit ? null : next };
}
