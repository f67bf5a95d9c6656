/** The second door, for code that has nothing to do without a yes. */
import { AuthError } from './auth-error.ts';
import type { Action, Authorize } from './authorize.ts';
import type { Identity } from './identity.ts';

/** Throws `AuthError` `forbidden`, with the reason of the table, where that says no. */
export function requireAllowed(
  authorize: Authorize,
): (identity: Identity, documentId: string | null, action: Action) => void {
  return (identity, documentId, action) => {
    const decision = authorize(identity, documentId, action);
    if (!decision.allowed) throw new AuthError('forbidden', decision.reason);
  };
}
