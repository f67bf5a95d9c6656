/** The check that first comes to mind, "every name is known or in the update": what admission would be without its other rules. */
import * as Y from 'yjs';
import type { Admission, DocumentIndex } from '../admission.ts';
import { DeletedRanges } from '../deleted-ranges.ts';
import type { StateVector } from '../state-vector.ts';

export function literalCheck(index: DocumentIndex, update: Uint8Array): Admission {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch {
    return { kind: 'refused', reason: 'It is not an update.' };
  }
  const clocks: StateVector = new Map();
  const clockOf = (client: number): number => Math.max(clocks.get(client) ?? 0, index.stateVector.get(client) ?? 0);
  for (const { id, length } of decoded.structs) clocks.set(id.client, Math.max(clockOf(id.client), id.clock + length));
  const names = decoded.structs.flatMap((struct) =>
    struct instanceof Y.Item ? [struct.origin, struct.rightOrigin, struct.parent instanceof Y.ID ? struct.parent : null] : [],
  );
  if (names.some((name) => name !== null && name.clock >= clockOf(name.client))) {
    return { kind: 'gap', admissible: null, detail: 'A name is unknown.' };
  }
  const deletions = new DeletedRanges();
  for (const [client, ranges] of decoded.ds.clients) {
    for (const { clock, len } of ranges) {
      if (clock + len > clockOf(client)) return { kind: 'gap', admissible: null, detail: 'A deletion is of what is not there.' };
      if (len > 0) deletions.add(client, clock, len);
    }
  }
  return { kind: 'new', admitted: { update, clocks, deletions } };
}
