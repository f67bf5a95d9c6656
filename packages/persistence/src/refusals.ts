/** The errors that every store gives for a document or for itself, worded once. */
import { PersistenceError } from './persistence-error.ts';

export function storeClosed(): PersistenceError {
  return new PersistenceError('closed', 'The store is closed; open it again to go on.');
}

export function documentDeleted(documentId: string): PersistenceError {
  return new PersistenceError('document-deleted', `The document ${quote(documentId)} was deleted; use another name.`);
}

export function documentDamaged(documentId: string, damages: readonly string[]): PersistenceError {
  const more = damages.length > 1 ? ` (and ${damages.length - 1} more)` : '';
  const what = `${damages[0] ?? 'A record is damaged.'}${more}`;
  return new PersistenceError(
    'document-damaged',
    `The document ${quote(documentId)} is damaged: ${what} Salvage it, or restore it from a backup.`,
  );
}

export function quote(name: string): string {
  return JSON.stringify(name);
}
