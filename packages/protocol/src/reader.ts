/** A bounds-checked reader of lib0's primitives over untrusted bytes. Every fault is a `ProtocolError`. */
import { ProtocolError } from './protocol-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Reader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** An unsigned LEB128 number of at most 53 bits. */
  varUint(what: string): number {
    let value = 0;
    let factor = 1;
    for (let read = 0; read < 8; read++) {
      const byte = this.#bytes[this.#position];
      if (byte === undefined) throw malformed(`${what} is cut off`);
      this.#position++;
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) break;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw malformed(`${what} is above 2^53 - 1`);
  }

  /** A view of the next length-prefixed bytes; it aliases the input. */
  varUint8Array(what: string): Uint8Array {
    const length = this.varUint(`the length of ${what}`);
    const end = this.#position + length;
    if (end > this.#bytes.byteLength) throw malformed(`${what} is cut off`);
    const view = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return view;
  }

  varString(what: string): string {
    return decodeUtf8(this.varUint8Array(what), what);
  }

  /** Ends the read: trailing bytes are an error. */
  end(what: string): void {
    const rest = this.#bytes.byteLength - this.#position;
    if (rest > 0) throw malformed(`${rest} bytes follow ${what}`);
  }
}

export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ProtocolError('malformed', `Malformed message: ${what} is not UTF-8.`, { cause });
  }
}

export function malformed(what: string): ProtocolError {
  return new ProtocolError('malformed', `Malformed message: ${what}.`);
}
