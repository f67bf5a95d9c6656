/** A random sequence of hostile updates among honest ones: nothing that is admitted may leave anything waiting in a Y.Doc. */
import * as Y from 'yjs';
import { admit, applyToIndex, liveLimits, type Admission, type DocumentIndex } from '../admission.ts';
import { DeletedRanges } from '../deleted-ranges.ts';
import { DocumentState } from '../document-state.ts';
import { compact, diff, type CompactionOutcome } from '../document-worker/tasks.ts';
import { decodeStateVector } from '../state-vector.ts';
import { hasPending } from './document-content.ts';
import { hostileUpdate } from './hostile-updates.ts';
import { Random } from './random.ts';

export type Admit = (index: DocumentIndex, update: Uint8Array) => Admission;

export interface SequenceOptions {
  readonly seed: number;
  readonly length?: number;
  /** The rule under test; `admit` if not given. */
  readonly admit?: Admit;
}

export interface SequenceOutcome {
  readonly verdicts: Readonly<Record<Admission['kind'], number>>;
  /** A Y.Doc threw, as crafted map entries can make it in every server; what followed was not looked at. */
  readonly threw: string | null;
}

/** Throws where something waits, or where the index and the bytes do not agree. */
export function runHostileSequence({ seed, length = 14, admit: decide = (index, update) => admit(index, update, liveLimits) }: SequenceOptions): SequenceOutcome {
  const random = new Random(seed);
  const verdicts = { new: 0, known: 0, gap: 0, full: 0, refused: 0 };
  const index: DocumentIndex = { stateVector: new Map(), deleted: new DeletedRanges() };
  const stored: Uint8Array[] = [];
  const seen: Uint8Array[] = [];
  const honest = new Y.Doc();
  honest.clientID = 9;
  honest.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'relay') seen.push(update);
  });
  for (let step = 0; step < length; step++) {
    const update = nextUpdate(random, { honest, clocks: index.stateVector, seen });
    if (update === null) return { verdicts, threw: 'An honest edit.' };
    const admission = decide(index, update);
    verdicts[admission.kind]++;
    const admitted = admission.kind === 'new' ? admission.admitted : admission.kind === 'gap' && random.chance(0.5) ? admission.admissible : null;
    if (admitted === null) continue;
    applyToIndex(index, admitted);
    stored.push(admitted.update);
    seen.push(admitted.update);
    const threw = applyTo(honest, admitted.update);
    if (threw !== null) return { verdicts, threw };
  }
  return { verdicts, threw: checkStored(random, stored, index) };
}

/** Now and then an honest person writes; null if the Y.Doc can't any more. */
function nextUpdate(
  random: Random,
  { honest, ...surroundings }: { honest: Y.Doc; clocks: ReadonlyMap<number, number>; seen: Uint8Array[] },
): Uint8Array | null {
  if (random.chance(0.75)) return hostileUpdate(random, surroundings);
  const before = surroundings.seen.length;
  try {
    const text = honest.getText('title');
    if (random.chance(0.7) || text.length === 0) text.insert(random.below(text.length + 1), random.pick(['hi', '😀', 'x']));
    else text.delete(random.below(text.length), 1);
  } catch {
    return null;
  }
  return surroundings.seen[before] ?? Uint8Array.of(0, 0);
}

/** Every way in which the bytes reach a client: one by one, folded, as an answer, from the disk. */
function checkStored(random: Random, stored: readonly Uint8Array[], index: DocumentIndex): string | null {
  const state = DocumentState.open({
    snapshot: null,
    tail: stored.map((update, at) => ({ sequence: at + 1, update })),
    lastSequence: stored.length,
  });
  if (state.faults.length > 0) throw new Error(`Stored bytes are not admitted again: ${state.faults.join(' ')}`);
  for (const update of [...stored, ...state.whole()]) Y.decodeUpdate(update);
  const [fresh, ...threw] = [freshDoc(stored), freshDoc(state.whole()), freshDoc([Y.mergeUpdates([Uint8Array.of(0, 0), ...stored])])];
  const failed = [fresh, ...threw].find((result) => typeof result === 'string');
  if (failed !== undefined || typeof fresh !== 'object') return String(failed);
  for (const [client, clock] of index.stateVector) {
    if (Y.getState(fresh.store, client) !== clock) throw new Error(`The index says ${client}:${clock}; a Y.Doc has ${Y.getState(fresh.store, client)}.`);
  }
  return checkJoiner(random, stored, state) ?? checkCompaction(state);
}

/** The worker, too, finds nothing that waits or is lost; it may find a map that was crafted. */
function checkCompaction(state: DocumentState): string | null {
  let outcome: CompactionOutcome;
  try {
    outcome = compact(state.compactionInput());
  } catch (error) {
    return thrown(error);
  }
  if (outcome.kind === 'compacted') return null;
  // A long map entry that does not say so, since it has an origin: each load deletes another part of it. [A11]
  if (outcome.reason === 'The snapshot changes when it is loaded again.') return outcome.reason;
  throw new Error(`A compaction was rejected: ${outcome.reason}`);
}

function checkJoiner(random: Random, stored: readonly Uint8Array[], state: DocumentState): string | null {
  const joiner = freshDoc(stored.slice(0, random.below(stored.length + 1)));
  if (typeof joiner === 'string') return joiner;
  const answer = state.answer(decodeStateVector(Y.encodeStateVector(joiner)));
  const updates = answer.kind === 'frames' ? answer.updates : [diff(answer.updates, answer.stateVector)];
  for (const update of updates) {
    const threw = applyTo(joiner, update);
    if (threw !== null) return threw;
  }
  return null;
}

function freshDoc(updates: readonly Uint8Array[]): Y.Doc | string {
  const doc = new Y.Doc();
  for (const update of updates) {
    const threw = applyTo(doc, update);
    if (threw !== null) return threw;
  }
  return doc;
}

/** What Yjs threw, or null. Something that waits is a failure of admission. */
function applyTo(doc: Y.Doc, update: Uint8Array): string | null {
  try {
    Y.applyUpdate(doc, update, 'relay');
  } catch (error) {
    return thrown(error);
  }
  if (hasPending(doc)) throw new Error('Something waits in a Y.Doc.');
  return null;
}

function thrown(error: unknown): string {
  return error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : String(error);
}
