/** What can still be read of a database that can't be opened as one: for a backup, out of which a new one is made. [S47] */
import { PersistenceError } from '../persistence-error.ts';
import { asReadError } from './commit-log.ts';
import { DirectoryDisk } from './directory-disk.ts';
import { everything } from './keys.ts';
import { type StoreSnapshot, snapshotOver } from './store-snapshot.ts';

export interface Remains {
  snapshot(): StoreSnapshot;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Asks neither ring nor sentinel nor format. Rejects with `PersistenceError` where LevelDB itself can't open it, or where there is none. */
export async function openRemains({ directory }: { readonly directory: string }): Promise<Remains> {
  const disk = new DirectoryDisk(directory);
  if ((await disk.inspect()) !== 'present') throw new PersistenceError('missing', `There is no database in ${disk.name}.`);
  const database = await disk.openDatabase({ create: false });
  return {
    snapshot: () => snapshotOver(database.scan(everything), (error) => asReadError(disk.name, error)),
    close: () => database.close(),
  };
}
