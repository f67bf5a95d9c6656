/** Decides whether bytes are JSON that a client can parse and write again, without parsing them into objects. */
import { malformed } from '@scriptorium/protocol';
import type { ByteCursor } from './byte-cursor.ts';

const CODE = {
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  zero: 0x30,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

const LITERALS: readonly string[] = ['true', 'false', 'null'];
const ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

/** Skips a `varString` that must hold JSON (RFC 8259) nested at most `nestingMax` deep. `orUndefined`: see `ContentJSON`. */
export function skipJson(cursor: ByteCursor, nestingMax: number, orUndefined = false): void {
  const start = cursor.position;
  cursor.skipString();
  const end = cursor.position;
  cursor.position = start;
  const length = cursor.varUint();
  const text = new JsonText(cursor.bytes, end - length, end, nestingMax);
  cursor.position = end;
  if (orUndefined && length === 9 && text.literal('undefined')) return;
  if (!text.whole()) throw malformed('a value in the update is not JSON');
}

/** A recursive descent over valid UTF-8; `nestingMax` bounds the recursion. */
class JsonText {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #nestingMax: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number, nestingMax: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    this.#nestingMax = nestingMax;
  }

  whole(): boolean {
    if (!this.#value(0)) return false;
    this.#space();
    return this.#at === this.#end;
  }

  literal(word: string): boolean {
    for (let index = 0; index < word.length; index++) {
      if (this.#peek(index) !== word.charCodeAt(index)) return false;
    }
    this.#at += word.length;
    return true;
  }

  #value(depth: number): boolean {
    this.#space();
    switch (this.#peek()) {
      case CODE.openBrace:
        return this.#list(depth + 1, CODE.closeBrace);
      case CODE.openBracket:
        return this.#list(depth + 1, CODE.closeBracket);
      case CODE.quote:
        return this.#string();
      default:
        return this.#number() || LITERALS.some((word) => this.literal(word));
    }
  }

  #list(depth: number, close: number): boolean {
    if (depth > this.#nestingMax) throw malformed(`a value in the update is nested deeper than ${this.#nestingMax}`);
    this.#at++;
    this.#space();
    if (this.#take(close)) return true;
    do {
      if (close === CODE.closeBrace && !this.#key()) return false;
      if (!this.#value(depth)) return false;
      this.#space();
    } while (this.#take(CODE.comma));
    return this.#take(close);
  }

  #key(): boolean {
    this.#space();
    if (this.#peek() !== CODE.quote || !this.#string()) return false;
    this.#space();
    return this.#take(CODE.colon);
  }

  #string(): boolean {
    this.#at++;
    while (this.#at < this.#end) {
      const byte = this.#peek();
      this.#at++;
      if (byte === CODE.quote) return true;
      if (byte < 0x20) return false;
      if (byte === CODE.backslash && !this.#escape()) return false;
    }
    return false;
  }

  #escape(): boolean {
    const byte = this.#peek();
    this.#at++;
    if (ESCAPES.has(byte)) return true;
    if (byte !== 0x75) return false;
    for (let index = 0; index < 4; index++) {
      if (!isHexDigit(this.#peek())) return false;
      this.#at++;
    }
    return true;
  }

  #number(): boolean {
    const start = this.#at;
    this.#take(CODE.minus);
    const valid = (this.#take(CODE.zero) || this.#digits()) && this.#fraction() && this.#exponent();
    if (!valid) this.#at = start;
    return valid;
  }

  #fraction(): boolean {
    return !this.#take(CODE.dot) || this.#digits();
  }

  #exponent(): boolean {
    if ((this.#peek() | 0x20) !== 0x65) return true;
    this.#at++;
    if (this.#peek() === 0x2b || this.#peek() === CODE.minus) this.#at++;
    return this.#digits();
  }

  #digits(): boolean {
    const start = this.#at;
    while (this.#peek() >= 0x30 && this.#peek() <= 0x39) this.#at++;
    return this.#at > start;
  }

  #space(): void {
    while (this.#peek() === 0x20 || this.#peek() === 0x0a || this.#peek() === 0x0d || this.#peek() === 0x09) this.#at++;
  }

  #take(code: number): boolean {
    if (this.#peek() !== code) return false;
    this.#at++;
    return true;
  }

  /** -1 past the end. */
  #peek(ahead = 0): number {
    const at = this.#at + ahead;
    return at < this.#end ? (this.#bytes[at] ?? -1) : -1;
  }
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}
