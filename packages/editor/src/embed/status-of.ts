/** A session's status as the embedding page is told it. Pure. */
import type { StatusSnapshot } from '../sync/status-store.ts';
import type { DocumentReason, DocumentState, DocumentStatus } from './document-status.ts';

export function statusOf({ status, stop, isWritable, hasContent }: StatusSnapshot): DocumentStatus {
  const told = { message: stop?.message ?? '', isReady: hasContent, isWritable: hasContent && isWritable };
  const is = (state: DocumentState, reason: DocumentReason | null = null, hasUnsaved = false): DocumentStatus => ({ state, reason, hasUnsaved, ...told });
  if (stop !== null) return is('ended', stop.reason, status.kind === 'not-saved');
  switch (status.kind) {
    case 'connecting':
      return is('opening');
    case 'unavailable':
      return is('unavailable');
    case 'offline':
      return is('offline', null, status.changes !== 'none');
    case 'reconnecting':
      return is('reconnecting');
    case 'pending':
    case 'saving':
      return is('saving', null, true);
    case 'saved':
      return is('saved');
    case 'not-saved':
      return is('not-saved', status.reason, true);
    case 'read-only':
      return is('read-only', status.reason);
  }
}
