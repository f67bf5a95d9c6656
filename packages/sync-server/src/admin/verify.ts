/** `scriptorium verify`: every record, every document, and whether each loads as a client would load it. [S60] */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  copyDataDirectory,
  DirectoryDisk,
  findDamagedBlocks,
  inspectSnapshot,
  makeCopyDirectory,
  openLevelStoreOn,
  PersistenceError,
  type Inspected,
  type SalvagedDocument,
  type StoreSnapshot,
} from '@scriptorium/persistence';
import { DocumentState } from '../room/document-state.ts';
import { createDocumentWorker, WorkerError, type DocumentWorker } from '../room/document-worker/document-worker.ts';
import { messageOf } from './admin-error.ts';
import { countDocuments } from './compact-documents.ts';
import { askForSnapshot } from './control-client.ts';
import { assertDataDirectory, whereNotLocked } from './maintenance.ts';

/** As many documents as the worker has threads are in memory at once. */
const documentsAtOnce = 2;

export interface Damage {
  /** Null where it is of no document that has a name. */
  readonly document: string | null;
  readonly what: string;
  readonly advice: string;
}

export interface VerifyOptions {
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onDamage: (damage: Damage) => void;
  readonly onProgress: (documents: number, total: number) => void;
  /** Our own, unless a test has another. */
  readonly createWorker?: () => DocumentWorker;
  /** Bytes of the copy. */
  readonly onCopying: (bytes: number, total: number) => void;
}

export interface VerifyReport {
  readonly isOnline: boolean;
  readonly documents: number;
  readonly tombstones: number;
  readonly namespaceValues: number;
  readonly damages: number;
}

const restoreAdvice = 'restore the data directory from a backup';
const readAdvice = 'open it to read and copy what is intact, or restore the data directory from a backup';

/** Rejects with `AdminError` or `PersistenceError` where the check can't be made at all. */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  await assertDataDirectory(options.directory);
  const run = await whereNotLocked(
    options,
    async () => await verifyCopy(options),
    (asking) => async () => {
      // Read first: what the snapshot holds must not be behind it.
      const sentinel = await readFile(join(options.directory, 'sentinel'), 'latin1').catch(() => null);
      const { documents, snapshot } = await askForSnapshot(asking);
      return await check({ snapshot, documents, sentinel, isOnline: true }, options, noDamage);
    },
  );
  return await run();
}

const noDamage: readonly Damage[] = [];

