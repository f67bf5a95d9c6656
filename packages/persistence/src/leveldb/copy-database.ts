/** Copies a data directory that nobody has open, and keeps it from being opened meanwhile. [S60] */
import { constants, copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PersistenceError } from '../persistence-error.ts';
import { type Database, openLevelDatabase } from './database.ts';

export interface CopyOptions {
  readonly from: string;
  /** Exists and is empty. */
  readonly to: string;
  readonly onProgress?: (progress: { readonly bytes: number; readonly bytesTotal: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rejects with `locked`, `unwritable` where something can't be read or written, and `missing` where there is no data directory. */
export async function copyDataDirectory({ from, to, onProgress, signal }: CopyOptions): Promise<void> {
  const source = resolve(from);
  let lock: Database | null = null;
  try {
    lock = await lockDatabase(source, to);
    const files = await listFiles(source);
    const bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let bytes = 0;
    for (const file of files) {
      signal?.throwIfAborted();
      await attempt(source, async () => await copyOne(file.path, { source, to }));
      bytes += file.bytes;
      onProgress?.({ bytes, bytesTotal });
    }
    if (!isSame(files, await listFiles(source))) throw locked(source);
  } finally {
    await lock?.close();
    await rm(join(to, 'lock'), { recursive: true, force: true });
  }
}

/** The bytes of a data directory's files; 0 where it is none. */
export async function dataDirectoryBytes(directory: string): Promise<number> {
  const files = await listFiles(resolve(directory)).catch(() => []);
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Whether something in the directory says that a database is there, or was. */
export async function isDataDirectory(directory: string): Promise<boolean> {
  const names: readonly string[] = await readdir(directory).catch(() => []);
  return names.includes('sentinel') || names.includes('store');
}

interface CopiedFile {
  /** Relative to the data directory. */
  readonly path: string;
  readonly bytes: number;
  readonly changedAtMs: number;
}

async function listFiles(source: string): Promise<CopiedFile[]> {
  return await attempt(source, async () => {
    const names = await readdir(source);
    const tables = names.includes('store') ? await readdir(join(source, 'store')) : [];
    const paths = [
      ...names.filter((name) => name === 'sentinel'),
      ...tables.filter((name) => name !== 'LOCK' && !/^LOG(\.old)?$/u.test(name)).map((name) => join('store', name)),
    ].toSorted();
    return await Promise.all(
      paths.map(async (path) => {
        const { size, mtimeMs } = await stat(join(source, path));
        return { path, bytes: size, changedAtMs: mtimeMs };
      }),
    );
  });
}

async function copyOne(path: string, { source, to }: { readonly source: string; readonly to: string }): Promise<void> {
  if (path.startsWith('store')) await mkdir(join(to, 'store'), { recursive: true });
  // Never a hard link: LevelDB may write over a table that its MANIFEST does not name.
  await copyFile(join(source, path), join(to, path), constants.COPYFILE_FICLONE);
}

function isSame(before: readonly CopiedFile[], after: readonly CopiedFile[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/**
 * LevelDB locks the file LOCK, and whoever opens that file through another name locks the same one: an empty database whose LOCK
 * leads there holds the lock without touching the original. Null where there is no LOCK, or where it can't be written:
 * then nobody on this side can open the original either, and that nothing has changed is looked at afterwards.
 */
async function lockDatabase(source: string, to: string): Promise<Database | null> {
  const original = join(source, 'store', 'LOCK');
  if ((await stat(original).catch(() => null)) === null) return null;
  const place = join(to, 'lock');
  await attempt(to, async () => {
    await mkdir(place);
    await symlink(original, join(place, 'LOCK'));
  });
  try {
    return await openLevelDatabase({ directory: place, create: true, writeBufferBytes: 64 * 1024 });
  } catch (error) {
    if (error instanceof Error && /^IO error: lock .*(temporarily unavailable|already held)/iu.test(error.message)) throw locked(source);
    return null;
  }
}

function locked(source: string): PersistenceError {
  return new PersistenceError('locked', `Another process has the data directory ${source} open; try again when it has ended.`);
}

async function attempt<T>(where: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new PersistenceError('unwritable', `The data directory ${where} can't be copied (${message}); check its permissions and the free space.`, { cause });
  }
}

/** A directory for a copy, in `parent`. */
export async function makeCopyDirectory(parent: string): Promise<string> {
  return await attempt(parent, async () => await mkdtemp(join(parent, 'scriptorium-verify-')));
}
