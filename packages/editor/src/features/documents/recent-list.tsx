/** What was opened in this browser, the last one first; needs no server. */
import type { ReactElement } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { LoadingRows } from './loading-rows.tsx';
import { LocalRows } from './local-rows.tsx';
import { useLocalDocuments } from './use-local-documents.ts';
import { useNow } from './use-now.ts';

export function RecentList(): ReactElement {
  const { list, shelf } = useWords();
  const now = useNow();
  const entries = useLocalDocuments(true);
  if (entries === null) return <LoadingRows label={list.loading} />;
  if (entries.length === 0) return <Notice title={shelf.empty.recent.title} text={shelf.empty.recent.text} />;
  return <LocalRows label={shelf.view.recent} entries={entries} now={now} />;
}
