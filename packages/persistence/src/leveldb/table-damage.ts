/** Says which tables of a database can't be believed, before it is used. [S57] */
import { PersistenceError } from '../persistence-error.ts';
import type { Disk } from './disk.ts';

/** What is wrong with the tables of the database that was just opened; null where nothing is. [S57] */
export async function findTableDamage(disk: Disk): Promise<PersistenceError | null> {
  const names = await disk.findDamagedTables();
  if (names.length === 0) return null;
  return new PersistenceError(
    'corrupt',
    `The database in ${disk.name} has damaged files (${names.join(', ')}), so whether it is whole can't be known; ` +
      'restore the data directory from a backup, or create the file accept-loss in it to go on with what is left.',
  );
}
