/** What the feature keeps in its namespace: texts to search, marks of templates, stars. [D1] */

const kinds = { text: 0x74, template: 0x6d, star: 0x73 } as const;
export type RecordKind = keyof typeof kinds;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Of a document; a star has the user's name before it. */
export function recordKey(kind: Exclude<RecordKind, 'star'>, documentId: string): Uint8Array {
  return bytesOf(kinds[kind], documentId);
}

export function starKey(user: string, documentId: string): Uint8Array {
  // No name holds a control character.
  return bytesOf(kinds.star, `${user}\u0000${documentId}`);
}

export function documentIdOfKey(key: Uint8Array): string {
  return decoder.decode(key.subarray(1));
}

export function readStarKey(key: Uint8Array): { readonly user: string; readonly documentId: string } {
  const [user = '', documentId = ''] = decoder.decode(key.subarray(1)).split('\u0000');
  return { user, documentId };
}

export function rangeOf(kind: RecordKind, after?: Uint8Array): { readonly from: Uint8Array; readonly to: Uint8Array } {
  const from = after === undefined ? Uint8Array.of(kinds[kind]) : Uint8Array.from([...after, 0]);
  return { from, to: Uint8Array.of(kinds[kind] + 1) };
}

export interface TextRecord {
  /** `updatedAt` of the document that the text was read of; 0 where it may have changed since. */
  readonly mark: number;
  readonly text: string;
}

const markBytes = 8;

export function encodeText({ mark, text }: TextRecord): Uint8Array {
  const body = encoder.encode(text);
  const value = new Uint8Array(markBytes + body.byteLength);
  new DataView(value.buffer).setFloat64(0, mark);
  value.set(body, markBytes);
  return value;
}

export function decodeText(value: Uint8Array): TextRecord {
  if (value.byteLength < markBytes) return { mark: 0, text: '' };
  const mark = new DataView(value.buffer, value.byteOffset).getFloat64(0);
  return { mark, text: decoder.decode(value.subarray(markBytes)) };
}

function bytesOf(kind: number, name: string): Uint8Array {
  const body = encoder.encode(name);
  const key = new Uint8Array(1 + body.byteLength);
  key[0] = kind;
  key.set(body, 1);
  return key;
}
