/** Decides what an update brings to a document, and gives it back as it may be stored and shown. Pure: bytes in, a verdict out. */
import { ProtocolError } from '@scriptorium/protocol';
import type { AdmissionLimits } from './admission-limits.ts';
import { DeletedRanges } from './deleted-ranges.ts';
import type { StateVector } from './state-vector.ts';
import { UpdateScanner } from './update-scanner.ts';
import { survey, type Survey } from './update-survey.ts';
import { writeUpdate } from './update-writer.ts';

export { liveLimits, storedLimits, syncLimits, type AdmissionLimits } from './admission-limits.ts';

/** All that admission knows of a document. */
export interface DocumentIndex {
  readonly stateVector: StateVector;
  readonly deleted: DeletedRanges;
}

/** An update that leaves nothing pending when it is applied after those before it. */
export interface AdmittedUpdate {
  /** Only what is new. The bytes that came in, where nothing had to go: the caller copies what it keeps. */
  readonly update: Uint8Array;
  /** What it adds to the index: client → next clock, */
  readonly clocks: StateVector;
  /** and deletions; GC structs and deleted items count. */
  readonly deletions: DeletedRanges;
}

export type Admission =
  | { readonly kind: 'new'; readonly admitted: AdmittedUpdate }
  /** Nothing that the document does not have. */
  | { readonly kind: 'known' }
  /** It builds on what the document does not have. `detail` is one sentence without content; `admissible` is the rest of it. */
  | { readonly kind: 'gap'; readonly admissible: AdmittedUpdate | null; readonly detail: string }
  /** The document would pass a limit of its own with it; nothing is wrong with the update. */
  | { readonly kind: 'full'; readonly reason: string }
  /** `reason` is one sentence that may be shown to the sender. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Rules [A1]–[A9]. */
export function admit(index: DocumentIndex, update: Uint8Array, limits: AdmissionLimits): Admission {
  try {
    return examine(index, update, limits);
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: error.code === 'document-full' ? 'full' : 'refused', reason: error.message };
    throw error;
  }
}

/** The index of the document with the update in it. */
export function applyToIndex(index: DocumentIndex, admitted: Pick<AdmittedUpdate, 'clocks' | 'deletions'>): void {
  for (const [client, clock] of admitted.clocks) index.stateVector.set(client, clock);
  index.deleted.addAll(admitted.deletions);
}

function examine(index: DocumentIndex, update: Uint8Array, limits: AdmissionLimits): Admission {
  if (update.byteLength > limits.updateBytesMax) {
    throw new ProtocolError('too-large', `The update has ${update.byteLength} bytes; the most is ${limits.updateBytesMax}.`);
  }
  const scanner = new UpdateScanner(update, limits.nestingMax);
  const structs = survey(update, scanner, index.stateVector, limits);
  const deletions = deletionsOf(update.subarray(scanner.stop), scanner, { index, clocks: structs.clocks, limits });
  if (structs.hasCircle) throw new ProtocolError('malformed', 'The update holds structs that wait for each other in a circle.');
  const all = allDeletions(structs, deletions.fresh);
  checkEntries(structs, index.deleted, all);
  checkRangeCount(index.deleted.rangeCount + all.rangeCount, limits);
  const detail = structs.gap ?? deletions.gap;
  const isNew = structs.sections.length > 0 || deletions.fresh.rangeCount > 0;
  if (!isNew) return detail === null ? { kind: 'known' } : { kind: 'gap', admissible: null, detail };
  const isChanged = structs.isChanged || deletions.isChanged;
  const bytes = isChanged ? normalBytes(structs, deletions.fresh, limits) : update;
  const admitted: AdmittedUpdate = { update: bytes, clocks: structs.clocks, deletions: all };
  return detail === null ? { kind: 'new', admitted } : { kind: 'gap', admissible: admitted, detail };
}

