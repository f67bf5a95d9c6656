/** The list of documents, as the server's `/api/documents` gives and takes it. */
import { encodeDocumentSegment } from '@scriptorium/protocol';
import { ApiError, readObject, request } from './request.ts';

export interface DocumentEntry {
  readonly id: string;
  /** Null as long as nobody has given it one. */
  readonly title: string | null;
  readonly updatedAt: Date | null;
  readonly isStarred: boolean;
  readonly isTemplate: boolean;
  /** The words around what was sought, where the title does not hold all of it. */
  readonly excerpt: string | null;
}

export interface DocumentPage {
  readonly documents: readonly DocumentEntry[];
  /** What to pass as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

export type DocumentSort = 'updated' | 'title';

export interface ListOptions {
  readonly cursor: string | null;
  readonly query?: string;
  readonly sort?: DocumentSort;
  readonly isStarred?: true;
  readonly isTemplate?: true;
  /** Entries a page. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

const pageLimit = 50;

export async function listDocuments(options: ListOptions): Promise<DocumentPage> {
  const { cursor, query = '', sort = 'updated', isStarred, isTemplate, limit = pageLimit } = options;
  const asked = new URLSearchParams({ limit: String(limit) });
  if (sort !== 'updated') asked.set('sort', sort);
  if (query.trim() !== '') asked.set('query', query.trim());
  if (isStarred !== undefined) asked.set('starred', 'true');
  if (isTemplate !== undefined) asked.set('template', 'true');
  if (cursor !== null) asked.set('cursor', cursor);
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const { documents, next } = readObject(await request(`/api/documents?${asked.toString()}`, signal));
  return { documents: readList(documents).map(readEntry), next: typeof next === 'string' ? next : null };
}

/** With `template` as a copy of that document. */
export async function createDocument(entry: { readonly id: string; readonly template?: string }): Promise<DocumentEntry> {
  return readEntry(await request('/api/documents', { method: 'POST', body: entry }));
}

export async function duplicateDocument(id: string, copy: { readonly id: string; readonly title?: string }): Promise<DocumentEntry> {
  return readEntry(await request(`${urlOf(id)}/duplicate`, { method: 'POST', body: copy }));
}

export async function setStar(id: string, isStarred: boolean): Promise<void> {
  await request(`${urlOf(id)}/star`, { method: isStarred ? 'PUT' : 'DELETE' });
}

export async function setTemplate(id: string, isTemplate: boolean): Promise<DocumentEntry> {
  return readEntry(await request(urlOf(id), { method: 'PATCH', body: { template: isTemplate } }));
}

export async function renameDocument(id: string, title: string): Promise<DocumentEntry> {
  return readEntry(await request(urlOf(id), { method: 'PATCH', body: { title } }));
}

/** Into the trash. Deleting what is deleted already is no error. */
export async function deleteDocument(id: string): Promise<void> {
  try {
    await request(urlOf(id), { method: 'DELETE' });
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 410)) return;
    throw error;
  }
}

export function urlOf(id: string): string {
  return `/api/documents/${encodeDocumentSegment(id)}`;
}

export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ApiError('unreadable', { status: 200, title: 'The answer holds no list of documents.' });
  return value;
}

export function readEntry(value: unknown): DocumentEntry {
  const { id, title, updatedAt, starred, template, excerpt } = readObject(value);
  if (typeof id !== 'string') throw new ApiError('unreadable', { status: 200, title: 'The answer holds a document without an id.' });
  return {
    id,
    // A server may list a document without a title by its name.
    title: typeof title === 'string' && title.trim() !== '' && title !== id ? title : null,
    updatedAt: readTime(updatedAt),
    isStarred: starred === true,
    isTemplate: template === true,
    excerpt: typeof excerpt === 'string' && excerpt.trim() !== '' ? excerpt : null,
  };
}

export function readTime(value: unknown): Date | null {
  const time = typeof value === 'string' ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}
