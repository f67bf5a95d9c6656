/** Makes a new database out of records that were read elsewhere, with a ring and a sentinel of its own. [S64] */
import type { CommitMark } from './commit-ring.ts';
import { ringRecord } from './commit-ring.ts';
import type { Database, Entry } from './database.ts';
import type { Disk } from './disk.ts';
import { formatRecord } from './format-record.ts';
import { openChecked } from './opening.ts';
import { encodeSentinel } from './sentinel.ts';

export interface BuildOptions {
  readonly disk: Disk;
  /** Batches of records, each to be written as it is. */
  readonly records: AsyncIterable<readonly Entry[]>;
  /** 32 hexadecimal digits that no other history has; asked when the records have come to their end. */
  readonly history: () => string;
  readonly signal?: AbortSignal;
}

/**
 * The disk must be empty. Resolves when everything is synced and has been opened once as a server would.
 * Rejects with what `records` or the disk says; what is there then is no database: it has no sentinel.
 */
export async function buildDatabase({ disk, records, history, signal }: BuildOptions): Promise<void> {
  const database = await disk.openDatabase({ create: true });
  let mark: CommitMark;
  try {
    for await (const batch of records) {
      signal?.throwIfAborted();
      await database.batch(batch, { sync: false });
    }
    signal?.throwIfAborted();
    mark = { number: 0, hash: history() };
    // The last batch: a database without it is not opened. [S46]
    await database.batch([formatRecord(mark.number), ringRecord(mark)], { sync: true });
  } finally {
    await database.close();
  }
  await emptyLog(disk);
  await disk.writeSentinel(encodeSentinel(mark));
  const opened = await openChecked(disk, { onWarning: () => {} });
  await opened.database.close();
}

/** Opening moves what is in LevelDB's log into tables: damage to a log goes unseen, and the ring says nothing of these records. [S25] */
async function emptyLog(disk: Disk): Promise<void> {
  const database: Database = await disk.openDatabase({ create: false });
  await database.close();
}
