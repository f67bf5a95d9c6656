/** What keeps a command of an operator from its work. */

export type AdminErrorCode =
  /** There is no database in the directory. */
  | 'no-database'
  /** The server that has the directory open can't be asked. */
  | 'unreachable'
  /** The server ended, or said no. */
  | 'refused'
  /** A file or a directory stands where one would be made. */
  | 'in-the-way'
  /** A file can't be read or written. */
  | 'file';

/** `message` is one sentence: what, which, and what to do. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly code: AdminErrorCode;

  constructor(code: AdminErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
