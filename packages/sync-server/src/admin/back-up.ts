/** `scriptorium backup`: one moment of the documents in one file, which is there whole or not at all. [S61–S63] */
import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openRemains, PersistenceError, writeBackup, type BackupCounts } from '@scriptorium/persistence';
import { AdminError, codeOf, messageOf } from './admin-error.ts';
import { openMaintenance, type Maintenance } from './maintenance.ts';

export interface BackUpOptions {
  readonly directory: string;
  readonly file: string;
  /** Replace a file that is there. */
  readonly force: boolean;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onProgress: (documents: number, total: number) => void;
  readonly onWarning: (message: string) => void;
}

export interface BackUpReport extends BackupCounts {
  readonly fileBytes: number;
  readonly isOnline: boolean;
  /** Blocks of the database could not be read: the backup lacks what was in them. */
  readonly hasUnreadable: boolean;
  /** Why no server opens this database: the backup holds what can be read of it. Null where one does. */
  readonly refusal: string | null;
  /** Of records that fail their check; at most so many as `damagedNamesMax`. */
  readonly damagedDocuments: readonly string[];
}

export const damagedNamesMax = 100;

/** Rejects with `AdminError`, `PersistenceError` or the signal's reason; then FILE is as it was. */
export async function backUp(options: BackUpOptions): Promise<BackUpReport> {
  const { file, force } = options;
  if (!force && (await exists(file))) throw inTheWay(file);
  const source = await openSource(options);
  const unfinished = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.unfinished`);
  try {
    const handle = await asFileError(file, () => open(unfinished, 'wx', 0o600));
    const report = await closing(handle, async () => {
      const written = await writeTo(handle, { ...options, source });
      await asFileError(file, () => handle.sync());
      return written;
    });
    options.signal.throwIfAborted();
    await asFileError(file, () => putInPlace(unfinished, { file, force }));
    return report;
  } finally {
    await rm(unfinished, { force: true });
    await source.close();
  }
}

interface Source extends Pick<Maintenance, 'isOnline' | 'snapshot' | 'close'> {
  readonly refusal: string | null;
}

/** A database that is damaged where it says what it is still has its documents. [S47] */
async function openSource(options: BackUpOptions): Promise<Source> {
  try {
    const maintenance = await openMaintenance(options);
    return { isOnline: maintenance.isOnline, refusal: null, snapshot: () => maintenance.snapshot(), close: () => maintenance.close() };
  } catch (error) {
    if (!(error instanceof PersistenceError) || error.code !== 'corrupt') throw error;
    const remains = await openRemains(options);
    // How many there are is not known before they are read.
    return { isOnline: false, refusal: error.message, snapshot: async () => ({ documents: 0, snapshot: remains.snapshot() }), close: () => remains.close() };
  }
}

async function writeTo(handle: FileHandle, options: BackUpOptions & { readonly source: Source }): Promise<BackUpReport> {
  const { file, source, now, signal, onProgress } = options;
  const { documents, snapshot } = await source.snapshot();
  const damaged = new Set<string>();
  let fileBytes = 0;
  try {
    const counts = await writeBackup({
      snapshot,
      createdAt: now,
      signal,
      write: async (bytes) => {
        fileBytes += bytes.byteLength;
        await asFileError(file, () => handle.appendFile(bytes));
      },
      onProgress: (soFar) => onProgress(soFar.documents, Math.max(soFar.documents, documents)),
      onDamaged: (documentId) => {
        if (damaged.size < damagedNamesMax) damaged.add(documentId ?? '(no document)');
      },
    });
    const { isOnline, refusal } = source;
    return { ...counts, fileBytes, isOnline, refusal, hasUnreadable: snapshot.hasUnreadable, damagedDocuments: [...damaged] };
  } finally {
    await snapshot.close();
  }
}

/** A link refuses to replace in the same step in which it is made; a rename replaces. */
async function putInPlace(unfinished: string, { file, force }: { readonly file: string; readonly force: boolean }): Promise<void> {
  if (force) {
    await rename(unfinished, file);
  } else {
    try {
      await link(unfinished, file);
    } catch (error) {
      if (codeOf(error) === 'EEXIST' || (await exists(file))) throw inTheWay(file);
      // Not every file system has links.
      await rename(unfinished, file);
    }
  }
  await syncDirectory(dirname(file));
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await closing(directory, async () => await directory.sync());
}

async function closing<T>(handle: FileHandle, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

function inTheWay(file: string): AdminError {
  return new AdminError('in-the-way', `${file} is there already; choose another name, or replace it with --force.`);
}

async function asFileError<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof AdminError) throw cause;
    throw new AdminError('file', `The backup ${file} can't be written (${messageOf(cause)}); check the path, its permissions and the free space.`, { cause });
  }
}
