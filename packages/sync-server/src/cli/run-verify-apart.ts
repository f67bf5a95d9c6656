/** `verify` in a process of its own: LevelDB ends its process on some damages, and to find that is what verify is for. [S60] */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MaintenanceCommand } from './maintenance-commands.ts';
import { findTableDamages } from '../admin/verify.ts';
import { crashText } from './crash-text.ts';

type VerifyCommand = Extract<MaintenanceCommand, { kind: 'verify' }>;

/** As LevelDB and the system end a process that finds what can't be. */
const crashes: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']);

export interface VerifyApartOptions {
  readonly process: NodeJS.Process;
  /** The built entry, unless a test has another. */
  readonly entry?: string;
}

/** Gives the exit code. */
export async function runVerifyApart(command: VerifyCommand, { process, entry }: VerifyApartOptions): Promise<number> {
  // The copy lies in it, and is taken away however the other process ends.
  const temporary = await mkdtemp(join(tmpdir(), 'scriptorium-verify-')).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (temporary instanceof Error) {
    process.stderr.write(`There is no place for a copy (${temporary.message}); set TMPDIR to a directory with room.\n`);
    return 2;
  }
  const child = spawn(process.execPath, [entry ?? fileURLToPath(new URL('./verify-entry.js', import.meta.url)), JSON.stringify(command)], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  try {
    await once(child, 'close');
    return await codeOf(command, { code: child.exitCode, signal: child.signalCode }, process);
  } finally {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
    await rm(temporary, { recursive: true, force: true });
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

async function codeOf({ directory, isJson }: VerifyCommand, { code, signal }: End, process: NodeJS.Process): Promise<number> {
  if (code !== null) return code;
  if (signal !== null && crashes.has(signal)) {
    const known = isJson ? await findTableDamages(directory).catch(() => []) : [];
    process.stdout.write(crashText(directory, { isJson, signal, known }));
    return 1;
  }
  process.stderr.write(`The check was ended by ${signal ?? 'a signal'}; try again.\n`);
  return signal === 'SIGINT' || signal === 'SIGTERM' ? 128 + constants.signals[signal] : 2;
}
