/** The bytes of a text that is kept: whole, or as a head that tells which parts make it up. [D1] */
import { createHash } from 'node:crypto';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface TextRecord {
  /** `updatedAt` of the document that the text was read of; 0 where it may have changed since. */
  readonly mark: number;
  readonly text: string;
}

export interface TextHead {
  readonly count: number;
  /** SHA-256 of all parts: with those of an earlier text among them it is another. */
  readonly check: Uint8Array;
}

const markBytes = 8;
/** Where a whole text has its mark, which is a time. */
const headMark = -1;
const checkBytes = 32;
const headBytes = markBytes + 4 + checkBytes;
const unknown = new Uint8Array();

export function encodeText({ mark, text }: TextRecord): Uint8Array {
  const body = encoder.encode(text);
  const value = new Uint8Array(markBytes + body.byteLength);
  new DataView(value.buffer).setFloat64(0, mark);
  value.set(body, markBytes);
  return value;
}

/** Of bytes that hold no text, an empty one that counts as changed since. */
export function decodeText(value: Uint8Array): TextRecord {
  if (value.byteLength < markBytes) return { mark: 0, text: '' };
  return { mark: viewOf(value).getFloat64(0), text: decoder.decode(value.subarray(markBytes)) };
}

export function encodeTextHead({ count, check }: TextHead): Uint8Array {
  const value = new Uint8Array(headBytes);
  const view = viewOf(value);
  view.setFloat64(0, headMark);
  view.setUint32(markBytes, count);
  value.set(check, markBytes + 4);
  return value;
}

/** Null for a text that is whole. */
export function decodeTextHead(value: Uint8Array): TextHead | null {
  if (value.byteLength !== headBytes) return null;
  const view = viewOf(value);
  if (view.getFloat64(0) !== headMark) return null;
  return { count: view.getUint32(markBytes), check: value.subarray(markBytes + 4) };
}

export function partsCheck(value: Uint8Array): Uint8Array {
  return createHash('sha256').update(value).digest();
}

/** Empty where they are not the parts that the head names. */
export function joinParts(parts: readonly Uint8Array[], { count, check }: TextHead): Uint8Array {
  const value = Buffer.concat(parts);
  return parts.length === count && partsCheck(value).every((byte, index) => byte === check[index]) ? value : unknown;
}

function viewOf(value: Uint8Array): DataView {
  return new DataView(value.buffer, value.byteOffset, value.byteLength);
}
