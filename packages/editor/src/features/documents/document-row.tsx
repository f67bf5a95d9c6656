/** One document in the list: its title leads to it, its star and its menu stand beside it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Ellipsis, Star } from 'lucide-react';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { DocumentEntry } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { LaterIcon, loadLater } from '../../ui/later.tsx';
import { fullTime, relativeTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import { type DocumentActions, titleOf } from './use-document-actions.ts';

const RowMenu = loadLater(() => import('./row-menu.tsx').then((module) => module.RowMenu));

export interface DocumentRowProps {
  readonly document: DocumentEntry;
  readonly now: number;
  readonly actions: DocumentActions;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function DocumentRow({ document, now, actions, onRename, onDelete }: DocumentRowProps): ReactElement {
  const words = useWords();
  const title = titleOf(document);
  return (
    <li className="row">
      <Link href={`/d/${encodeDocumentPath(document.id)}`} className="row-link">
        <span className="row-words">
          <span className={document.title === null ? 'row-title is-untitled' : 'row-title'}>{title}</span>
          {document.excerpt === null ? null : <span className="row-excerpt">{document.excerpt}</span>}
        </span>
        <span className="row-facts">
          {document.isTemplate ? <span className="row-badge">{words.shelf.template}</span> : null}
          {document.updatedAt === null ? null : (
            <time className="row-time" dateTime={document.updatedAt.toISOString()} title={fullTime(document.updatedAt, words.locale)}>
              {words.list.edited(relativeTime(document.updatedAt, { now, locale: words.locale, justNow: words.time.now }))}
            </time>
          )}
        </span>
      </Link>
      <Button
        look="icon"
        className="row-star"
        aria-label={words.shelf.star(title)}
        aria-pressed={document.isStarred}
        onClick={() => actions.star(document)}
      >
        <Star aria-hidden="true" />
      </Button>
      <LaterIcon label={words.list.actionsFor(title)} className="row-menu" icon={<Ellipsis aria-hidden="true" />} isPatient>
        {(isAsked) => <RowMenu {...{ document, isAsked, actions, onRename, onDelete }} />}
      </LaterIcon>
    </li>
  );
}
