/** One document in the list: its title leads to it, its star and its menu stand beside it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Ellipsis, Star } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Link } from 'wouter';
import type { DocumentEntry } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { LaterIcon, loadLater } from '../../ui/later.tsx';
import { regionalLocale } from '../../ui/regional-locale.ts';
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
          {document.updatedAt === null ? null : <RowTime time={document.updatedAt} now={now} />}
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

/** The whole date is worked out for whoever points at it: that takes as long as the rest of a row many times over. */
function RowTime({ time, now }: { readonly time: Date; readonly now: number }): ReactElement {
  const words = useWords();
  const [isNear, setNear] = useState(false);
  return (
    <time
      className="row-time"
      dateTime={time.toISOString()}
      title={isNear ? fullTime(time, regionalLocale(words.locale)) : undefined}
      onPointerEnter={() => setNear(true)}
    >
      {words.list.edited(relativeTime(time, { now, locale: regionalLocale(words.locale), justNow: words.time.now }))}
    </time>
  );
}