/** Rejects with `locked` where somebody has it open; else gives the check of the copy. */
async function verifyCopy(options: VerifyOptions): Promise<() => Promise<VerifyReport>> {
  const { directory, signal } = options;
  const copy = await makeCopyDirectory(tmpdir());
  try {
    await copyDataDirectory({ from: directory, to: copy, signal, onProgress: ({ bytes, bytesTotal }) => options.onCopying(bytes, bytesTotal) });
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
  return async () => {
    try {
      return await checkCopy(copy, options);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  };
}

/** Where the ring and the sentinel have something to say, the documents are looked at all the same. */
async function checkCopy(copy: string, options: VerifyOptions): Promise<VerifyReport> {
  const found: Damage[] = [];
  const hasDatabase = (await stat(join(copy, 'store')).catch(() => null)) !== null;
  if (hasDatabase) await writeFile(join(copy, 'accept-loss'), '');
  // Before LevelDB opens them, which may be the end of this process: a person then knows the file.
  const tables = hasDatabase ? await findTableDamages(copy) : [];
  for (const damage of tables) options.onDamage(damage);
  const report = await checkOpened(copy, options, found);
  return { ...report, damages: report.damages + tables.length };
}

/** Reads the files alone, and never through LevelDB: each table with blocks that fail their checksums, whatever that does to the records in them. */
export async function findTableDamages(copy: string): Promise<readonly Damage[]> {
  const tables = await findDamagedBlocks(join(copy, 'store'));
  return tables.map(({ name, blocks, position }) => ({
    document: null,
    what: `The file store/${name} is damaged (${blocks === 1 ? 'a block' : `${blocks} blocks`} from byte ${position} on): records in it may be lost, or hidden behind older ones.`,
    advice: restoreAdvice,
  }));
}

async function checkOpened(copy: string, options: VerifyOptions, found: Damage[]): Promise<VerifyReport> {
  try {
    const store = await openLevelStoreOn(new DirectoryDisk(copy, { shownAs: options.directory }), {
      onWarning: (message) => found.push({ document: null, what: message.replace(/^Accepted: /u, '').replace(/; .*$/u, '.'), advice: restoreAdvice }),
    });
    try {
      const documents = await countDocuments(store, options.signal);
      const snapshot = await store.openSnapshot();
      return await check({ snapshot, documents, sentinel: null, isOnline: false }, options, found);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof PersistenceError) || !isDamage(error)) throw error;
    const damage = { document: null, what: error.message.replace(/; .*$/u, '.'), advice: restoreAdvice };
    for (const one of [...found, damage]) options.onDamage(one);
    return { isOnline: false, documents: 0, tombstones: 0, namespaceValues: 0, damages: found.length + 1 };
  }
}

function isDamage({ code }: PersistenceError): boolean {
  return code === 'corrupt' || code === 'missing' || code === 'behind-sentinel';
}

interface Checked {
  readonly snapshot: StoreSnapshot;
  readonly documents: number;
  readonly sentinel: string | null;
  readonly isOnline: boolean;
}

async function check({ snapshot, documents: total, sentinel, isOnline }: Checked, options: VerifyOptions, before: readonly Damage[]): Promise<VerifyReport> {
  const counts = { documents: 0, tombstones: 0, namespaceValues: 0, damages: 0 };
  const report = (damage: Damage): void => {
    counts.damages++;
    options.onDamage(damage);
  };
  for (const damage of before) report(damage);
  const worker = (options.createWorker ?? createDocumentWorker)();
  const underWay = new Set<Promise<unknown>>();
  /** What keeps the check from going on: a worker that can't be had, and not a damage. */
  let failure: { readonly error: unknown } | null = null;
  const begin = async (documentId: string, document: SalvagedDocument): Promise<void> => {
    const run = async (): Promise<void> => {
      try {
        await checkDocument(worker, documentId, document, report);
      } catch (error) {
        failure ??= { error };
      }
      options.onProgress(++counts.documents, total);
    };
    const checking = run().finally(() => underWay.delete(checking));
    underWay.add(checking);
    if (underWay.size >= documentsAtOnce) await Promise.race(underWay);
    assertNone(failure);
  };
  const take = async (step: Inspected): Promise<void> => {
    switch (step.kind) {
      case 'document':
        return await begin(step.documentId, step.document);
      case 'tombstone':
        counts.tombstones++;
        return;
      case 'value':
        counts.namespaceValues++;
        return;
      case 'damage':
        return report({ document: step.documentId, what: step.sentence, advice: step.documentId === null ? restoreAdvice : readAdvice });
    }
  };
  try {
    for await (const step of inspectSnapshot(snapshot, { where: options.directory, sentinel })) {
      options.signal.throwIfAborted();
      await take(step);
    }
    await Promise.all(underWay);
    assertNone(failure);
    return { isOnline, ...counts };
  } finally {
    await snapshot.close();
    await worker.close();
  }
}

/** A function of its own, since the compiler does not see that a call-back sets it. */
function assertNone(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}

/** What fails its check is not tried: it would say the same a second time. */
async function checkDocument(worker: DocumentWorker, documentId: string, document: SalvagedDocument, report: (damage: Damage) => void): Promise<void> {
  for (const what of document.damages) report({ document: documentId, what, advice: readAdvice });
  if (document.damages.length > 0) return;
  const what = await faultsOf(worker, document);
  for (const sentence of what) report({ document: documentId, what: sentence, advice: readAdvice });
}

/** One sentence for each thing that keeps it from loading. */
async function faultsOf(worker: DocumentWorker, document: SalvagedDocument): Promise<readonly string[]> {
  let state: DocumentState;
  try {
    state = DocumentState.open(document);
  } catch (error) {
    return [`Its snapshot's index can't be read (${messageOf(error)}).`];
  }
  if (state.faults.length > 0) return state.faults;
  const input = state.compactionInput();
  if (input.updates.length === 0) return [];
  try {
    // A compaction proves that everything applies in one piece, that nothing waits for what is not there, and that nothing is lost.
    await worker.compact(input);
    return [];
  } catch (error) {
    if (!(error instanceof WorkerError) || error.code === 'unavailable' || error.code === 'closed') throw error;
    return [`It does not load: ${error.message}`];
  }
}
