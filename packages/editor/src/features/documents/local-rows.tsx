/** Documents that this device has a copy of, as rows: when they were opened here, and whether something is still to be sent. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import type { LocalEntry } from '../../sync/local/local-documents.ts';
import { regionalLocale } from '../../ui/regional-locale.ts';
import { relativeTime } from '../../ui/relative-time.ts';
import { useWords } from '../../ui/words.ts';
import { readableName } from './document-name.ts';

export function LocalRows({ label, entries, now }: { readonly label: string; readonly entries: readonly LocalEntry[]; readonly now: number }): ReactElement {
  const words = useWords();
  return (
    <ul className="rows" aria-label={label}>
      {entries.map(({ id, title, openedAt, hasUnsent }) => (
        <li className="row" key={id}>
          <Link href={`/d/${encodeDocumentPath(id)}`} className="row-link">
            <span className={title === '' ? 'row-title is-untitled' : 'row-title'}>{title === '' ? readableName(id) : title}</span>
            <span className="row-time">
              {words.list.opened(relativeTime(openedAt, { now, locale: regionalLocale(words.locale), justNow: words.time.now }))}
              {hasUnsent ? ` · ${words.list.unsent}` : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
