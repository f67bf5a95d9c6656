/** The word that says whether the writing is safe, and what to do where it is not. */
import type { ReactElement } from 'react';
import type { SaveStatus } from '../../sync/save-status.ts';
import { Tip } from '../../ui/tip.tsx';
import { useWords } from '../../ui/words.ts';
import { statusText } from './status-text.ts';
import { useCanReopen } from './use-can-reopen.ts';

export interface StatusWordProps {
  readonly status: SaveStatus;
  readonly onRetry: () => void;
}

export function StatusWord({ status, onRetry }: StatusWordProps): ReactElement {
  const words = useWords();
  const { word, more } = statusText(status, { words, canReopen: useCanReopen() });
  const text = (
    <span className="status-text" tabIndex={more === '' ? undefined : 0}>
      <span className="status-dot" aria-hidden="true" />
      <span data-testid="save-status">{word}</span>
    </span>
  );
  return (
    <div className={`status is-${status.kind}`} role="group" aria-label={words.status.label} data-testid="status" data-status={status.kind}>
      {more === '' ? text : <Tip text={more}>{text}</Tip>}
      <StatusAction status={status} onRetry={onRetry} />
    </div>
  );
}

function StatusAction({ status, onRetry }: StatusWordProps): ReactElement | null {
  const words = useWords();
  const isOldPage = (status.kind === 'read-only' || status.kind === 'not-saved') && status.reason === 'schema';
  if (isOldPage) {
    return (
      <button type="button" className="status-action" onClick={() => location.reload()}>
        {words.status.reload}
      </button>
    );
  }
  if (!canRetry(status)) return null;
  return (
    <button type="button" className="status-action" onClick={onRetry}>
      {words.status.retry}
    </button>
  );
}

function canRetry(status: SaveStatus): boolean {
  if (status.kind === 'offline') return status.changes !== 'keeping';
  if (status.kind !== 'not-saved') return false;
  return ['offline', 'quota', 'unavailable', 'silent', 'store'].includes(status.reason);
}
