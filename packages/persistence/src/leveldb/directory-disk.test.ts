/** What the directory's own syncs are for: each is seen, in its place, on a real disk. [S56] */
import type * as files from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { bytes, rejection } from '../testing/values.ts';
import { DirectoryDisk } from './directory-disk.ts';
import { openLevelStoreOn } from './open-level-store.ts';

const watched = vi.hoisted(() => ({ events: [] as string[], refuses: (_path: string): boolean => false }));

/** The real one; each sync is written down, and may be refused. */
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof files>();
  const open = async (path: string, flags?: string): Promise<files.FileHandle> => {
    const file = await real.open(path, flags);
    const sync = file.sync.bind(file);
    file.sync = async () => {
      if (watched.refuses(path)) throw new Error('EIO: i/o error, fsync');
      await sync();
      watched.events.push(`synced ${path}`);
    };
    return file;
  };
  return { ...real, open };
});

beforeEach(() => {
  watched.events.length = 0;
  watched.refuses = () => false;
});

/** Also writes down when the database is written to. */
function watchedDisk(directory: string): DirectoryDisk {
  const disk = new DirectoryDisk(directory);
  const openDatabase = disk.openDatabase.bind(disk);
  disk.openDatabase = async (options) => {
    const database = await openDatabase(options);
    const batch = database.batch.bind(database);
    database.batch = async (...given) => {
      watched.events.push('wrote');
      await batch(...given);
    };
    return database;
  };
  return disk;
}

it('[S56] the database\'s directory is synced after each opening, before anything is written to it', async () => {
  const directory = await temporaryDirectory();
  for (let opening = 0; opening < 2; opening += 1) {
    watched.events.length = 0;
    const store = await openLevelStoreOn(watchedDisk(directory));
    await store.append('doc', bytes('a'));
    await store.close();
    const synced = watched.events.indexOf(`synced ${join(directory, 'store')}`);
    expect(synced).toBeGreaterThanOrEqual(0);
    expect(watched.events.indexOf('wrote')).toBeGreaterThan(synced);
  }
});

it('[S56] where that is refused the database is not used, and is closed', async () => {
  const directory = await temporaryDirectory();
  const disk = new DirectoryDisk(directory);
  await (await openLevelStoreOn(disk)).close();
  watched.refuses = (path) => path === join(directory, 'store');
  expect(await rejection(openLevelStoreOn(disk))).toMatchObject({ code: 'unwritable' });
  watched.refuses = () => false;
  await (await openLevelStoreOn(disk)).close();
});
