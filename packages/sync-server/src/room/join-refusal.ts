/** Why a document can't be joined, as the close code and the sentence that a client is sent. [P30, P31] */
import { CloseCode } from '@scriptorium/protocol';
import { PersistenceError } from '@scriptorium/persistence';

export interface JoinRefusal {
  readonly code: CloseCode;
  readonly reason: string;
  /** It is no one's wish: the log and the metrics should hear of it. */
  readonly isFailure: boolean;
}

/** Takes what a lease rejected with. Only a tombstone is final: anything else may be over in a moment. */
export function joinRefusalOf(error: unknown): JoinRefusal {
  const code = error instanceof PersistenceError ? error.code : null;
  if (code === 'document-deleted') return { code: CloseCode.notFound, reason: 'This document was deleted.', isFailure: false };
  if (code === 'closed') return { code: CloseCode.restart, reason: 'The server restarts; your page reconnects by itself.', isFailure: false };
  return {
    code: CloseCode.storeUnavailable,
    reason: 'The document can not be opened now; your edits are kept, and the page tries again.',
    isFailure: true,
  };
}
