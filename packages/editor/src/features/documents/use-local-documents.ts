/** The documents that can be opened on this device without a server; looked up when they are asked for. */
import { useEffect, useState } from 'react';
import { type LocalEntry, listLocalDocuments } from '../../sync/local/local-documents.ts';
import { openLocalDatabase } from '../../sync/local/open-local-database.ts';

/** Null until they were looked up. */
export function useLocalDocuments(isWanted: boolean): readonly LocalEntry[] | null {
  const [entries, setEntries] = useState<readonly LocalEntry[] | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const found = await findLocalDocuments();
      if (isCurrent) setEntries(found);
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, [isWanted]);
  return isWanted ? entries : null;
}

/** A database that can't be read has nothing to offer: the page has said already that the list is not to be had. */
async function findLocalDocuments(): Promise<readonly LocalEntry[]> {
  const database = openLocalDatabase();
  try {
    return database === null ? [] : await listLocalDocuments(database);
  } catch {
    return [];
  } finally {
    await database?.close();
  }
}
