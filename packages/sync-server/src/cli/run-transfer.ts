/** Runs `export` and `import`: words, progress, signals, exit code. */
import { exportDocuments } from '../transfer/export-documents.ts';
import { importDocuments } from '../transfer/import-documents.ts';
import { createRestClient } from '../transfer/rest-client.ts';
import { TransferError } from '../transfer/transfer-error.ts';
import { cutBySignals } from './cut-by-signals.ts';
import { Progress } from './progress.ts';
import type { TransferCommand } from './transfer-commands.ts';

/** The first signal stops the work; the second ends the process at once. */
export async function runTransfer(command: TransferCommand, process: NodeJS.Process): Promise<number> {
  const signals = cutBySignals(process);
  const progress = new Progress({ output: process.stderr, now: () => performance.now() });
  const warn = (line: string): void => {
    progress.clear();
    process.stderr.write(`${line}\n`);
  };
  try {
    const { line, failures } = await run(command, { signal: signals.signal, progress, warn });
    progress.clear();
    process.stdout.write(`${line}\n`);
    return failures === 0 ? 0 : 1;
  } catch (error) {
    const cut = signals.cut();
    if (cut !== null) {
      warn(`Stopped by ${cut.by}.`);
      return cut.exitCode;
    }
    warn(error instanceof TransferError ? error.message : `The command failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    progress.clear();
    signals.close();
  }
}

interface Terminal {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly warn: (line: string) => void;
}

async function run(command: TransferCommand, { signal, progress, warn }: Terminal): Promise<{ line: string; failures: number }> {
  const { directory, url } = command;
  const client = createRestClient(url, signal);
  switch (command.kind) {
    case 'export': {
      const onProgress = (done: number): void => progress.show({ label: 'Writing documents', done, total: done, unit: 'count' });
      const { documents, files, failures } = await exportDocuments({ client, directory, format: command.format, onProgress, onFailure: warn });
      return { line: `${directory}: ${documents} documents, ${files} files of theirs.`, failures };
    }
    case 'import': {
      const onProgress = (done: number, total: number): void => progress.show({ label: 'Bringing in files', done, total, unit: 'count' });
      const { documents, failures } = await importDocuments({ client, directory, onProgress, onFailure: warn });
      return { line: `${url}: ${documents} documents brought in${failures === 0 ? '' : `, ${failures} files could not be read`}.`, failures };
    }
  }
}
