/** The sentinel: a file beside the database that names its last commit, so that a lost end is found. [S40–S45] */
import { crc32 } from 'node:zlib';
import type { Clock } from '../clock.ts';
import { PersistenceError } from '../persistence-error.ts';
import type { CommitMark, CommitRing } from './commit-ring.ts';
import type { Disk } from './disk.ts';

/** `creating`: the database is about to be made, and holds nothing that anyone was promised. */
export type Sentinel = CommitMark | 'creating';

const form = /^(scriptorium-sentinel 1 (?:(\d{1,15}) ([0-9a-f]{32})|creating -)) ([0-9a-f]{8})\n$/u;

export function encodeSentinel(sentinel: Sentinel): string {
  const [number, hash] = sentinel === 'creating' ? ['creating', '-'] : [sentinel.number, sentinel.hash];
  const text = `scriptorium-sentinel 1 ${number} ${hash}`;
  return `${text} ${crcOf(text)}\n`;
}

/** Null where the text is no sentinel. */
export function decodeSentinel(text: string): Sentinel | null {
  const parts = form.exec(text);
  if (parts === null || crcOf(parts[1] ?? '') !== parts[4]) return null;
  return parts[2] === undefined || parts[3] === undefined ? 'creating' : { number: Number(parts[2]), hash: parts[3] };
}

/** Null where the database holds all that the sentinel promises. [S45] */
export function behindSentinel(where: string, sentinel: CommitMark, ring: CommitRing): PersistenceError | null {
  const held = ring.hashAt(sentinel.number);
  if (ring.last.number < sentinel.number) {
    return behind(where, `ends with commit ${ring.last.number}, but commit ${sentinel.number} was on disk`);
  }
  // A sentinel that could not be written for long may be older than the ring: then its number alone counts.
  if (held === null || held === sentinel.hash) return null;
  return behind(where, `has another history: its commit ${sentinel.number} is not the one that was on disk`);
}

function behind(where: string, what: string): PersistenceError {
  return new PersistenceError(
    'behind-sentinel',
    `The database in ${where} ${what}; put back the newest copy, ` +
      'or create the file accept-loss in the data directory to go on without what is lost.',
  );
}

/** Keeps the file within a second of the last commit. [S41] */
export class SentinelKeeper {
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  #last: CommitMark;
  #written: CommitMark | null = null;
  #cancel: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: { disk: Disk; clock: Clock; last: CommitMark; onError: (error: unknown) => void }) {
    this.#disk = options.disk;
    this.#clock = options.clock;
    this.#last = options.last;
    this.#onError = options.onError;
  }

  note(mark: CommitMark): void {
    this.#last = mark;
    this.#cancel ??= this.#clock.after(delayMs, () => {
      this.#cancel = null;
      // Failures are reported and tried again inside.
      void this.write();
    });
  }

  /** Never rejects: a sentinel that can't be written takes no promise back. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeLast());
    return this.#writing;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.write();
    this.#stop();
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  async #writeLast(): Promise<void> {
    const mark = this.#last;
    if (mark === this.#written) return;
    try {
      await this.#disk.writeSentinel(encodeSentinel(mark));
      this.#written = mark;
    } catch (error) {
      this.#onError(error);
      this.note(this.#last);
    }
  }
}

/** Leaves a quarter of the promised second for the writing. */
const delayMs = 750;

function crcOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
