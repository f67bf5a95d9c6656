/** The documents that a query means: the server's by title and text; without a query, what was opened here last. */
import { useEffect, useState } from 'react';
import { listDocuments } from '../../api/documents.ts';
import { listLocalDocuments } from '../../sync/local/local-documents.ts';
import { openLocalDatabase } from '../../sync/local/open-local-database.ts';

export interface FoundDocument {
  readonly id: string;
  readonly title: string | null;
  readonly excerpt: string | null;
}

export interface Findings {
  readonly documents: readonly FoundDocument[];
  readonly query: string;
  readonly hasFailed: boolean;
}

const shownMax = 8;
const typingMs = 120;

export function useFoundDocuments(query: string): Findings {
  const [findings, setFindings] = useState<Findings>({ documents: [], query: '', hasFailed: false });
  const asked = query.trim();
  useEffect(() => {
    const leaving = new AbortController();
    const look = async (): Promise<void> => {
      const found = await find(asked, leaving.signal);
      if (!leaving.signal.aborted) setFindings(found);
    };
    // Never rejects.
    const timer = setTimeout(() => void look(), asked === '' ? 0 : typingMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [asked]);
  return findings;
}

async function find(query: string, signal: AbortSignal): Promise<Findings> {
  const local = await findHere();
  if (query === '') return { documents: local.slice(0, shownMax), query, hasFailed: false };
  try {
    const { documents } = await listDocuments({ cursor: null, query, limit: shownMax, signal });
    return { documents, query, hasFailed: false };
  } catch {
    // Without a server what is on this device can be opened all the same.
    const sought = query.toLowerCase();
    const here = local.filter(({ title, id }) => (title ?? id).toLowerCase().includes(sought));
    return { documents: here.slice(0, shownMax), query, hasFailed: true };
  }
}

async function findHere(): Promise<readonly FoundDocument[]> {
  const database = openLocalDatabase();
  try {
    const entries = database === null ? [] : await listLocalDocuments(database);
    return entries.map(({ id, title }) => ({ id, title: title === '' ? null : title, excerpt: null }));
  } catch {
    return [];
  } finally {
    await database?.close();
  }
}
