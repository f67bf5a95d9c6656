/** The one error of this folder: somebody may not come in, or may not do what they ask. */

export type AuthErrorCode =
  /** Nobody knows who this is: 401, close code 4401. */
  | 'unauthenticated'
  /** Known, and not allowed: 403, close code 4403. */
  | 'forbidden'
  /** The server itself would be open to a network without having been told to: it does not start. */
  | 'open-to-network';

/** `message` is one sentence that may be shown to the peer; it holds no token. */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
