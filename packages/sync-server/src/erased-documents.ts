/** Which documents are gone for good: for features that keep something of them, after a crash between a document's end and that of theirs. */
import type { DocumentService } from './features/document-service.ts';

const trashPage = 1_000;

/** Of these, those that are neither there nor in the trash. */
export async function erasedAmong(documents: DocumentService, documentIds: Iterable<string>): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const documentId of documentIds) if (!(await isThere(documents, documentId))) closed.push(documentId);
  if (closed.length === 0) return [];
  const trashed = await readTrash(documents);
  return closed.filter((documentId) => !trashed.has(documentId));
}

/** Passes over every document that there is. */
async function readTrash(documents: DocumentService): Promise<ReadonlySet<string>> {
  const trashed = new Set<string>();
  let after: string | null = '';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof documents.listTrash>> = await documents.listTrash({ limit: trashPage, ...(after === '' ? {} : { after }) });
    for (const { documentId } of page.documents) trashed.add(documentId);
    after = page.next;
  }
  return trashed;
}

async function isThere(documents: DocumentService, documentId: string): Promise<boolean> {
  try {
    return (await documents.get(documentId)) !== null;
  } catch (error) {
    // What can't be read now is not gone.
    return !(error instanceof Error && 'code' in error && error.code === 'document-deleted');
  }
}
