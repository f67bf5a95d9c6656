/** What of each document is on the simulated disk, read from the records as docs/storage.md lays them out. [S21–S24] */
import { type Batch, textOf } from './disk-values.ts';
import { UpdateContent } from './update-content.ts';

const documentSpace = 0x64;
const kinds = { snapshot: 1, update: 2 };
/** Version and sequence before the payload, and a CRC-32 behind it. */
const headBytes = 7;
const tailBytes = 4;

/** In place of the length of the first part: the snapshot lies in pieces. */
const headMark = 0xffff_ffff;

export class DurableContent {
  readonly #documents = new Map<string, UpdateContent>();
  /** By the key of a snapshot and its generation, in Latin-1: the payloads by number. */
  readonly #pieces = new Map<string, Uint8Array[]>();

  of(documentId: string): UpdateContent {
    let content = this.#documents.get(documentId);
    if (content === undefined) this.#documents.set(documentId, (content = new UpdateContent()));
    return content;
  }

  /** Only ever grows: whether a compaction loses anything is seen where the documents are read back. */
  add(batch: Batch): void {
    for (const { key, value } of batch) {
      const end = key.indexOf(0);
      if (key[0] !== documentSpace || end === -1 || value === null) continue;
      const payload = value.subarray(headBytes, value.byteLength - tailBytes);
      const kind = key[end + 1];
      const isPiece = kind === kinds.snapshot && key.byteLength > end + 2;
      if (isPiece) this.#keepPiece(key, payload);
      if (isPiece || (kind !== kinds.update && kind !== kinds.snapshot)) continue;
      const documentId = new TextDecoder().decode(key.subarray(1, end));
      this.of(documentId).add(kind === kinds.update ? payload : firstPartOf(this.#wholeOf(key, payload)));
    }
  }

  /** The key of a snapshot, then generation u48 and number u32. */
  #keepPiece(key: Uint8Array, payload: Uint8Array): void {
    const name = textOf(key.subarray(0, -4));
    const pieces = this.#pieces.get(name) ?? [];
    pieces[viewOf(key).getUint32(key.byteLength - 4)] = payload;
    this.#pieces.set(name, pieces);
  }

  /** Of a head the payload of its pieces. */
  #wholeOf(key: Uint8Array, payload: Uint8Array): Uint8Array {
    if (viewOf(payload).getUint32(0) !== headMark) return payload;
    const pieces = this.#pieces.get(textOf(key) + textOf(payload.subarray(4, 10))) ?? [];
    return Buffer.concat(pieces.slice(0, viewOf(payload).getUint32(10)));
  }
}

/** A snapshot's parts have their length before them; the first is the update. */
function firstPartOf(payload: Uint8Array): Uint8Array {
  const length = viewOf(payload).getUint32(0);
  return payload.subarray(4, 4 + length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
