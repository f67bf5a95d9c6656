/** What of each document is on the simulated disk, read from the records as docs/storage.md lays them out. [S21–S24] */
import type { Batch } from './disk-values.ts';
import { UpdateContent } from './update-content.ts';

const documentSpace = 0x64;
const kinds = { snapshot: 1, update: 2 };
/** Version and sequence before the payload, and a CRC-32 behind it. */
const headBytes = 7;
const tailBytes = 4;

export class DurableContent {
  readonly #documents = new Map<string, UpdateContent>();

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
      if (kind !== kinds.update && kind !== kinds.snapshot) continue;
      const documentId = new TextDecoder().decode(key.subarray(1, end));
      this.of(documentId).add(kind === kinds.update ? payload : firstPartOf(payload));
    }
  }
}

/** A snapshot's parts have their length before them; the first is the update. */
function firstPartOf(payload: Uint8Array): Uint8Array {
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  return payload.subarray(4, 4 + length);
}
