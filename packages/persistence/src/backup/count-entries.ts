/** Counts what goes into a backup or comes out of it, by the records' own keys and checks. */
import type { Entry } from '../leveldb/database.ts';
import { decodeMeta } from '../leveldb/document-records.ts';
import { placeOf, readDocumentKey } from '../leveldb/keys.ts';
import { readRecord } from '../leveldb/record.ts';
import type { BackupCounts } from './backup-format.ts';

/** In the order of the keys. */
export class EntryCount {
  #records = 0;
  #documents = 0;
  #tombstones = 0;
  #namespaceValues = 0;
  #bytes = 0;
  #damagedRecords = 0;
  #lastDocument: string | null = null;

  /** False where the record belongs to this one database alone, as its commit ring does: no backup holds it. [S61] */
  isKept({ key }: Entry): boolean {
    const { kind } = placeOf(key);
    return kind !== 'format' && kind !== 'ring';
  }

  /** Whether the record passes its own check. */
  take({ key, value }: Entry): boolean {
    const record = readRecord(key, value);
    this.#records++;
    this.#bytes += key.byteLength + value.byteLength;
    if (record === null) this.#damagedRecords++;
    const place = placeOf(key);
    if (place.kind === 'namespace') this.#namespaceValues++;
    if (place.kind === 'document' && place.documentId !== this.#lastDocument) {
      this.#lastDocument = place.documentId;
      const meta = record !== null && readDocumentKey(key).kind === 'meta' ? decodeMeta(record.payload) : null;
      if (meta !== null && meta.deletedAt !== null && !meta.isTrashed) this.#tombstones++;
      else if (place.documentId !== null) this.#documents++;
    }
    return record !== null;
  }

  get counts(): BackupCounts {
    return {
      records: this.#records,
      documents: this.#documents,
      tombstones: this.#tombstones,
      namespaceValues: this.#namespaceValues,
      bytes: this.#bytes,
      damagedRecords: this.#damagedRecords,
    };
  }
}
