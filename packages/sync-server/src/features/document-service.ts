/** What features may do with documents. The server implements it over its rooms and its store. */
import type { DocumentEntry, DocumentPage } from '@scriptorium/persistence';

export type { DocumentEntry, DocumentPage } from '@scriptorium/persistence';

/** Each rejects with `PersistenceError`; `document-deleted` where the name has a tombstone. Changes resolve when on disk. */
export interface DocumentService {
  list(options: { readonly limit: number; readonly after?: string }): Promise<DocumentPage>;
  /** Null where there is none. */
  get(documentId: string): Promise<DocumentEntry | null>;
  create(documentId: string, title: string | null): Promise<DocumentEntry | 'exists'>;
  /** Null where there is none. An empty title takes it away. */
  rename(documentId: string, title: string): Promise<DocumentEntry | null>;
  /** False where there was none. */
  delete(documentId: string): Promise<boolean>;
}
