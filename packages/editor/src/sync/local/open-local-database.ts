/** The local database of whoever uses this page. */
import { LocalDatabase } from './local-database.ts';

/** Nobody signs in yet, so all who use this browser are one. */
const openUser = 'open';

/** Null where the browser has no database, or keeps pages from it. */
export function openLocalDatabase(userKey: string = openUser): LocalDatabase | null {
  try {
    // Some browsers throw when it is only looked at.
    return typeof indexedDB === 'undefined' ? null : new LocalDatabase({ userKey, indexedDB });
  } catch {
    return null;
  }
}
