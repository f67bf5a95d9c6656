/** How much one update may bring, in one place. [A9] */
import { limits } from '@scriptorium/protocol';

export interface AdmissionLimits {
  /** Structs in the update, known ones among them. */
  readonly structsMax: number;
  /** Clients that the document has not met. */
  readonly newClientsMax: number;
  /** Clients in the document after the update. */
  readonly documentClientsMax: number;
  readonly updateBytesMax: number;
  /** Ranges of deleted clocks in the document after the update. */
  readonly deletedRangesMax: number;
  /** Arrays and objects inside each other in one JSON or `any` value. */
  readonly nestingMax: number;
}

/** At most 13 bytes each, so that everyone's state vector fits into what may come over the wire. [A10] */
const documentClientsMax = 80_000;

const base = { documentClientsMax, updateBytesMax: limits.frameBytesMax, deletedRangesMax: 500_000, nestingMax: 64 };

/** For an update of a session that is in step. */
export const liveLimits: AdmissionLimits = { ...base, structsMax: 20_000, newClientsMax: 64 };

/** For a sync step 2, which may bring days of work. */
export const syncLimits: AdmissionLimits = { ...base, structsMax: 200_000, newClientsMax: 1_000 };

/** For what is stored already: it was admitted once, and folding has put many updates into one. */
export const storedLimits: AdmissionLimits = {
  ...base,
  structsMax: Number.POSITIVE_INFINITY,
  newClientsMax: Number.POSITIVE_INFINITY,
  documentClientsMax: Number.POSITIVE_INFINITY,
  updateBytesMax: Number.POSITIVE_INFINITY,
  deletedRangesMax: Number.POSITIVE_INFINITY,
};
