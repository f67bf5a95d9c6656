/** What every room is handed: store, worker, clock, limits, and those who listen. A simulation stands in for each. */
import type { DocumentStore } from '@scriptorium/persistence';
import type { ByteBudget } from './byte-budget.ts';
import type { Clock } from './clock.ts';
import type { Description, DocumentWorker } from './document-worker/document-worker.ts';

export interface RoomLimits {
  /** Snapshot and tail together. [P41] */
  readonly documentBytesMax: number;
  /** Accepted and not yet on disk. [P43] */
  readonly unackedBytesMax: number;
  /** [P40] */
  readonly sessionsMax: number;
  readonly awarenessClientsMax: number;
  readonly awarenessClientsPerSessionMax: number;
  /** A tail below both is left alone: reading it costs less than rewriting the snapshot. */
  readonly tailBytesMin: number;
  readonly tailCountMin: number;
  /** An answer to sync step 1 of more than twice this goes out in parts of this size or larger. [J20] */
  readonly answerPartBytesMin: number;
  /** At unload a tail of so many updates is folded in too, so that the next opening is one read. */
  readonly tailCountAtUnload: number;
  /** Documents that are open, and the bytes that they have: past either the idle ones that were used longest ago are unloaded. [P44] */
  readonly openDocumentsMax: number;
  readonly openBytesMax: number;
}

export interface RoomTimings {
  /** From the last leave to the unloading. */
  readonly idleMs: number;
  /** From the last change to the reading of title and text … */
  readonly describeQuietMs: number;
  /** … and while changes go on, from the first. */
  readonly describeLatestMs: number;
  /** An ended session's awareness states stay this long. [P19] */
  readonly awarenessGraceMs: number;
  /** Awareness states that are not renewed go after this. [P19] */
  readonly awarenessExpiryMs: number;
  /** A session that says nothing of its state for so long may be gone: another one may claim it. [P16] */
  readonly awarenessSilentMs: number;
  /** So long a removed clientId is known, so that a late echo does not bring it back. [P16] */
  readonly awarenessMemoryMs: number;
  /** A joiner that announces no state of its own is sent the others' this long after its step 1. [P16] */
  readonly awarenessHoldMs: number;
  /** A room that had to drop updates looks this often whether it can ask for them. [P43] */
  readonly askDroppedMs: number;
  /** After a failed compaction the next try waits this long. */
  readonly compactionRetryMs: number;
}

export const defaultRoomLimits: RoomLimits = {
  documentBytesMax: 64 * 1024 * 1024,
  unackedBytesMax: 8 * 1024 * 1024,
  sessionsMax: 5_000,
  awarenessClientsMax: 10_000,
  awarenessClientsPerSessionMax: 8,
  tailBytesMin: 64 * 1024,
  tailCountMin: 500,
  tailCountAtUnload: 100,
  answerPartBytesMin: 4 * 1024 * 1024,
  openDocumentsMax: 10_000,
  openBytesMax: 1024 * 1024 * 1024,
};

/** Of all rooms together. [P43] */
export const defaultUnackedBytesMax: number = 256 * 1024 * 1024;

export const defaultRoomTimings: RoomTimings = {
  idleMs: 10_000,
  describeQuietMs: 2_000,
  describeLatestMs: 60_000,
  awarenessGraceMs: 2_000,
  awarenessExpiryMs: 45_000,
  awarenessSilentMs: 20_000,
  awarenessMemoryMs: 60_000,
  awarenessHoldMs: 1_000,
  askDroppedMs: 1_000,
  compactionRetryMs: 60_000,
};

export type UpdateOutcome = 'new' | 'known' | 'gap' | 'refused' | 'dropped';

/** Cheap calls: they stand on the path of every keystroke. */
export interface RoomMetrics {
  updateReceived(outcome: UpdateOutcome): void;
  /** From the frame's arrival to its commit, in milliseconds. */
  ackDelay(delayMs: number): void;
  compaction(outcome: 'done' | 'failed'): void;
  /** A room could not go on. */
  failure(kind: 'room'): void;
}

/** Whoever listens hears of it afterwards; it can't veto, delay or alter an update. */
export interface RoomEvents {
  /** The first change since title and text were last read, or begun to be read, is on disk. */
  changed(documentId: string): void;
  /** `isCurrent`: nothing has changed since the reading began. */
  described(documentId: string, description: Description, isCurrent: boolean): void;
}

export interface RoomLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RoomContext {
  readonly store: DocumentStore;
  readonly worker: DocumentWorker;
  readonly clock: Clock;
  readonly limits: RoomLimits;
  /** Un-acked bytes of all rooms together. [P43] */
  readonly budget: ByteBudget;
  readonly timings: RoomTimings;
  readonly metrics: RoomMetrics;
  readonly events: RoomEvents;
  readonly log: RoomLog;
  /** A session that declares no schema version is a reader. [P23] */
  readonly requiresSchema: boolean;
  /** An author is sent its own update back, once it is on disk. [P14] */
  readonly echoesToAuthor: boolean;
}
