/** Looks how much free space the data directory has, and says once when it becomes little, and once when it is enough again. */
import { statfs } from 'node:fs/promises';
import type { Cancel, Clock } from './room/clock.ts';

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** Below the larger of these two free space is low, unless a mark of one's own is given. */
export const freeBytesMin: number = 512 * MEBIBYTE;
export const freeShareMin = 0.05;

/** So much above the mark it is enough again: what comes and goes at the mark must not fill the log. */
export const recoveryShare = 0.1;

export const lookIntervalMs = 30_000;

/** `warningMiB`: a mark of one's own; null for the larger of the two above. */
export function freeSpaceMark({ totalBytes }: DiskSpace, warningMiB: number | null): number {
  return warningMiB === null ? Math.max(freeBytesMin, totalBytes * freeShareMin) : warningMiB * MEBIBYTE;
}

/** Whether space is low now, given whether it was before. */
export function isSpaceLow(wasLow: boolean, { freeBytes, markBytes }: { readonly freeBytes: number; readonly markBytes: number }): boolean {
  return wasLow ? freeBytes < markBytes * (1 + recoveryShare) : freeBytes < markBytes;
}

export interface DiskWatchOptions {
  readonly directory: string;
  readonly warningMiB: number | null;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void; info(fields: object, message: string): void };
  /** The system's, unless a test has its own. */
  readonly look?: (directory: string) => Promise<DiskSpace>;
}

export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #freeBytes: number | null = null;
  #isLow = false;
  #isBlind = false;
  #isClosed = false;
  #cancel: Cancel | null = null;
  #looking: Promise<void> | null = null;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
    this.#begin();
  }

  get isLow(): boolean {
    return this.#isLow;
  }

  get freeBytes(): number | null {
    return this.#freeBytes;
  }

  /** Resolves when the look that is under way has been taken. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#looking;
  }

  /** Never rejects. */
  #begin(): void {
    this.#looking = this.#look();
  }

  async #look(): Promise<void> {
    const { clock, directory, look = lookAtFileSystem } = this.#options;
    try {
      this.#take(await look(directory));
    } catch (error) {
      this.#miss(error);
    }
    if (!this.#isClosed) this.#cancel = clock.after(lookIntervalMs, () => this.#begin());
  }

  #take(space: DiskSpace): void {
    const { log, directory, warningMiB } = this.#options;
    const { freeBytes } = space;
    const markBytes = freeSpaceMark(space, warningMiB);
    const wasLow = this.#isLow;
    this.#isBlind = false;
    this.#freeBytes = freeBytes;
    this.#isLow = isSpaceLow(wasLow, { freeBytes, markBytes });
    if (this.#isLow === wasLow) return;
    const fields = { directory, freeMiB: Math.floor(freeBytes / MEBIBYTE), markMiB: Math.ceil(markBytes / MEBIBYTE) };
    if (this.#isLow) log.warn(fields, 'The disk of the data directory is almost full: make room before writes stop.');
    else log.info(fields, 'The disk of the data directory has room again.');
  }

  /** Said once: what can't be looked at now can't be in half a minute either. */
  #miss(error: unknown): void {
    const { log, directory } = this.#options;
    this.#freeBytes = null;
    if (!this.#isBlind) log.warn({ directory, err: error }, 'The free space of the data directory can not be read.');
    this.#isBlind = true;
  }
}

/** What this user may still write, without what is kept for root. */
async function lookAtFileSystem(directory: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
