/** The one error of embedding: what the embedding page gave can't be used. The message says what, which, and what to give instead. */

export type EditorErrorCode = 'url' | 'document' | 'token';

export class EditorError extends Error {
  override readonly name = 'EditorError';
  readonly code: EditorErrorCode;

  constructor(code: EditorErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
