/** The question about a document of the list; comes when it is asked. */
import type { ReactElement } from 'react';
import type { DocumentEntry } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';
import { DeleteDialog, RenameDialog } from './document-dialogs.tsx';
import type { Question } from './document-list.tsx';
import { titleOf } from './use-document-actions.ts';
import type { DocumentList } from './use-document-list.ts';

export interface QuestionDialogProps {
  readonly question: Question;
  readonly list: DocumentList;
  readonly onClose: () => void;
}

export function QuestionDialog({ question: { kind, document }, list, onClose }: QuestionDialogProps): ReactElement {
  const words = useWords();
  const { toast } = useAnnouncer();
  if (kind === 'rename') {
    const renamed = (entry: DocumentEntry): void => {
      list.replace(entry);
      toast(words.list.renamed(titleOf(entry)));
    };
    return <RenameDialog document={document} onClose={onClose} onRenamed={renamed} />;
  }
  const deleted = (): void => {
    list.remove(document.id);
    toast(words.list.deleted(titleOf(document)));
  };
  return <DeleteDialog documentId={document.id} title={titleOf(document)} onClose={onClose} onDeleted={deleted} />;
}
