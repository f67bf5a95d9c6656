/** How files lie in the namespace: chunks, what is known of each file, and which document refers to it. [F1] */

const kinds = { chunk: 0x63, file: 0x66, reference: 0x72, upload: 0x75 } as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Small, so that a large file goes to disk among the writes of others and not before them. */
export const chunkBytes: number = 256 * 1024;

/** What is known of a file. Its id is the SHA-256 of its bytes in base64url. */
export interface FileRecord {
  /** Names its chunks. */
  readonly blob: string;
  readonly bytes: number;
  readonly type: string;
  /** Since when no document refers to it; null while one does. Milliseconds since the epoch. */
  readonly unusedSince: number | null;
}

export interface ReferenceRecord {
  readonly name: string;
  /** Since when the document's text has not held it; null while it does. */
  readonly unusedSince: number | null;
}

export const fileIdPattern: RegExp = /^[A-Za-z0-9_-]{43}$/;

export function chunkKey(blob: string, index: number): Uint8Array {
  const key = keyOf(kinds.chunk, `${blob}\u0000....`);
  new DataView(key.buffer).setUint32(key.byteLength - 4, index);
  return key;
}

export const fileKey = (fileId: string): Uint8Array => keyOf(kinds.file, fileId);
export const referenceKey = (fileId: string, documentId: string): Uint8Array => keyOf(kinds.reference, `${fileId}\u0000${documentId}`);
/** An upload that is under way, so that the next start finds what a crash has left of it. */
export const uploadKey = (blob: string): Uint8Array => keyOf(kinds.upload, blob);

export function rangeOf(kind: Exclude<keyof typeof kinds, 'chunk'>): { readonly from: Uint8Array; readonly to: Uint8Array } {
  return { from: Uint8Array.of(kinds[kind]), to: Uint8Array.of(kinds[kind] + 1) };
}

/** All chunks of a blob. */
export function chunkKeys(blob: string, bytes: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes / chunkBytes) }, (_, index) => chunkKey(blob, index));
}

export function nameOfKey(key: Uint8Array): string {
  return decoder.decode(key.subarray(1));
}

export function readReferenceKey(key: Uint8Array): { readonly fileId: string; readonly documentId: string } {
  const [fileId = '', documentId = ''] = nameOfKey(key).split('\u0000');
  return { fileId, documentId };
}

export function encodeRecord(record: FileRecord | ReferenceRecord): Uint8Array {
  return encoder.encode(JSON.stringify(record));
}

/** The store has checked that it is as it was written. */
export function decodeFile(value: Uint8Array): FileRecord {
  return JSON.parse(decoder.decode(value)) as FileRecord;
}

export function decodeReference(value: Uint8Array): ReferenceRecord {
  return JSON.parse(decoder.decode(value)) as ReferenceRecord;
}

/** Since when no document has held it; null while one does. */
export function unusedSince({ file, references }: { readonly file: FileRecord; readonly references: ReadonlyMap<string, ReferenceRecord> }): number | null {
  let latest = file.unusedSince ?? 0;
  for (const reference of references.values()) {
    if (reference.unusedSince === null) return null;
    latest = Math.max(latest, reference.unusedSince);
  }
  return references.size === 0 && file.unusedSince === null ? null : latest;
}

function keyOf(kind: number, name: string): Uint8Array<ArrayBuffer> {
  const body = encoder.encode(name);
  const key = new Uint8Array(1 + body.byteLength);
  key[0] = kind;
  key.set(body, 1);
  return key;
}
