/** Walks over lib0's primitives in untrusted bytes without making objects; every fault is a `ProtocolError`. */
import { malformed } from '@scriptorium/protocol';
import { utf16LengthOf } from './utf8.ts';

export class ByteCursor {
  readonly bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw malformed('the update is cut off');
    return byte;
  }

  /** LEB128, at most 53 bits in at most 8 bytes. */
  varUint(): number {
    let byte = this.byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let factor = 0x80;
    for (let read = 1; read < 8; read++) {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      factor *= 0x80;
    }
    throw malformed('a number in the update is above 2^53 - 1');
  }

  /** lib0's signed form: the first byte holds the sign and six bits. The value is checked, not given back. */
  skipVarInt(): void {
    const first = this.byte();
    if (first < 0x80) return;
    let value = first & 0x3f;
    let factor = 0x40;
    for (let read = 1; read < 8; read++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return;
      }
      factor *= 0x80;
    }
    throw malformed('a number in the update is above 2^53 - 1');
  }

  skip(length: number): void {
    this.position += length;
    if (this.position > this.bytes.byteLength) throw malformed('the update is cut off');
  }

  /** Skips a `varString` and gives its length in UTF-16 units. */
  skipString(): number {
    const length = this.varUint();
    const start = this.position;
    this.skip(length);
    const units = utf16LengthOf(this.bytes, start, this.position);
    if (units < 0) throw malformed('a string in the update is not UTF-8');
    return units;
  }
}
