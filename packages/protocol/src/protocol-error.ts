/** The one error of this package: bytes or a name from outside that the wire does not allow. */

/** `document-full`: nothing is wrong with it, but what it is for can take no more. */
export type ProtocolErrorCode = 'malformed' | 'too-large' | 'bad-name' | 'document-full';

/** Thrown by decoders. `message` is one sentence that may be shown to the peer; it holds no content. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
