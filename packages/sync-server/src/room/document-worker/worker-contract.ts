/** What rooms ask of a worker: everything that needs a Y.Doc, off the relay's thread and within limits of time and memory. */
import type { Snapshot } from '@scriptorium/persistence';
import type { CompactionInput } from '../document-state.ts';

/** None of these calls takes the bytes it is given: they are copied. All reject with `WorkerError`. */
export interface DocumentWorker {
  /** Makes one snapshot out of durable content, and proves it before giving it back. */
  compact(input: CompactionInput): Promise<CompactionResult>;
  describe(updates: readonly Uint8Array[]): Promise<Description>;
  /** What a client with this state vector lacks. */
  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array>;
  /** An update under a client id of its own that makes the document's title this one; null if it is. */
  setTitle(updates: readonly Uint8Array[], title: string): Promise<Uint8Array | null>;
  /** All of it as one update, under this title where one is given. */
  copy(updates: readonly Uint8Array[], title: string | null): Promise<Uint8Array>;
  /** Ends the threads; tasks under way are rejected. Idempotent. */
  close(): Promise<void>;
}

export interface CompactionResult {
  readonly snapshot: Snapshot;
  readonly description: Description;
}

/** What a list or a search shows of a document. */
export interface Description {
  /** In at most `limits.titleLengthMax` UTF-16 units; null where there is none. */
  readonly title: string | null;
  /** One line for each block; cut where it is very long. */
  readonly text: string;
  /** Ids of files that it links to or shows. [F4] */
  readonly files: readonly string[];
  /** There are more than are told. */
  readonly hasMoreFiles: boolean;
  readonly words: number;
  readonly characters: number;
}

export type WorkerErrorCode =
  /** It took too long; its thread was ended. */
  | 'timeout'
  /** It took too much memory; its thread was ended. */
  | 'memory'
  /** The snapshot did not prove to be the document. */
  | 'rejected'
  /** Yjs threw on the document, as it would in a client. */
  | 'threw'
  /** Too many tasks wait, or this one waited too long: it was not begun. */
  | 'busy'
  /** No thread could be had for it. */
  | 'unavailable'
  /** The worker was closed. */
  | 'closed';

export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  readonly code: WorkerErrorCode;

  constructor(code: WorkerErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
