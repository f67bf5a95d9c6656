/** Snapshots and backups in memory, for tests. */
import { readBackup, type BackupSummary } from '../backup/read-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import type { Entry } from '../leveldb/database.ts';
import type { LevelDocumentStore } from '../leveldb/level-store.ts';
import type { StoreSnapshot } from '../leveldb/store-snapshot.ts';

export async function entriesOf(snapshot: StoreSnapshot): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let batch = await snapshot.next(); batch.length > 0; batch = await snapshot.next()) entries.push(...batch);
  await snapshot.close();
  return entries;
}

export function snapshotOf(entries: readonly Entry[]): StoreSnapshot {
  const rest = [...entries];
  return { next: async () => rest.splice(0, 3), hasUnreadable: false, close: async () => {} };
}

export async function backupOf(store: LevelDocumentStore, createdAt = 0): Promise<Buffer> {
  const snapshot = await store.openSnapshot();
  const chunks: Uint8Array[] = [];
  await writeBackup({ snapshot, createdAt, write: async (chunk) => void chunks.push(chunk) });
  await snapshot.close();
  return Buffer.concat(chunks);
}

/** In chunks of so many bytes. */
export async function* chunked(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export async function readWhole(bytes: Uint8Array, chunk = 7): Promise<{ entries: Entry[]; summary: BackupSummary }> {
  const reading = readBackup({ source: chunked(bytes, chunk), where: 'notes.bak' });
  const entries: Entry[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { entries, summary: step.value };
    entries.push(...step.value);
  }
}

/** What of a database is the documents' and the namespaces'. */
export function kept(entries: readonly Entry[]): string[] {
  const own = entries.filter(({ key }) => key[0] !== 'f'.charCodeAt(0) && key[0] !== 'r'.charCodeAt(0));
  return own.map(({ key, value }) => `${Buffer.from(key).toString('hex')} ${Buffer.from(value).toString('hex')}`);
}
