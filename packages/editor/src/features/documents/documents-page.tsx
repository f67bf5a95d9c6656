/** The list of documents: find, open, begin, rename, delete, and look into the trash. */
import { Moon, Plus, Sun } from 'lucide-react';
import { type ReactElement, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { DocumentSort } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { whenIdle } from '../../ui/idle.ts';
import { LaterIcon, loadLater } from '../../ui/later.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useWords } from '../../ui/words.ts';
import { DocumentList, type Question } from './document-list.tsx';
import { type ListView, useView } from './list-view.ts';
import { LoadingRows } from './loading-rows.tsx';
import { RecentList } from './recent-list.tsx';
import { useCreate } from './use-create.ts';
import { useDocumentActions } from './use-document-actions.ts';
import { type DocumentList as List, type ListQuery, useDocumentList } from './use-document-list.ts';
import { ViewBar } from './view-bar.tsx';

const ThemeMenu = loadLater(() => import('../../ui/theme-menu.tsx').then((module) => module.ThemeMenu));

const QuestionDialog = loadLater(() => import('./question-dialog.tsx').then((module) => module.QuestionDialog));
const TrashList = loadLater(() => import('./trash-list.tsx').then((module) => module.TrashList));

export interface DocumentsPageProps {
  /** Rises when something else has made documents. */
  readonly revision: number;
  /** Beside the button for a new one. */
  readonly tools: ReactNode;
}

export function DocumentsPage({ revision, tools }: DocumentsPageProps): ReactElement {
  const words = useWords();
  const view = useView();
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<DocumentSort>('updated');
  const wanted = useMemo(() => wantedBy(view, query, sort), [view, query, sort]);
  const list = useDocumentList(wanted);
  const actions = useDocumentActions(list);
  useRevision(revision, list);
  const [question, setQuestion] = useState<Question | null>(null);
  const [create, isCreating] = useCreate();
  useEffect(() => whenIdle(fetchMenus), []);

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
  const isEmpty = view === 'all' && query === '' && list.state.phase === 'ready' && list.state.documents.length === 0;
  return (
    <div className="list-page">
      <ListHeader />
      <main className="list-main">
        <div className="list-head">
          <h1>{words.list.title}</h1>
          <div className="list-tools">
            {tools}
            {isEmpty ? null : newButton}
          </div>
        </div>
        <ViewBar
          view={view}
          search={wanted === null ? null : { query, onQuery: setQuery }}
          order={wanted === null ? null : { sort, onSort: setSort }}
        />
        {view === 'recent' ? <RecentList /> : null}
        {view === 'trash' ? (
          <Suspense fallback={<LoadingRows label={words.list.loading} />}>
            <TrashList />
          </Suspense>
        ) : null}
        {view === 'recent' || view === 'trash' ? null : <DocumentList {...{ view, list, actions, newButton }} onAsk={setQuestion} />}
      </main>
      {question === null ? null : (
        <Suspense fallback={null}>
          <QuestionDialog question={question} list={list} onClose={() => setQuestion(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** So that a menu opens at once when it is asked for, without a network too. */
function fetchMenus(): void {
  // What can't be had now is asked for again then.
  Promise.all([import('./row-menu.tsx'), import('../../ui/theme-menu.tsx')]).catch(() => {});
}

/** What something else has made is looked for. */
function useRevision(revision: number, { renew }: List): void {
  const latest = useRef(renew);
  latest.current = renew;
  useEffect(() => {
    if (revision > 0) latest.current();
  }, [revision]);
}

function ListHeader(): ReactElement {
  const words = useWords();
  return (
    <header className="bar">
      <Link href="/" className="brand" aria-label={words.app.home}>
        <Mark />
        <span className="brand-name">{words.app.name}</span>
      </Link>
      <LaterIcon
        label={words.document.theme}
        icon={
          <>
            <Sun className="if-light" aria-hidden="true" />
            <Moon className="if-dark" aria-hidden="true" />
          </>
        }
        isPatient
      >
        {(isAsked) => <ThemeMenu isAsked={isAsked} />}
      </LaterIcon>
    </header>
  );
}

/** Null where the list comes from somewhere else. */
function wantedBy(view: ListView, query: string, sort: DocumentSort): ListQuery | null {
  switch (view) {
    case 'all':
      return { query, sort };
    case 'starred':
      return { query, sort, isStarred: true };
    case 'templates':
      return { query, sort, isTemplate: true };
    case 'recent':
    case 'trash':
      return null;
  }
}
