/** The list itself, in each of its states: loading, failed, empty, and full. */
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import type { DocumentEntry } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyDesk } from '../../ui/empty-desk.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useCopyLink } from '../../ui/use-copy.ts';
import { useWords } from '../../ui/words.ts';
import { encodeDocumentPath } from '@scriptorium/protocol';
import { DocumentRow } from './document-row.tsx';
import { Unlisted } from './unlisted.tsx';
import type { DocumentList as List } from './use-document-list.ts';

export interface DocumentListProps {
  readonly list: List;
  readonly newButton: ReactNode;
  readonly onAsk: (question: { readonly kind: 'rename' | 'delete'; readonly document: DocumentEntry }) => void;
}

export function DocumentList({ list, newButton, onAsk }: DocumentListProps): ReactElement {
  const words = useWords();
  const now = useNow();
  const copyLink = useCopyLink();
  const { state } = list;
  if (state.phase === 'loading') return <LoadingRows label={words.list.loading} />;
  if (state.phase === 'failed') return <Unlisted error={state.error} now={now} onRetry={list.reload} />;
  if (state.documents.length === 0) {
    return (
      <Notice title={words.list.emptyTitle} text={words.list.emptyText} art={<EmptyDesk />}>
        {newButton}
      </Notice>
    );
  }
  return (
    <>
      <ul className="rows" aria-label={words.list.title}>
        {state.documents.toSorted(byRecency).map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            now={now}
            onRename={() => onAsk({ kind: 'rename', document })}
            onDelete={() => onAsk({ kind: 'delete', document })}
            onCopyLink={() => copyLink(`/d/${encodeDocumentPath(document.id)}`)}
          />
        ))}
      </ul>
      {state.next === null ? null : (
        <div className="rows-more">
          <Button onClick={list.loadMore} disabled={state.isLoadingMore}>
            {state.isLoadingMore ? words.list.loadingMore : words.list.more}
          </Button>
        </div>
      )}
    </>
  );
}

function LoadingRows({ label }: { readonly label: string }): ReactElement {
  return (
    <div className="rows is-loading" role="status" aria-label={label}>
      {[62, 44, 71, 38].map((width) => (
        <div className="row" key={width}>
          <span className="row-link">
            <span className={`bone is-${width}`} />
            <span className="bone is-time" />
          </span>
        </div>
      ))}
    </div>
  );
}

function byRecency(a: DocumentEntry, b: DocumentEntry): number {
  return (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0);
}

/** The time, renewed often enough for "2 minutes ago". */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
