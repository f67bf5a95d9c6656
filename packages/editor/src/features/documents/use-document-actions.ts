/** What can be done with a document from the list without a question: star it, copy it, make it a template, begin from it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { type DocumentEntry, createDocument, duplicateDocument, setStar, setTemplate } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useCopyLink } from '../../ui/use-copy.ts';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { newDocumentName, randomBelow, readableName } from './document-name.ts';
import { leadTo } from './lead-to.ts';
import type { DocumentList } from './use-document-list.ts';

export interface DocumentActions {
  readonly star: (document: DocumentEntry) => void;
  readonly duplicate: (document: DocumentEntry) => void;
  readonly setTemplate: (document: DocumentEntry, isTemplate: boolean) => void;
  readonly beginFrom: (document: DocumentEntry) => void;
  readonly copyLink: (document: DocumentEntry) => void;
}

export function titleOf({ title, id }: Pick<DocumentEntry, 'title' | 'id'>): string {
  return title ?? readableName(id);
}

export function useDocumentActions(list: DocumentList): DocumentActions {
  const words = useWords();
  const { toast } = useAnnouncer();
  const copyLink = useCopyLink();
  const { shelf } = words;
  const attempt = (failure: string, perform: () => Promise<void>): void => {
    const run = async (): Promise<void> => {
      try {
        await perform();
      } catch (error) {
        toast(`${failure}. ${describeError(error, words)}`);
      }
    };
    // Never rejects.
    void run();
  };
  return {
    star: (document) =>
      attempt(shelf.starFailed, async () => {
        await setStar(document.id, !document.isStarred);
        list.replace({ ...document, isStarred: !document.isStarred });
      }),
    duplicate: (document) =>
      attempt(shelf.changeFailed, async () => {
        const copy = await duplicateDocument(document.id, { id: newDocumentName(randomBelow) });
        toast(shelf.duplicated(titleOf(copy)));
        list.renew();
      }),
    setTemplate: (document, isTemplate) =>
      attempt(shelf.changeFailed, async () => {
        list.replace(await setTemplate(document.id, isTemplate));
        toast(isTemplate ? shelf.madeTemplate(titleOf(document)) : shelf.unmadeTemplate(titleOf(document)));
        list.renew();
      }),
    beginFrom: (document) =>
      attempt(words.list.createFailed, async () => {
        const lead = leadTo();
        const { id } = await createDocument({ id: newDocumentName(randomBelow), template: document.id });
        lead(id);
      }),
    copyLink: ({ id }) => copyLink(`/d/${encodeDocumentPath(id)}`),
  };
}
