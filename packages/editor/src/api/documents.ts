/** The list of documents, as the server's `/api/documents` gives and takes it. */
import { encodeDocumentSegment } from '@scriptorium/protocol';
import { ApiError, readObject, request } from './request.ts';

export interface DocumentEntry {
  readonly id: string;
  /** Null as long as nobody has given it one. */
  readonly title: string | null;
  readonly updatedAt: Date | null;
}

export interface DocumentPage {
  readonly documents: readonly DocumentEntry[];
  /** What to pass as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

/** Entries a page. */
const pageLimit = 50;

export async function listDocuments(options: { readonly cursor: string | null; readonly signal?: AbortSignal }): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: String(pageLimit), ...(options.cursor === null ? {} : { cursor: options.cursor }) });
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const { documents, next } = readObject(await request(`/api/documents?${query.toString()}`, signal));
  if (!Array.isArray(documents)) throw new ApiError('unreadable', { status: 200, title: 'The answer holds no list of documents.' });
  return { documents: documents.map(readEntry), next: typeof next === 'string' ? next : null };
}

export async function createDocument(entry: { readonly id: string }): Promise<DocumentEntry> {
  return readEntry(await request('/api/documents', { method: 'POST', body: entry }));
}

export async function renameDocument(id: string, title: string): Promise<DocumentEntry> {
  return readEntry(await request(urlOf(id), { method: 'PATCH', body: { title } }));
}

/** Deleting what is deleted already is no error. */
export async function deleteDocument(id: string): Promise<void> {
  try {
    await request(urlOf(id), { method: 'DELETE' });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 410)) return;
    throw error;
  }
}

function urlOf(id: string): string {
  return `/api/documents/${encodeDocumentSegment(id)}`;
}

function readEntry(value: unknown): DocumentEntry {
  const { id, title, updatedAt } = readObject(value);
  if (typeof id !== 'string') throw new ApiError('unreadable', { status: 200, title: 'The answer holds a document without an id.' });
  const time = typeof updatedAt === 'string' ? new Date(updatedAt) : null;
  return {
    id,
    // A server may list a document without a title by its name.
    title: typeof title === 'string' && title.trim() !== '' && title !== id ? title : null,
    updatedAt: time === null || Number.isNaN(time.getTime()) ? null : time,
  };
}
