/** Runs a command of those who look after a data directory: words, progress, signals, exit code. */
import { dataDirectoryBytes, PersistenceError, type BackupSummary } from '@scriptorium/persistence';
import { AdminError } from '../admin/admin-error.ts';
import { backUp, type BackUpReport } from '../admin/back-up.ts';
import { openMaintenance } from '../admin/maintenance.ts';
import { restore } from '../admin/restore.ts';
import { verify, type Damage, type VerifyReport } from '../admin/verify.ts';
import { cutBySignals } from './cut-by-signals.ts';
import type { MaintenanceCommand } from './maintenance-commands.ts';
import { formatBytes, formatCount, Progress, type ProgressStep } from './progress.ts';

/** More are counted and not listed in JSON. */
export const damagesListedMax = 10_000;

interface Terminal {
  readonly signal: AbortSignal;
  readonly progress: (step: ProgressStep) => void;
  /** On standard output, and on standard error. */
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** The first signal stops the work and takes away what is half done; the second ends the process at once. */
export async function runMaintenance(command: MaintenanceCommand, process: NodeJS.Process): Promise<number> {
  const signals = cutBySignals(process);
  const progress = new Progress({ output: process.stderr, now: () => performance.now() });
  const terminal = openTerminal(process, signals.signal, progress);
  try {
    return await run(command, terminal);
  } catch (error) {
    const cut = signals.cut();
    if (cut !== null) {
      terminal.warn(`Stopped by ${cut.by}; nothing is left half done.`);
      return cut.exitCode;
    }
    terminal.warn(sentenceOf(error));
    return command.kind === 'verify' ? 2 : 1;
  } finally {
    progress.clear();
    signals.close();
  }
}

function openTerminal({ stdout, stderr }: NodeJS.Process, signal: AbortSignal, progress: Progress): Terminal {
  const writeTo = (stream: NodeJS.WriteStream) => (line: string): void => {
    progress.clear();
    stream.write(`${line}\n`);
  };
  return { signal, progress: (step) => progress.show(step), say: writeTo(stdout), warn: writeTo(stderr) };
}

async function run(command: MaintenanceCommand, terminal: Terminal): Promise<number> {
  switch (command.kind) {
    case 'verify':
      return await runVerify(command, terminal);
    case 'backup':
      return await runBackup(command, terminal);
    case 'restore':
      return await runRestore(command, terminal);
    case 'compact':
      return await runCompact(command, terminal);
  }
}

type Of<Kind extends MaintenanceCommand['kind']> = Extract<MaintenanceCommand, { kind: Kind }>;

async function runVerify({ directory, isJson }: Of<'verify'>, { signal, progress, say }: Terminal): Promise<number> {
  const listed: Damage[] = [];
  const report = await verify({
    directory,
    signal,
    onCopying: (done, total) => progress({ label: 'Copying', done, total, unit: 'bytes' }),
    onProgress: (done, total) => progress({ label: 'Checking documents', done, total, unit: 'count' }),
    onDamage: (damage) => {
      if (!isJson) say(lineOf(damage));
      else if (listed.length < damagesListedMax) listed.push(damage);
    },
  });
  if (isJson) say(JSON.stringify({ directory, intact: report.damages === 0, ...report, damages: listed, damagesTotal: report.damages }));
  else say(summaryOf(directory, report));
  return report.damages === 0 ? 0 : 1;
}

/** One line, whatever a document is called. */
function lineOf({ document, what, advice }: Damage): string {
  const which = document === null ? 'database' : `document ${JSON.stringify(document)}`;
  return `${which}: ${what.replace(/[.;]?\s*$/u, '')}; ${advice}.`.replace(/\s*\n\s*/gu, ' ');
}

function summaryOf(directory: string, { documents, tombstones, namespaceValues, damages, isOnline }: VerifyReport): string {
  const counts = countsOf({ documents, tombstones, namespaceValues });
  const how = isOnline ? ', through the running server' : '';
  return damages === 0 ? `${directory} is intact: ${counts}${how}.` : `${directory} is damaged: ${counted(damages, 'damage')}; ${counts}${how}.`;
}

async function runBackup({ directory, file, force }: Of<'backup'>, { signal, progress, say, warn }: Terminal): Promise<number> {
  const onProgress = (done: number, total: number): void => progress({ label: 'Backing up documents', done, total, unit: 'count' });
  const report = await backUp({ directory, file, force, now: Date.now(), signal, onProgress, onWarning: warn });
  say(`${file}: ${countsOf(report)}, ${formatBytes(report.fileBytes)}.`);
  return sayDamage(report, warn) ? 3 : 0;
}

function sayDamage({ damagedRecords, damagedDocuments, hasUnreadable, refusal }: BackUpReport, warn: (line: string) => void): boolean {
  if (refusal !== null) warn(`${refusal} The backup holds what could be read.`);
  if (damagedRecords > 0) {
    const names = damagedDocuments.map((name) => JSON.stringify(name)).join(', ');
    warn(`The database is damaged: ${counted(damagedRecords, 'record')} failed a check, kept in the backup as found (${names}); run scriptorium verify.`);
  }
  if (hasUnreadable) warn('The database is damaged: blocks of it can\'t be read, and the backup lacks what was in them; run scriptorium verify.');
  return damagedRecords > 0 || hasUnreadable || refusal !== null;
}

async function runRestore({ directory, file }: Of<'restore'>, { signal, progress, say, warn }: Terminal): Promise<number> {
  const onProgress = (done: number, total: number): void => progress({ label: 'Restoring', done, total, unit: 'bytes' });
  const summary = await restore({ directory, file, signal, onProgress });
  say(`${directory}: ${countsOf(summary)}, as of ${new Date(summary.createdAt).toISOString()}.`);
  if (summary.damagedRecords > 0) warn('The backup was made of a damaged database: run scriptorium verify on what was restored.');
  return 0;
}

function countsOf({ documents, tombstones, namespaceValues }: Pick<BackupSummary, 'documents' | 'tombstones' | 'namespaceValues'>): string {
  return `${counted(documents, 'document')}, ${formatCount(tombstones)} deleted, ${counted(namespaceValues, 'value')} of features`;
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

async function runCompact({ directory }: Of<'compact'>, { signal, progress, say, warn }: Terminal): Promise<number> {
  const maintenance = await openMaintenance({ directory, signal, onWarning: warn });
  const before = await dataDirectoryBytes(directory);
  try {
    const { compacted, failed, damaged } = await maintenance.compact(({ phase, done, total }) =>
      progress(
        phase === 'documents'
          ? { label: 'Compacting documents', done, total, unit: 'count' }
          : { label: 'Rewriting files (%)', done, total, unit: 'count' },
      ),
    );
    const after = await dataDirectoryBytes(directory);
    say(`${directory}: ${counted(compacted, 'document')} compacted; ${formatBytes(before)} before, ${formatBytes(after)} after.`);
    if (failed > 0) warn(`${counted(failed, 'document')} could not be compacted, left as before; run scriptorium verify, and see the log of the server.`);
    if (damaged > 0) warn(`${counted(damaged, 'document')} ${damaged === 1 ? 'is' : 'are'} damaged, left alone; run scriptorium verify.`);
    return failed + damaged === 0 ? 0 : 1;
  } finally {
    await maintenance.close();
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof AdminError || error instanceof PersistenceError) return error.message;
  return `The command failed, which is a fault of its own: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
