/** The list itself, in each of its states: loading, failed, empty, and full. */
import { type ReactElement, type ReactNode, useEffect } from 'react';
import type { DocumentEntry } from '../../api/documents.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyDesk } from '../../ui/empty-desk.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { DocumentRow } from './document-row.tsx';
import type { ListView } from './list-view.ts';
import { LoadingRows } from './loading-rows.tsx';
import { Unlisted } from './unlisted.tsx';
import type { DocumentActions } from './use-document-actions.ts';
import type { DocumentList as List } from './use-document-list.ts';
import { useNow } from './use-now.ts';

export interface Question {
  readonly kind: 'rename' | 'delete';
  readonly document: DocumentEntry;
}

export interface DocumentListProps {
  readonly view: Exclude<ListView, 'recent' | 'trash'>;
  readonly list: List;
  readonly actions: DocumentActions;
  readonly newButton: ReactNode;
  readonly onAsk: (question: Question) => void;
}

export function DocumentList({ view, list, actions, newButton, onAsk }: DocumentListProps): ReactElement {
  const words = useWords();
  const now = useNow();
  const { state } = list;
  useFindings(list);
  if (state.phase === 'loading') return <LoadingRows label={words.list.loading} />;
  if (state.phase === 'failed') return <Unlisted error={state.error} now={now} onRetry={list.reload} />;
  const documents = state.documents.filter((document) => view !== 'templates' || document.isTemplate);
  if (documents.length === 0) return <Nothing view={view} query={state.query} newButton={newButton} />;
  return (
    <>
      <ul className="rows" aria-label={words.list.title}>
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            now={now}
            actions={actions}
            onRename={() => onAsk({ kind: 'rename', document })}
            onDelete={() => onAsk({ kind: 'delete', document })}
          />
        ))}
      </ul>
      {state.next === null ? null : (
        <div className="rows-more">
          <Button onClick={list.loadMore} disabled={state.isLoadingMore}>
            {state.isLoadingMore ? words.list.loadingMore : words.list.more}
          </Button>
          <p className="field-note is-error" role="alert">
            {state.moreError === null ? '' : describeError(state.moreError, words)}
          </p>
        </div>
      )}
    </>
  );
}

function Nothing({ view, query, newButton }: Pick<DocumentListProps, 'view' | 'newButton'> & { readonly query: string }): ReactElement {
  const { list, shelf } = useWords();
  if (query.trim() !== '') return <Notice title={shelf.nothingFoundTitle(query.trim())} text={shelf.nothingFoundText} />;
  if (view !== 'all') return <Notice title={shelf.empty[view].title} text={shelf.empty[view].text} />;
  return (
    <Notice title={list.emptyTitle} text={list.emptyText} art={<EmptyDesk />}>
      {newButton}
    </Notice>
  );
}

/** Says how much was found, to those who do not see the list grow and shrink. */
function useFindings({ state }: List): void {
  const { shelf } = useWords();
  const { say } = useAnnouncer();
  const message = state.phase === 'ready' && state.query.trim() !== '' ? shelf.found(state.documents.length, state.next !== null) : null;
  const query = state.phase === 'ready' ? state.query : '';
  useEffect(() => {
    if (message !== null) say(message, 'findings');
  }, [message, query, say]);
}
