/** What stands above the list: which documents, at one place in each view; what is sought, and in which order. */
import { Search, X } from 'lucide-react';
import { type ReactElement, useId, useRef } from 'react';
import { Link } from 'wouter';
import type { DocumentSort } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words.ts';
import { type ListView, viewPath, views } from './list-view.ts';

export interface ViewBarProps {
  readonly view: ListView;
  /** Null where nothing can be sought. */
  readonly search: { readonly query: string; readonly onQuery: (query: string) => void } | null;
  /** Null where the order is given. */
  readonly order: { readonly sort: DocumentSort; readonly onSort: (sort: DocumentSort) => void } | null;
}

const sorts: readonly DocumentSort[] = ['updated', 'title'];

export function ViewBar({ view, search, order }: ViewBarProps): ReactElement {
  const { shelf: words } = useWords();
  return (
    <div className="view-bar">
      <nav className="views" aria-label={words.views}>
        {views.map((name) => (
          <Link key={name} href={viewPath(name)} className="view" aria-current={name === view ? 'page' : undefined}>
            {words.view[name]}
          </Link>
        ))}
      </nav>
      {search === null ? null : <SearchField {...search} />}
      {order === null ? null : (
        <select
          className="sort"
          aria-label={words.sort}
          value={order.sort}
          onChange={(event) => order.onSort(sorts.find((sort) => sort === event.target.value) ?? 'updated')}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {words.sorts[sort]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function SearchField({ query, onQuery }: { readonly query: string; readonly onQuery: (query: string) => void }): ReactElement {
  const { shelf: words } = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    onQuery('');
    field.current?.focus();
  };
  return (
    <div className="search" role="search">
      <label htmlFor={id} className="visually-hidden">
        {words.search}
      </label>
      <Search aria-hidden="true" />
      <input
        id={id}
        ref={field}
        type="text"
        value={query}
        placeholder={words.search}
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') clear();
        }}
      />
      {query === '' ? null : (
        <Button look="icon" aria-label={words.clearSearch} onClick={clear}>
          <X aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
