/** `scriptorium restore`: a data directory out of a backup, which is there whole or not at all. [S64] */
import { createReadStream } from 'node:fs';
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildDatabase, DirectoryDisk, readBackup, type BackupSummary, type Entry } from '@scriptorium/persistence';
import { AdminError, codeOf, messageOf } from './admin-error.ts';
import { syncDirectory } from './back-up.ts';

export interface RestoreOptions {
  readonly directory: string;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, total: number) => void;
  /** Whether a rename can put another directory in its place; looked up unless a test says. */
  readonly isReplaceable?: boolean;
}

/** Rejects with `AdminError`, `PersistenceError` or the signal's reason; then the directory is as it was. */
export async function restore(options: RestoreOptions): Promise<BackupSummary> {
  const { directory } = options;
  await assertEmpty(directory);
  const total = await sizeOf(options.file);
  return (options.isReplaceable ?? (await canBeReplaced(directory))) ? await restoreBeside(options, total) : await restoreInside(options, total);
}

/** The whole directory takes its place in one step. */
async function restoreBeside(options: RestoreOptions, total: number): Promise<BackupSummary> {
  const { directory } = options;
  const parent = dirname(directory);
  const beside = await asFileError(directory, async () => {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(join(parent, `.${basename(directory)}.unfinished-`));
  });
  try {
    const summary = await build(beside, options, total);
    await asFileError(directory, async () => {
      const mode = await stat(directory).then(({ mode: present }) => present, () => null);
      await syncDirectory(beside);
      // Replaces an empty directory, and nothing else.
      await rename(beside, directory);
      if (mode !== null) await chmod(directory, mode & 0o7777);
      await syncDirectory(parent);
    });
    return summary;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/**
 * A directory that is mounted can't be replaced. The sentinel goes first: from then on, until the database is in its place,
 * every server refuses the directory, since a sentinel without a database is a database that is gone. [S44]
 */
async function restoreInside(options: RestoreOptions, total: number): Promise<BackupSummary> {
  const { directory } = options;
  const inside = await asFileError(directory, () => mkdtemp(join(directory, 'unfinished-')));
  const sentinel = join(directory, 'sentinel');
  let isDone = false;
  try {
    const summary = await build(inside, options, total);
    await asFileError(directory, async () => {
      await rename(join(inside, 'sentinel'), sentinel);
      await syncDirectory(directory);
      await rename(join(inside, 'store'), join(directory, 'store'));
      await syncDirectory(directory);
    });
    isDone = true;
    return summary;
  } finally {
    await rm(inside, { recursive: true, force: true });
    if (!isDone) await rm(sentinel, { force: true });
  }
}

async function build(directory: string, { file, signal, onProgress }: RestoreOptions, total: number): Promise<BackupSummary> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  let summary: BackupSummary | null = null;
  async function* records(): AsyncGenerator<readonly Entry[]> {
    summary = yield* readBackup({ source, where: file, onProgress: (bytes) => onProgress(bytes, total) });
  }
  const digest = (): BackupSummary => {
    if (summary === null) throw new Error('The backup has not been read to its end.');
    return summary;
  };
  try {
    await buildDatabase({ disk: new DirectoryDisk(directory), records: records(), history: () => digest().digest.slice(0, 32), signal });
    return digest();
  } finally {
    source.destroy();
  }
}

async function assertEmpty(directory: string): Promise<void> {
  const names = await asFileError(directory, () => readdir(directory).catch((error: unknown) => (codeOf(error) === 'ENOENT' ? [] : Promise.reject(asError(error)))));
  if (names.length === 0) return;
  throw new AdminError('in-the-way', `${directory} is not empty; restore into a new directory, or move what is there away first.`);
}

/** On the same file system as its parent, which may be written. */
async function canBeReplaced(directory: string): Promise<boolean> {
  const parent = dirname(directory);
  const [mine, above] = await Promise.all([stat(directory).catch(() => null), stat(parent).catch(() => null)]);
  if (mine === null || above === null) return true;
  if (mine.dev !== above.dev) return false;
  return await access(parent, constants.W_OK).then(() => true, () => false);
}

async function sizeOf(file: string): Promise<number> {
  try {
    const { size } = await stat(file);
    await access(file, constants.R_OK);
    return size;
  } catch (cause) {
    throw new AdminError('file', `The backup ${file} can't be read (${messageOf(cause)}); check the path and its permissions.`, { cause });
  }
}

async function asFileError<T>(directory: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new AdminError('file', `${directory} can't be made (${messageOf(cause)}); check the path, its permissions and the free space.`, { cause });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
