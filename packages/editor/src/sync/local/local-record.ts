/** What the local database holds, and the checks on what comes out of it: another program, or a fault, may have written it. */

/** The unsent edits of one tab: those of its own structs from `clock` on, and deletions. */
export interface LocalMark {
  readonly clientId: number;
  readonly clock: number;
  /** The sequence of the tab's last record when the mark was written. */
  readonly last: number;
}

export interface LocalDocument {
  readonly id: string;
  readonly title: string;
  /** The highest schema version of a page that wrote here, or that the server told of. [L9] */
  readonly schemaVersion: number;
  readonly openedAt: number;
  readonly nextSequence: number;
  /** Records of the document, and the bytes of all but the first, which is the snapshot. */
  readonly count: number;
  readonly tailBytes: number;
  /** Tabs that have written what the server has not acked. [L7] */
  readonly marks: readonly LocalMark[];
  /** The server deleted the document: nothing of it is left but `unsentText`. [L11] */
  readonly isDeleted: boolean;
  readonly unsentText: string;
}

export interface LocalUpdate {
  readonly id: string;
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

export interface LocalAside {
  readonly id: string;
  readonly at: number;
  readonly reason: 'damaged' | 'refused';
  readonly records: readonly unknown[];
}

/** Every key of a document's updates. */
export function updatesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

export function makeUpdate(id: string, sequence: number, bytes: Uint8Array): LocalUpdate {
  return { id, sequence, bytes, checksum: crc32(bytes) };
}

/** The bytes of a record, or null where it is not as it was written. */
export function readUpdate(value: unknown): Uint8Array | null {
  if (typeof value !== 'object' || value === null || !('bytes' in value) || !('checksum' in value)) return null;
  const { bytes, checksum } = value;
  return bytes instanceof Uint8Array && checksum === crc32(bytes) ? bytes : null;
}

/** A record of a document, or null where it is none. */
export function readDocument(value: unknown): LocalDocument | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, title, schemaVersion, openedAt, nextSequence, count, tailBytes, marks, isDeleted, unsentText } = value as Partial<
    Record<keyof LocalDocument, unknown>
  >;
  const numbers = [schemaVersion, openedAt, nextSequence, count, tailBytes];
  const isSound =
    typeof id === 'string' && typeof title === 'string' && typeof unsentText === 'string' && typeof isDeleted === 'boolean' &&
    numbers.every((number) => typeof number === 'number' && number >= 0) && Array.isArray(marks) && marks.every(isMark);
  return isSound ? (value as LocalDocument) : null;
}

function isMark(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { clientId, clock, last } = value as Partial<Record<keyof LocalMark, unknown>>;
  return [clientId, clock, last].every((number) => typeof number === 'number');
}

/** CRC-32 as in zlib: finds every flipped bit that the browser's own storage let through. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable: Uint32Array = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
