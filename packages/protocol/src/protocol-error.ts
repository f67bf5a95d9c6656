/** The one error of this package: bytes or a name from outside that the wire does not allow. */

export type ProtocolErrorCode = 'malformed' | 'too-large' | 'bad-name';

/** Thrown by decoders. `message` is one sentence that may be shown to the peer; it holds no content. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
