/** Why a file could not be read or written. */

export type ConversionErrorCode =
  /** It is not what it is said to be, or is damaged. */
  | 'unreadable'
  /** It takes more time or memory than it may. */
  | 'too-much'
  /** Too many are waiting, or the server stops. */
  | 'busy';

export class ConversionError extends Error {
  override readonly name = 'ConversionError';
  readonly code: ConversionErrorCode;

  constructor(code: ConversionErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
