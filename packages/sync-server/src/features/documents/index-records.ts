/** The keys of what the feature keeps in its namespace: texts to search and their parts, marks of templates, stars. [D1] */

const kinds = { text: 0x74, part: 0x70, template: 0x6d, star: 0x73 } as const;
const indexBytes = 4;
const indexMax = 0xffff_ffff;
export type RecordKind = keyof typeof kinds;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Of a document; a star has the user's name before it. */
export function recordKey(kind: Exclude<RecordKind, 'star' | 'part'>, documentId: string): Uint8Array {
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

/** Of one part of a long text. */
export function partKey(documentId: string, index: number): Uint8Array {
  const name = partsPrefix(documentId);
  const key = new Uint8Array(name.byteLength + indexBytes);
  key.set(name);
  new DataView(key.buffer).setUint32(name.byteLength, index);
  return key;
}

/** Of one document, from one of its parts on. */
export function partsFrom(documentId: string, index: number): { readonly from: Uint8Array; readonly to: Uint8Array } {
  return { from: partKey(documentId, index), to: partKey(documentId, indexMax) };
}

/** No document's name holds a control character. */
function partsPrefix(documentId: string): Uint8Array {
  return bytesOf(kinds.part, `${documentId}\u0000`);
}

function bytesOf(kind: number, name: string): Uint8Array {
  const body = encoder.encode(name);
  const key = new Uint8Array(1 + body.byteLength);
  key[0] = kind;
  key.set(body, 1);
  return key;
}
