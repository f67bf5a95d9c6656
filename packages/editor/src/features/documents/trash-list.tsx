/** The trash: what was thrown away, to be brought back or erased. */
import { RotateCcw, Trash2 } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { type TrashedEntry, emptyTrash, eraseDocument, listTrash, restoreDocument } from '../../api/trash.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { regionalLocale } from '../../ui/regional-locale.ts';
import { relativeTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { EraseDialog } from './document-dialogs.tsx';
import { LoadingRows } from './loading-rows.tsx';
import { Unlisted } from './unlisted.tsx';
import { titleOf } from './use-document-actions.ts';
import { useNow } from './use-now.ts';

type TrashState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'ready'; readonly documents: readonly TrashedEntry[] };

export function TrashList(): ReactElement {
  const words = useWords();
  const now = useNow();
  const { toast } = useAnnouncer();
  const [state, load] = useTrash();
  const [question, setQuestion] = useState<TrashedEntry | 'all' | null>(null);
  const restore = async (document: TrashedEntry): Promise<void> => {
    try {
      await restoreDocument(document.id);
      toast(words.trash.restored(titleOf(document)));
    } catch (error) {
      toast(`${words.trash.restoreFailed}. ${describeError(error, words)}`);
    }
    load();
  };
  if (state.phase === 'loading') return <LoadingRows label={words.list.loading} />;
  if (state.phase === 'failed') return <Unlisted error={state.error} now={now} onRetry={load} />;
  if (state.documents.length === 0) return <Notice title={words.shelf.empty.trash.title} text={words.shelf.empty.trash.text} />;
  return (
    <>
      <div className="trash-head">
        <p>{words.trash.text}</p>
        <Button onClick={() => setQuestion('all')}>{words.trash.empty}</Button>
      </div>
      <ul className="rows" aria-label={words.shelf.view.trash}>
        {state.documents.map((document) => (
          <TrashRow key={document.id} {...{ document, now }} onRestore={() => void restore(document)} onErase={() => setQuestion(document)} />
        ))}
      </ul>
      {question === null ? null : (
        <EraseDialog
          title={question === 'all' ? words.trash.emptyTitle : words.trash.eraseTitle(titleOf(question))}
          text={question === 'all' ? words.trash.emptyText : words.trash.eraseText}
          erase={() => (question === 'all' ? emptyTrash() : eraseDocument(question.id))}
          onClose={() => setQuestion(null)}
          onErased={() => {
            toast(question === 'all' ? words.trash.emptied : words.trash.erased(titleOf(question)));
            load();
          }}
        />
      )}
    </>
  );
}

interface TrashRowProps {
  readonly document: TrashedEntry;
  readonly now: number;
  readonly onRestore: () => void;
  readonly onErase: () => void;
}

function TrashRow({ document, now, onRestore, onErase }: TrashRowProps): ReactElement {
  const words = useWords();
  const title = titleOf(document);
  const locale = regionalLocale(words.locale);
  const day = document.erasedAt === null ? null : new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(document.erasedAt);
  const thrown = document.trashedAt === null ? null : words.trash.thrown(relativeTime(document.trashedAt, { now, locale, justNow: words.time.now }));
  return (
    <li className="row is-trashed">
      <span className="row-link">
        <span className={document.title === null ? 'row-title is-untitled' : 'row-title'}>{title}</span>
        <span className="row-time">{[thrown, day === null ? null : words.trash.erasedOn(day)].filter((part) => part !== null).join(' · ')}</span>
      </span>
      <Button className="row-restore" aria-label={words.trash.restoreTitle(title)} onClick={onRestore}>
        <RotateCcw aria-hidden="true" />
        <span className="row-restore-word">{words.trash.restore}</span>
      </Button>
      <Button look="icon" aria-label={`${words.trash.erase}: ${title}`} onClick={onErase}>
        <Trash2 aria-hidden="true" />
      </Button>
    </li>
  );
}

function useTrash(): [TrashState, () => void] {
  const [state, setState] = useState<TrashState>({ phase: 'loading' });
  const load = useCallback((signal?: AbortSignal) => {
    const read = async (): Promise<void> => {
      try {
        const documents = await listTrash(signal);
        if (signal?.aborted !== true) setState({ phase: 'ready', documents });
      } catch (error) {
        if (signal?.aborted !== true) setState({ phase: 'failed', error });
      }
    };
    // Never rejects.
    void read();
  }, []);
  useEffect(() => {
    const leaving = new AbortController();
    load(leaving.signal);
    return () => leaving.abort();
  }, [load]);
  return [state, () => load()];
}
