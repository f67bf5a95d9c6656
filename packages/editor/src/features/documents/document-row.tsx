/** One document in the list: its title leads to it, its menu holds what can be done with it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Ellipsis } from 'lucide-react';
import { type ReactElement, lazy } from 'react';
import { Link } from 'wouter';
import type { DocumentEntry } from '../../api/documents.ts';
import { Later, orNothing } from '../../ui/later.tsx';
import { fullTime, relativeTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import { readableName } from './document-name.ts';

const RowMenu = lazy(async () => await orNothing(import('./row-menu.tsx').then((module) => module.RowMenu)));

export interface DocumentRowProps {
  readonly document: DocumentEntry;
  readonly now: number;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  readonly onCopyLink: () => void;
}

export function DocumentRow({ document, now, onRename, onDelete, onCopyLink }: DocumentRowProps): ReactElement {
  const words = useWords();
  const title = document.title ?? readableName(document.id);
  return (
    <li className="row">
      <Link href={`/d/${encodeDocumentPath(document.id)}`} className="row-link">
        <span className={document.title === null ? 'row-title is-untitled' : 'row-title'}>{title}</span>
        {document.updatedAt === null ? null : (
          <time className="row-time" dateTime={document.updatedAt.toISOString()} title={fullTime(document.updatedAt, words.locale)}>
            {words.list.edited(relativeTime(document.updatedAt, { now, locale: words.locale, justNow: words.time.now }))}
          </time>
        )}
      </Link>
      <Later label={words.list.actionsFor(title)} className="row-menu" icon={<Ellipsis aria-hidden="true" />}>
        {(isAsked) => <RowMenu title={title} isAsked={isAsked} onRename={onRename} onDelete={onDelete} onCopyLink={onCopyLink} />}
      </Later>
    </li>
  );
}
