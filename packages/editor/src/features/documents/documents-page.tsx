/** The list of documents: new, open, rename, delete. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Moon, Plus, Sun } from 'lucide-react';
import { type ReactElement, lazy, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type DocumentEntry, createDocument } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Later, orNothing } from '../../ui/later.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { DeleteDialog, RenameDialog } from './document-dialogs.tsx';
import { DocumentList } from './document-list.tsx';
import { newDocumentName, randomBelow, readableName } from './document-name.ts';
import { useDocumentList } from './use-document-list.ts';

const ThemeMenu = lazy(async () => await orNothing(import('../../ui/theme-menu.tsx').then((module) => module.ThemeMenu)));

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
      <ListHeader />
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

function ListHeader(): ReactElement {
  const words = useWords();
  return (
    <header className="bar">
      <Link href="/" className="brand" aria-label={words.app.home}>
        <Mark />
        <span className="brand-name">{words.app.name}</span>
      </Link>
      <Later
        label={words.document.theme}
        icon={
          <>
            <Sun className="if-light" aria-hidden="true" />
            <Moon className="if-dark" aria-hidden="true" />
          </>
        }
      >
        {(isAsked) => <ThemeMenu isAsked={isAsked} />}
      </Later>
    </header>
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
