/** One document in the list: its title leads to it, its menu holds what can be done with it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { Ellipsis, Link2, PencilLine, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { DocumentEntry } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { fullTime, relativeTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import { readableName } from './document-name.ts';

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
      <Menu
        label={words.list.actionsFor(title)}
        trigger={
          <Button look="icon" className="row-menu" aria-label={words.list.actionsFor(title)}>
            <Ellipsis aria-hidden="true" />
          </Button>
        }
      >
        <MenuItem icon={<PencilLine aria-hidden="true" />} onSelect={onRename}>
          {words.list.rename}
        </MenuItem>
        <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={onCopyLink}>
          {words.list.copyLink}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 aria-hidden="true" />} isDanger onSelect={onDelete}>
          {words.list.delete}
        </MenuItem>
      </Menu>
    </li>
  );
}
