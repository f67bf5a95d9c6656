/** Writes updates out of sections that exist already: bytes are copied, structs are not decoded. [A7] */
import * as encoding from 'lib0/encoding';
import type { Section } from './section.ts';

/** No structs, no deletions. */
export const EMPTY_UPDATE: Uint8Array = Uint8Array.of(0, 0);

/** An encoded delete set without ranges. */
export const NOTHING_DELETED: Uint8Array = Uint8Array.of(0);

/**
 * Sections of one client must lie end to end; they become one. Clients go in descending order: Yjs integrates them faster that way,
 * and `Y.mergeUpdates` loses structs in any other.
 */
export function writeUpdate(sections: readonly Section[], deleted: Uint8Array): Uint8Array {
  const runs = runsOf(sections);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.length);
  for (const run of runs) {
    encoding.writeVarUint(encoder, run.count);
    encoding.writeVarUint(encoder, run.client);
    encoding.writeVarUint(encoder, run.clock);
    for (const part of run.parts) encoding.writeUint8Array(encoder, part.bytes.subarray(part.start, part.stop));
  }
  encoding.writeUint8Array(encoder, deleted);
  return encoding.toUint8Array(encoder);
}

interface Run {
  readonly client: number;
  readonly clock: number;
  end: number;
  count: number;
  readonly parts: Section[];
}

function runsOf(sections: readonly Section[]): Run[] {
  const runs: Run[] = [];
  for (const section of sections.toSorted((a, b) => b.client - a.client || a.clock - b.clock)) {
    let run = runs.at(-1);
    if (run?.client !== section.client) {
      run = { client: section.client, clock: section.clock, end: section.clock, count: 0, parts: [] };
      runs.push(run);
    }
    if (run.end !== section.clock) throw new Error(`Clocks ${run.end} to ${section.clock} of a client are missing or doubled.`);
    run.end = section.end;
    run.count += section.count;
    run.parts.push(section);
  }
  return runs;
}
