/** The ways to open a level store: over a directory, or over any disk. */
import { DirectoryDisk } from './directory-disk.ts';
import type { Disk } from './disk.ts';
import { type LevelDocumentStore, LevelStore, type LevelStoreOptions } from './level-store.ts';
import { openChecked } from './opening.ts';

/** Opens the data directory, and creates it where neither database nor sentinel is there. Rejects with `PersistenceError`. */
export function openLevelStore(options: LevelStoreOptions & { readonly directory: string }): Promise<LevelDocumentStore> {
  return openLevelStoreOn(new DirectoryDisk(options.directory), options);
}

/** The same over any disk, for simulations and fault tests. */
export async function openLevelStoreOn(disk: Disk, options: LevelStoreOptions = {}): Promise<LevelDocumentStore> {
  const opened = await openChecked(disk, { onWarning: options.onWarning ?? (() => {}) });
  return new LevelStore(disk, opened, options);
}
