/** What a level store needs of a disk; a simulation or a fault test may stand in for it. */
import type { Database } from './database.ts';

/** `headless`: LevelDB's files are there, but not CURRENT, without which LevelDB would start an empty database. */
export type DatabasePresence = 'absent' | 'present' | 'headless';

export interface Disk {
  /** For messages: where it is. */
  readonly name: string;
  inspect(): Promise<DatabasePresence>;
  /** Names of files that LevelDB would misread without a word. Called when it is open: until then there may be unfinished ones. [S57] */
  findDamagedTables(): Promise<readonly string[]>;
  /** Rejects with `PersistenceError`: `locked`, `missing`, `corrupt` or `unwritable`. */
  openDatabase(options: { readonly create: boolean }): Promise<Database>;
  /** Null where there is none. */
  readSentinel(): Promise<string | null>;
  /** Replaces it as a whole; resolves when it is on disk. */
  writeSentinel(text: string): Promise<void>;
  /** Resolves if so many bytes can be written and synced now. [S52] */
  probe(bytes: number): Promise<void>;
  /** Whether an operator put `accept-loss` there. [S47] */
  isLossAccepted(): Promise<boolean>;
  /** Removes `accept-loss`. */
  forgetAcceptance(): Promise<void>;
}
