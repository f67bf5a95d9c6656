/** Which deletions an open document calls durable, while others are on their way. */
import { describe, expect, test } from 'vitest';
import { liveLimits, type AdmittedUpdate } from './admission.ts';
import { DeletedRanges } from './deleted-ranges.ts';
import { DocumentState } from './document-state.ts';
import { craftUpdate, textItem } from './testing/craft-update.ts';

describe('[J4] deletions on disk', () => {
  const open = (): { state: DocumentState; update: Uint8Array; deletion: AdmittedUpdate } => {
    const update = craftUpdate({ sections: [{ client: 1, clock: 0, structs: [textItem('abcdef')] }] });
    const state = DocumentState.open({ snapshot: null, tail: [{ sequence: 1, update }], lastSequence: 1 });
    const admission = state.admit(craftUpdate({ deletions: [{ client: 1, ranges: [[2, 2]] }] }), liveLimits);
    if (admission.kind !== 'new') throw new Error(admission.kind);
    return { state, update, deletion: admission.admitted };
  };
  const onDisk = (state: DocumentState): DeletedRanges => DeletedRanges.decode(state.compactionInput().deletedRanges);

  test('are those accepted without what is in flight', () => {
    const { state, deletion } = open();
    expect(onDisk(state).rangeCount).toBe(0);
    state.accept(deletion);
    expect(onDisk(state).rangeCount).toBe(0);
    state.commit(2, deletion);
    expect(onDisk(state).covers(1, 2, 2)).toBe(true);
  });

  test('hold what a compaction found, also while the same is in flight', () => {
    const { state, update, deletion } = open();
    const { stateVector } = state.compactionInput();
    state.accept(deletion);
    const found = new DeletedRanges();
    found.add(1, 3, 2);
    state.applyCompaction({ update, stateVector, deletedRanges: found.encode() }, 1);
    expect([onDisk(state).has(1, 2), onDisk(state).covers(1, 3, 2)]).toEqual([false, true]);
    state.commit(2, deletion);
    expect(onDisk(state).covers(1, 2, 3)).toBe(true);
  });
});
