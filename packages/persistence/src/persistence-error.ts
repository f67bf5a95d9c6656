/** The one error of this package. The codes are what callers branch on. */

export type PersistenceErrorCode =
  /** Another process has the data directory open. */
  | 'locked'
  /** The data directory can't be created, read or written. */
  | 'unwritable'
  /** The database was here before and is gone, or parts of it are. */
  | 'missing'
  /** The database holds less than the sentinel beside it promises. */
  | 'behind-sentinel'
  /** The database can't be opened, or a commit is missing from it. */
  | 'corrupt'
  /** It was written by a newer version of this software. */
  | 'newer-format'
  /** One document has a record that fails its check; the others are not touched. */
  | 'document-damaged'
  /** The document was deleted; its tombstone stays. */
  | 'document-deleted'
  /** The store was closed, or is closing. */
  | 'closed'
  /** A key or a value is above its limit. */
  | 'too-large';

/** `message` is one sentence: what, which, and what to do. `cause` is the error underneath. */
export class PersistenceError extends Error {
  override readonly name = 'PersistenceError';
  readonly code: PersistenceErrorCode;

  constructor(code: PersistenceErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
