/** Why a session ended, from the code that its socket was closed with. */
import { CloseCode } from '@scriptorium/protocol';
import type { StopReason } from './save-status.ts';

export function stopReasonOf(code: number): StopReason {
  switch (code) {
    case CloseCode.malformed:
      return 'malformed';
    case CloseCode.unauthenticated:
      return 'unauthenticated';
    case CloseCode.forbidden:
      return 'forbidden';
    case CloseCode.notFound:
      return 'deleted';
    case CloseCode.schemaTooOld:
      return 'schema';
    case CloseCode.tooLarge:
      return 'size';
    default:
      return 'refused';
  }
}
