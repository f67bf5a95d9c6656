/** What the list shows when the server does not give it: why, and the documents that this device has. */
import type { ReactElement } from 'react';
import { ApiError } from '../../api/request.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';
import { LocalRows } from './local-rows.tsx';
import { useLocalDocuments } from './use-local-documents.ts';

export interface UnlistedProps {
  readonly error: unknown;
  readonly now: number;
  readonly onRetry: () => void;
}

export function Unlisted({ error, now, onRetry }: UnlistedProps): ReactElement {
  const words = useWords();
  const isAlone = isWithoutServer(error);
  const local = useLocalDocuments(isAlone) ?? [];
  const text = isAlone ? words.errors.unreachable : describeError(error, words);
  return (
    <>
      <Notice title={words.list.errorTitle} text={text} isAlert isSlim={local.length > 0}>
        <Button onClick={onRetry}>{words.list.retry}</Button>
      </Notice>
      {local.length === 0 ? null : (
        <section className="here" aria-labelledby="here">
          <h2 id="here">{words.list.here}</h2>
          <p>{words.list.hereText}</p>
          <LocalRows label={words.list.here} entries={local} now={now} />
        </section>
      )}
    </>
  );
}

/** Also behind a proxy whose server is gone. */
function isWithoutServer(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'unreachable' || [502, 503, 504].includes(error.status));
}
