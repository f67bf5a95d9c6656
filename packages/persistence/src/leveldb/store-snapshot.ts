/** Every record of a database as of one moment, a few at a time: what backups and checks read. [S60] */
import type { PersistenceError } from '../persistence-error.ts';
import type { Cursor, Entry } from './database.ts';

/** Of one call of `next`, unless a single record is larger. */
const batchBytes = 256 * 1024;

export interface StoreSnapshot {
  /**
   * The next records in the order of their keys, as they are on disk; none at the end. One call at a time.
   * Rejects with `unwritable` where the disk can't be read now, or where the database was closed or opened again meanwhile.
   */
  next(): Promise<readonly Entry[]>;
  /** Blocks that LevelDB can't read were passed over, and the records in them are not in it; known for certain at the end. */
  readonly hasUnreadable: boolean;
  /** Idempotent. Until then LevelDB keeps files that it would remove. */
  close(): Promise<void>;
}

export function snapshotOver(cursor: Cursor, asError: (error: unknown) => PersistenceError): StoreSnapshot {
  return {
    next: async () => {
      try {
        return await cursor.next(batchBytes);
      } catch (error) {
        throw asError(error);
      }
    },
    get hasUnreadable() {
      return cursor.hasUnreadable;
    },
    close: () => cursor.close(),
  };
}
