/** What features may do with documents. The server implements it over its rooms and its store. */
import type { DocumentEntry, DocumentPage, TrashPage } from '@scriptorium/persistence';

export type { DocumentEntry, DocumentPage, TrashedDocument, TrashPage } from '@scriptorium/persistence';

/**
 * Each rejects with `PersistenceError`; `document-deleted` where the name has a tombstone or is in the trash. Changes resolve when on
 * disk.
 */
export interface DocumentService {
  /** By id, as the store has them. */
  list(options: { readonly limit: number; readonly after?: string }): Promise<DocumentPage>;
  listTrash(options: { readonly limit: number; readonly after?: string }): Promise<TrashPage>;
  /** Null where there is none. */
  get(documentId: string): Promise<DocumentEntry | null>;
  create(documentId: string, title: string | null): Promise<DocumentEntry | 'exists'>;
  /** Makes a document of a whole Yjs update, in one commit. Rejects with `RangeError` where no document may hold that. */
  fill(documentId: string, content: DocumentContent): Promise<DocumentEntry | 'exists'>;
  /** All that is on disk, as one update; under another title where one is given. Null where there is none. */
  content(documentId: string, title?: string | null): Promise<DocumentContent | null>;
  /** Null where there is none. An empty title takes it away. */
  rename(documentId: string, title: string): Promise<DocumentEntry | null>;
  /** Closes it and keeps its content. False where there was none. Rejects with `document-damaged`. */
  trash(documentId: string): Promise<boolean>;
  /** Takes it out of the trash. False where it is not in it. */
  restore(documentId: string): Promise<boolean>;
  /** Erases it, in the trash or not. False where there was none. */
  erase(documentId: string): Promise<boolean>;
  /** Has title and text read again, and `described` told. */
  reread(documentId: string): Promise<void>;
}

export interface DocumentContent {
  /** In Yjs' V1 format. */
  readonly update: Uint8Array;
  /** Of the page that wrote it; 0 where none said. [P23] */
  readonly schemaVersion: number;
}