/** A cut struct names what was before it, so the bytes can be more than those that came in: the store has its limit. [A9] */
function normalBytes({ sections }: Survey, fresh: DeletedRanges, limits: AdmissionLimits): Uint8Array {
  const bytes = writeUpdate(sections, fresh.encode());
  if (bytes.byteLength <= limits.updateBytesMax) return bytes;
  throw new ProtocolError('too-large', `The update would have ${bytes.byteLength} bytes as it is stored; the most is ${limits.updateBytesMax}.`);
}

/** What the delete set brings. */
interface Deletions {
  /** Ranges that the document does not have, sorted and merged. */
  readonly fresh: DeletedRanges;
  /** They are not the ranges that the update has. */
  readonly isChanged: boolean;
  /** A range that reaches above the clock, for the log; null if none. */
  readonly gap: string | null;
}

interface Known {
  readonly index: DocumentIndex;
  /** Client → next clock of those that the update's structs move on. */
  readonly clocks: StateVector;
  readonly limits: AdmissionLimits;
}

/** Of the delete set in these bytes, before which the scanner stands. One that is in, as a whole, is not looked through again. [A8] */
function deletionsOf(encoded: Uint8Array, scanner: UpdateScanner, known: Known): Deletions {
  const { deleted } = known.index;
  if (deleted.holds(encoded)) return { fresh: new DeletedRanges(), isChanged: true, gap: null };
  const deletions = readDeletions(scanner, known);
  scanner.end();
  if (deletions.gap === null && deletions.fresh.rangeCount === 0) deleted.remember(encoded);
  return deletions;
}

function readDeletions(scanner: UpdateScanner, { index, clocks, limits }: Known): Deletions {
  const named = new DeletedRanges();
  let gap: string | null = null;
  let clocksNamed = 0;
  let rangesNamed = 0;
  while (scanner.nextDeletedClient()) {
    const { client } = scanner;
    const next = clocks.get(client) ?? index.stateVector.get(client) ?? 0;
    const ranges: { clock: number; end: number }[] = [];
    while (scanner.nextDeletedRange()) {
      checkRangeCount(++rangesNamed, limits);
      const { clock, length } = scanner;
      clocksNamed += length;
      if (clock + length > next) gap ??= `A deletion of ${client}:${clock} ends at ${clock + length}; the client has come to ${next}.`;
      if (clock < next) ranges.push({ clock, end: Math.min(clock + length, next) });
    }
    // Appending is cheap, inserting moves what follows: what a crafted order would make quadratic is sorted first.
    ranges.sort((a, b) => a.clock - b.clock);
    for (const { clock, end } of ranges) named.add(client, clock, end - clock);
  }
  const fresh = named.minus(index.deleted);
  let clocksFresh = 0;
  fresh.forEach((_client, _clock, length) => (clocksFresh += length));
  return { fresh, isChanged: clocksFresh !== clocksNamed, gap };
}

function allDeletions({ deleted }: Survey, fresh: DeletedRanges): DeletedRanges {
  if (deleted.length === 0) return fresh;
  const all = new DeletedRanges();
  for (const { client, clock, length } of deleted) all.add(client, clock, length);
  all.addAll(fresh);
  return all;
}

/**
 * Part of a long map entry can be deleted without the rest, and a Y.Doc then throws when it collects the map. Yjs itself makes long
 * entries out of old values, which are deleted as a whole. [A5]
 */
function checkEntries({ wideEntries }: Survey, known: DeletedRanges, added: DeletedRanges): void {
  if (wideEntries.length === 0) return;
  for (const { client, clock, length } of wideEntries) {
    // The document has many ranges and is asked for one client's; each that it lacks must be whole in what is added.
    const missing = known.missingFrom(client, clock, length);
    if (!missing.every(([from, count]) => added.covers(client, from, count))) {
      throw new ProtocolError('malformed', `The map entry at ${client}:${clock} has ${length} values; only one can be set.`);
    }
  }
}

function checkRangeCount(ranges: number, limits: AdmissionLimits): void {
  if (ranges > limits.deletedRangesMax) {
    throw new ProtocolError('document-full', `The document would have ${ranges} deleted ranges; the most is ${limits.deletedRangesMax}.`);
  }
}
