/** A recorded session of two people: what each typed, and what each had seen by then. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type * as Y from 'yjs';

/** Position and count in Unicode code points, then the text inserted. */
export type Patch = readonly [position: number, deletedCount: number, inserted: string];

/** Applies to the merge of its parents, which are indexes of earlier transactions. */
export interface Transaction {
  readonly agent: number;
  readonly parents: readonly number[];
  readonly patches: readonly Patch[];
}

/** In the format of the public editing-traces collection. */
export interface EditingTrace {
  readonly numAgents: number;
  readonly endContent: string;
  readonly txns: readonly Transaction[];
}

export async function readTrace(path: string): Promise<EditingTrace> {
  return JSON.parse(gunzipSync(await readFile(path)).toString('utf8')) as EditingTrace;
}

/**
 * For each transaction, how many transactions of each agent it had seen. An agent has always seen all of its own.
 */
export function versionsSeen(trace: EditingTrace): readonly (readonly number[])[] {
  const after: number[][] = [];
  return trace.txns.map(({ agent, parents }, index) => {
    const seenOf = (of: number): number => Math.max(0, ...parents.map((parent) => after[parent]?.[of] ?? 0));
    const seen = Array.from({ length: trace.numAgents }, (_, of) => seenOf(of));
    after[index] = seen.map((count, of) => (of === agent ? count + 1 : count));
    return seen;
  });
}

/** Types one transaction into a text, as one Yjs transaction. `holdsPairs` as told by the function below. */
export function typeTransaction(text: Y.Text, transaction: Transaction, options: { holdsPairs: boolean }): void {
  const apply = (): void => {
    for (const [position, deletedCount, inserted] of transaction.patches) {
      const units = options.holdsPairs ? unitsOf(text, position, deletedCount) : { at: position, count: deletedCount };
      if (units.count > 0) text.delete(units.at, units.count);
      if (inserted !== '') text.insert(units.at, inserted);
    }
  };
  if (text.doc === null) apply();
  else text.doc.transact(apply);
}

/** Whether characters beyond the first plane are typed: positions then have to be counted, which is slow. */
export function holdsPairs(trace: EditingTrace): boolean {
  return trace.txns.some(({ patches }) => patches.some(([, , inserted]) => /[\u{10000}-\u{10ffff}]/u.test(inserted)));
}

/** Yjs counts UTF-16 units and a trace code points: they differ where a text holds surrogate pairs. */
function unitsOf(text: Y.Text, position: number, count: number): { at: number; count: number } {
  const points = Array.from(text.toString());
  const unitsIn = (part: readonly string[]): number => part.reduce((sum, point) => sum + point.length, 0);
  return { at: unitsIn(points.slice(0, position)), count: unitsIn(points.slice(position, position + count)) };
}
