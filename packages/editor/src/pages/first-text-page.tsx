/** What is shown of a document from this device while the code of the editor is still on its way. Needs Yjs, and no editor. */
import type { ReactElement } from 'react';
import { FirstText } from '../features/reading/first-text.tsx';
import { readCopyText } from '../sync/local/copy-text.ts';
import { openLocalDatabase } from '../sync/local/open-local-database.ts';
import '../ui/styles/document.css';

/** Null where this device has no copy that can be read: then there is nothing to show early. */
export async function loadFirstText(documentId: string): Promise<ReactElement | null> {
  const database = openLocalDatabase();
  if (database === null) return null;
  try {
    const text = await readCopyText(database, documentId);
    return text === null ? null : <FirstText text={text} />;
  } catch {
    // The session reads it once more, and says what is wrong.
    return null;
  } finally {
    await database.close();
  }
}
