/** The trash, as the server's `/api/trash` gives and takes it. */
import { encodeDocumentSegment } from '@scriptorium/protocol';
import { type DocumentEntry, readEntry, readList, readTime } from './documents.ts';
import { readObject, request } from './request.ts';

export interface TrashedEntry extends DocumentEntry {
  readonly trashedAt: Date | null;
  /** When it is erased by itself. */
  readonly erasedAt: Date | null;
}

/** The last thrown away first. */
export async function listTrash(signal?: AbortSignal): Promise<readonly TrashedEntry[]> {
  const { documents } = readObject(await request('/api/trash', signal === undefined ? {} : { signal }));
  return readList(documents).map((value) => {
    const { trashedAt, erasedAt } = readObject(value);
    return { ...readEntry(value), trashedAt: readTime(trashedAt), erasedAt: readTime(erasedAt) };
  });
}

export async function restoreDocument(id: string): Promise<DocumentEntry> {
  return readEntry(await request(`/api/trash/${encodeDocumentSegment(id)}/restore`, { method: 'POST' }));
}

export async function eraseDocument(id: string): Promise<void> {
  await request(`/api/trash/${encodeDocumentSegment(id)}`, { method: 'DELETE' });
}

export async function emptyTrash(): Promise<void> {
  await request('/api/trash', { method: 'DELETE' });
}
