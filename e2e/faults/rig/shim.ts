/** Builds the shim with the machine's own compiler, once, and gives the environment under which a process is watched by it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../shim/sync-shim.c', import.meta.url));

export interface Shim {
  readonly library: string;
  close(): void;
}

/** A sentence where it could not be built. */
export function buildShim(): Shim | string {
  if (process.platform !== 'linux') return `needs Linux, and this is ${process.platform}`;
  const directory = mkdtempSync(join(tmpdir(), 'scriptorium-shim-'));
  const close = (): void => rmSync(directory, { recursive: true, force: true });
  const library = join(directory, 'sync-shim.so');
  try {
    execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-o', library, source, '-ldl', '-lpthread'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return { library, close };
  } catch (error) {
    close();
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'needs gcc, which is not installed';
    throw error;
  }
}

/** Where one process's events are written, and what it deletes is kept. */
export interface Watch {
  readonly root: string;
  readonly log: string;
  readonly grave: string;
}

/** A new watch for each process: what lies in `root` by then counts as being on disk. */
export async function createWatch(cwd: string, { root, number }: { root: string; number: number }): Promise<Watch> {
  const grave = join(cwd, `grave-${number}`);
  await mkdir(grave);
  return { root, log: join(cwd, `shim-${number}.log`), grave };
}

export interface Failure {
  /** The first fdatasync that fails, from 1. */
  readonly at: number;
  readonly count?: number;
}

export function watchedEnv(shim: Shim, { root, log, grave }: Watch, failure?: Failure): Record<string, string> {
  const failing = failure === undefined ? {} : { SHIM_FAIL_AT: String(failure.at), SHIM_FAIL_COUNT: String(failure.count ?? 1) };
  // Files written behind the C library's back would be seen by nobody.
  return { LD_PRELOAD: shim.library, SHIM_ROOT: root, SHIM_LOG: log, SHIM_GRAVE: grave, UV_USE_IO_URING: '0', ...failing };
}
