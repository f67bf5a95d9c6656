/** A new document in one click. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { createDocument } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { newDocumentName, randomBelow } from './document-name.ts';

/** One click: a name, the document on the server so that it is listed, and on to its page. */
export function useCreate(): [() => void, boolean] {
  const words = useWords();
  const announcer = useAnnouncer();
  const [isCreating, setCreating] = useState(false);
  const create = async (): Promise<void> => {
    setCreating(true);
    try {
      const { id } = await createDocument({ id: newDocumentName(randomBelow) });
      setCreating(false);
      navigate(`/d/${encodeDocumentPath(id)}`);
    } catch (error) {
      announcer.toast(`${words.list.createFailed}. ${describeError(error, words)}`);
      setCreating(false);
    }
  };
  return [() => void create(), isCreating];
}
