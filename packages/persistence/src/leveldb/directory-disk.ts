/** The disk that is a directory: where the files lie, and what their errors mean. [S20] */
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PersistenceError } from '../persistence-error.ts';
import { type Database, isCorruption, openLevelDatabase } from './database.ts';
import type { DatabasePresence, Disk } from './disk.ts';
import { writeBufferBytes } from './ring-window.ts';
import { findDamagedTables } from './table-index.ts';

export class DirectoryDisk implements Disk {
  readonly name: string;
  readonly #directory: string;

  /** `shownAs`: what messages call it, where it is a copy of another directory. */
  constructor(directory: string, { shownAs = directory }: { readonly shownAs?: string } = {}) {
    this.name = resolve(shownAs);
    this.#directory = resolve(directory);
  }

  async inspect(): Promise<DatabasePresence> {
    const files = await this.#try('read', () => readdir(this.#path('store'))).catch(absentIsNull);
    if (files === null || files.every((file) => file === 'LOCK' || file.startsWith('LOG'))) return 'absent';
    return files.includes('CURRENT') ? 'present' : 'headless';
  }

  async findDamagedTables(): Promise<readonly string[]> {
    return (await this.#try('read', () => findDamagedTables(this.#path('store'))).catch(absentIsNull)) ?? [];
  }

  async openDatabase({ create }: { readonly create: boolean }): Promise<Database> {
    const database = await this.#openLevel(create);
    try {
      // LevelDB renames CURRENT and does not sync the directory: an older CURRENT would not know what opening made of an old log. [S56]
      await this.#try('write', () => syncDirectory(this.#path('store')));
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async readSentinel(): Promise<string | null> {
    return this.#try('read', () => readFile(this.#path('sentinel'), 'latin1')).catch(absentIsNull);
  }

  /** [S40] */
  async writeSentinel(text: string): Promise<void> {
    await this.#try('write', async () => {
      await makeDirectory(this.#directory);
      await writeSynced(this.#path('sentinel.new'), Buffer.from(text, 'latin1'));
      await rename(this.#path('sentinel.new'), this.#path('sentinel'));
      await syncDirectory(this.#directory);
    });
  }

  async probe(bytes: number): Promise<void> {
    const path = this.#path('probe');
    await this.#try('write', async () => {
      try {
        await writeSynced(path, Buffer.alloc(bytes));
      } finally {
        await rm(path, { force: true });
      }
    });
  }

  async isLossAccepted(): Promise<boolean> {
    return (await this.#try('read', () => readFile(this.#path('accept-loss'))).catch(absentIsNull)) !== null;
  }

  async forgetAcceptance(): Promise<void> {
    await this.#try('write', () => rm(this.#path('accept-loss'), { force: true }));
  }

  async #openLevel(create: boolean): Promise<Database> {
    try {
      return await openLevelDatabase({ directory: this.#path('store'), create, writeBufferBytes });
    } catch (cause) {
      throw this.#openError(cause);
    }
  }

  #path(file: string): string {
    return join(this.#directory, file);
  }

  async #try<T>(verb: 'read' | 'write', run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      throw new PersistenceError(
        'unwritable',
        `The data directory ${this.name} can't be ${verb === 'read' ? 'read' : 'written'} (${messageOf(cause)}); ` +
          'check that it is a directory, its permissions and its free space.',
        { cause },
      );
    }
  }

  #openError(cause: unknown): PersistenceError {
    const message = messageOf(cause);
    const store = join(this.name, 'store');
    if (message.startsWith('IO error: lock ')) {
      return new PersistenceError(
        'locked',
        `Another process has the data directory ${this.name} open; stop it, or choose another directory.`,
        { cause },
      );
    }
    if (/missing files|does not exist|No such file/u.test(message)) {
      return new PersistenceError(
        'missing',
        `Parts of the database in ${store} are missing (${message}); restore the data directory from a backup.`,
        { cause },
      );
    }
    if (isCorruption(cause)) {
      return new PersistenceError(
        'corrupt',
        `The database in ${store} is damaged (${message}); restore the data directory from a backup.`,
        { cause },
      );
    }
    return new PersistenceError(
      'unwritable',
      `The database in ${store} can't be opened (${message}); check its permissions and its free space.`,
      { cause },
    );
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function absentIsNull(error: unknown): null {
  if (error instanceof PersistenceError && isAbsent(error.cause)) return null;
  throw error;
}

function isAbsent(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT';
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/**
 * Like `mkdir` with `recursive`, which never ends where a folder can't be made in one that is there, such as /proc.
 * What is made is synced into its parent: a power cut must not take the whole directory.
 */
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (!isAbsent(error) || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await mkdir(path);
  }
  await syncDirectory(dirname(path));
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : null;
}
