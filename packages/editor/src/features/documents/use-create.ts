/** A new document in one click. */
import { useState } from 'react';
import { createDocument } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { newDocumentName, randomBelow } from './document-name.ts';
import { leadTo } from './lead-to.ts';

/** One click: a name, the document on the server so that it is listed, and on to its page. */
export function useCreate(): [() => void, boolean] {
  const words = useWords();
  const announcer = useAnnouncer();
  const [isCreating, setCreating] = useState(false);
  const create = async (): Promise<void> => {
    setCreating(true);
    const lead = leadTo();
    try {
      const { id } = await createDocument({ id: newDocumentName(randomBelow) });
      setCreating(false);
      lead(id);
    } catch (error) {
      announcer.toast(`${words.list.createFailed}. ${describeError(error, words)}`);
      setCreating(false);
    }
  };
  return [() => void create(), isCreating];
}
