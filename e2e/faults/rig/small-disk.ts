/** A small file system of its own that can be filled, enlarged and made small again: a tmpfs, which only root may mount. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Takes every free byte. */
  fill(): Promise<void>;
  enlarge(): void;
  /** Gives the filling back, and the first size. */
  restore(): Promise<void>;
  close(): void;
}

/** A sentence where it can't be mounted. */
export function mountSmallDisk(path: string, { bytes, enlargedBytes }: { bytes: number; enlargedBytes: number }): SmallDisk | string {
  if (process.platform !== 'linux') return `needs Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'needs root, to mount a small tmpfs';
  mkdirSync(path);
  try {
    mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path);
  } catch (error) {
    return `a tmpfs can't be mounted here (${error instanceof Error ? error.message.trim() : String(error)})`;
  }
  const filling = join(path, 'filling');
  return {
    path,
    fill: async () => await fillUp(path, filling),
    enlarge: () => mount('-o', `remount,size=${enlargedBytes}`, path),
    restore: async () => {
      await rm(filling, { force: true });
      mount('-o', `remount,size=${bytes}`, path);
    },
    close: () => {
      execFileSync('umount', ['--lazy', path], { stdio: 'ignore' });
    },
  };
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}

async function fillUp(path: string, filling: string): Promise<void> {
  const file = await open(filling, 'w');
  try {
    for (let chunk = 1024 * 1024; chunk >= 1; chunk = Math.floor(chunk / 4)) {
      while (await canWrite(file, Buffer.alloc(chunk))) if (statfsSync(path).bavail === 0) break;
    }
  } finally {
    await file.close();
  }
}

async function canWrite(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array): Promise<boolean> {
  try {
    const { bytesWritten } = await file.write(bytes);
    return bytesWritten === bytes.byteLength;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
