/** Writes a backup out of one snapshot: header, records, counts, SHA-256. [S61–S63] */
import { createHash } from 'node:crypto';
import { placeOf } from '../leveldb/keys.ts';
import type { StoreSnapshot } from '../leveldb/store-snapshot.ts';
import { type BackupCounts, encodeCounts, encodeHeader } from './backup-format.ts';
import { EntryCount } from './count-entries.ts';
import { encodeEntry, endMark } from './entry-codec.ts';

export interface WriteBackupOptions {
  readonly snapshot: StoreSnapshot;
  readonly createdAt: number;
  /** Takes the bytes of the file in order; the bytes are its own. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** After each batch of records. */
  readonly onProgress?: (counts: BackupCounts) => void;
  /** For each record that fails its own check; null where its key names no document. */
  readonly onDamaged?: (documentId: string | null) => void;
  readonly signal?: AbortSignal;
}

/** Records that fail their own check go in as they are: nothing is lost by a backup. Rejects like `StoreSnapshot.next`. */
export async function writeBackup(options: WriteBackupOptions): Promise<BackupCounts> {
  const { snapshot, onProgress, onDamaged, signal } = options;
  const file = new Chunks(options.write);
  const count = new EntryCount();
  await file.add(encodeHeader({ createdAt: options.createdAt }));
  for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next()) {
    signal?.throwIfAborted();
    for (const entry of batch) {
      if (!count.isKept(entry)) continue;
      if (!count.take(entry)) onDamaged?.(documentOf(entry.key));
      for (const piece of encodeEntry(entry)) await file.add(piece);
    }
    onProgress?.(count.counts);
  }
  signal?.throwIfAborted();
  await file.add(Buffer.of(endMark));
  await file.add(encodeCounts(count.counts));
  await file.end();
  return count.counts;
}

const chunkBytes = 256 * 1024;

/** Gathers small pieces into writes worth their call. */
class Chunks {
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  readonly #hash = createHash('sha256');
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  constructor(write: (bytes: Uint8Array) => Promise<void>) {
    this.#write = write;
  }

  /** Waits only when a chunk is full. */
  async add(piece: Uint8Array): Promise<void> {
    this.#hash.update(piece);
    this.#pieces.push(piece);
    this.#bytes += piece.byteLength;
    if (this.#bytes >= chunkBytes) await this.#flush();
  }

  async end(): Promise<void> {
    this.#pieces.push(this.#hash.digest());
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const chunk = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    await this.#write(chunk);
  }
}

function documentOf(key: Uint8Array): string | null {
  const place = placeOf(key);
  return place.kind === 'document' ? place.documentId : null;
}
