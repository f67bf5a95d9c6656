/** The list of documents: new, open, rename, delete. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Plus } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type DocumentEntry, createDocument } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ThemeMenu } from '../../ui/theme-menu.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { DeleteDialog, RenameDialog } from './document-dialogs.tsx';
import { DocumentList } from './document-list.tsx';
import { newDocumentName, randomBelow, readableName } from './document-name.ts';
import { useDocumentList } from './use-document-list.ts';

type Question = { readonly kind: 'rename' | 'delete'; readonly document: DocumentEntry };

export function DocumentsPage(): ReactElement {
  const words = useWords();
  const announcer = useAnnouncer();
  const list = useDocumentList();
  const [question, setQuestion] = useState<Question | null>(null);
  const [create, isCreating] = useCreate();

  useEffect(() => {
    document.title = `${words.list.title} · ${words.app.name}`;
  }, [words]);

  const newButton = (
    <Button look="primary" onClick={create} disabled={isCreating} aria-busy={isCreating}>
      <Plus aria-hidden="true" />
      {words.list.new}
    </Button>
  );
  // The empty desk has the button in its middle.
  const isEmpty = list.state.phase === 'ready' && list.state.documents.length === 0;
  const close = (): void => setQuestion(null);
  return (
    <div className="list-page">
      <header className="bar">
        <Link href="/" className="brand" aria-label={words.app.home}>
          <Mark />
          <span className="brand-name">{words.app.name}</span>
        </Link>
        <ThemeMenu />
      </header>
      <main className="list-main">
        <div className="list-head">
          <h1>{words.list.title}</h1>
          {isEmpty ? null : newButton}
        </div>
        <DocumentList list={list} newButton={newButton} onAsk={setQuestion} />
      </main>
      {question?.kind === 'rename' ? (
        <RenameDialog
          document={question.document}
          onClose={close}
          onRenamed={(entry) => {
            list.replace(entry);
            announcer.toast(words.list.renamed(entry.title ?? readableName(entry.id)));
          }}
        />
      ) : null}
      {question?.kind === 'delete' ? (
        <DeleteDialog
          documentId={question.document.id}
          title={titleOf(question.document)}
          onClose={close}
          onDeleted={() => {
            list.remove(question.document.id);
            announcer.toast(words.list.deleted(titleOf(question.document)));
          }}
        />
      ) : null}
    </div>
  );
}

function titleOf(entry: DocumentEntry): string {
  return entry.title ?? readableName(entry.id);
}

/** One click: a name, the document on the server so that it is listed, and on to its page. */
function useCreate(): [() => void, boolean] {
  const words = useWords();
  const announcer = useAnnouncer();
  const [isCreating, setCreating] = useState(false);
  const create = async (): Promise<void> => {
    setCreating(true);
    try {
      const { id } = await createDocument({ id: newDocumentName(randomBelow) });
      navigate(`/d/${encodeDocumentPath(id)}`);
    } catch (error) {
      announcer.toast(`${words.list.createFailed}. ${describeError(error, words)}`);
      setCreating(false);
    }
  };
  return [() => void create(), isCreating];
}
