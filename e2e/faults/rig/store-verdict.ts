/** Judges what an examined store gave, against what it had been promised to hold. */

/** By document, as entry/build-store.mjs says it. */
export type Promised = Readonly<
  Record<string, { readonly snapshot: string | null; readonly through: number; readonly tail: readonly Entry[]; readonly named: number }>
>;

/** A sequence, and the hash of its update. */
type Entry = readonly [number, string];

interface SeenDocument {
  readonly absent?: true;
  readonly error?: string;
  readonly damages?: readonly string[];
  readonly snapshot?: string | null;
  readonly tail?: readonly Entry[];
  readonly load?: string | null;
  readonly append?: string | null;
}

/** What entry/examine-store.mjs says. */
export interface Seen {
  /** The process's last words, where it ended instead of answering. */
  readonly crashed?: string;
  readonly refused?: string;
  readonly documents?: Readonly<Record<string, SeenDocument>>;
  readonly listed?: readonly string[] | { readonly error: string };
}

export interface Fault {
  readonly kind: 'wrong' | 'missing' | 'empty' | 'unnamed' | 'crash' | 'writable';
  readonly sentence: string;
}

export interface Verdict {
  readonly what: string;
  /**
   * `hidden`: right, but for the newest writes, which nothing outside the log names.
   * `asserted`: LevelDB found keys out of order while it merged tables, and ended the process: nothing was served, and nothing is silent.
   */
  readonly outcome: 'refused' | 'asserted' | 'damaged' | 'sound' | 'hidden';
  readonly faults: readonly Fault[];
}

type Outcome = Verdict['outcome'];

export function judgeStore({ what, seen, promised }: { what: string; seen: Seen; promised: Promised }): Verdict {
  if (seen.crashed !== undefined) {
    if (/leveldb.*Assertion .* failed/.test(seen.crashed)) return { what, outcome: 'asserted', faults: [] };
    return { what, outcome: 'refused', faults: [{ kind: 'crash', sentence: `The process ended: ${seen.crashed}` }] };
  }
  if (seen.refused !== undefined) return { what, outcome: 'refused', faults: unnamed(seen.refused) };
  const judged = Object.entries(promised).map(([id, promise]) => judgeDocument(id, promise, seen.documents?.[id] ?? { absent: true }));
  const faults = [...judged.flatMap((one) => one.faults), ...judgeList(seen, promised)];
  const outcomes = new Set(judged.map(({ outcome }) => outcome));
  const outcome = (['damaged', 'hidden', 'sound'] as const).find((one) => outcomes.has(one)) ?? 'sound';
  return { what, outcome, faults };
}

function judgeDocument(id: string, promise: Promised[string], seen: SeenDocument): { outcome: Outcome; faults: Fault[] } {
  if (seen.absent === true) return { outcome: 'sound', faults: [{ kind: 'empty', sentence: `${id} is gone without a word.` }] };
  if (seen.error !== undefined) return { outcome: 'damaged', faults: unnamed(seen.error) };
  const { damages = [], tail = [], snapshot = null } = seen;
  const hashes = new Map(promise.tail);
  const faults: Fault[] = [];
  for (const [sequence, hash] of tail) {
    // Updates that the snapshot has replaced since may come back where a whole older state does; then they are said to be damage.
    if (hashes.get(sequence) !== hash && (hashes.has(sequence) || damages.length === 0)) {
      faults.push({ kind: 'wrong', sentence: `Update ${sequence} of ${id} is not what was written.` });
    }
  }
  if (damages.length > 0) return { outcome: 'damaged', faults: [...faults, ...judgeDamaged(id, seen)] };
  if (snapshot !== promise.snapshot) faults.push({ kind: 'wrong', sentence: `The snapshot of ${id} is not the one that was written.` });
  if (seen.load !== null) faults.push({ kind: 'unnamed', sentence: `${id} is said to be sound, and loading it fails with ${seen.load}.` });
  const last = tail.at(-1)?.[0] ?? promise.through;
  const isWhole = tail.length === last - promise.through;
  if (!isWhole || last < promise.named) faults.push({ kind: 'missing', sentence: `${id} ends with ${last} and had ${promise.named}.` });
  const written = promise.tail.at(-1)?.[0] ?? promise.through;
  return { outcome: last < written ? 'hidden' : 'sound', faults };
}

function judgeDamaged(id: string, { load, append }: SeenDocument): Fault[] {
  if (load === 'document-damaged' && append === 'document-damaged') return [];
  return [{ kind: 'writable', sentence: `${id} is damaged; loading gave ${load}, appending ${append}.` }];
}

function judgeList({ listed }: Seen, promised: Promised): Fault[] {
  if (listed === undefined) return [];
  if ('error' in listed) return unnamed(listed.error);
  const missing = Object.keys(promised).filter((id) => !listed.includes(id));
  return missing.map((id) => ({ kind: 'empty', sentence: `${id} is not listed.` }));
}

function unnamed(code: string): Fault[] {
  return code.startsWith('unnamed') ? [{ kind: 'unnamed', sentence: code }] : [];
}
