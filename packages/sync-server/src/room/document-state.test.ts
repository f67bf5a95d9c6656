/** What an open document holds, shows and keeps to itself. */
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { liveLimits, type AdmittedUpdate } from './admission.ts';
import { DocumentState } from './document-state.ts';
import { compact } from './document-worker/tasks.ts';
import { partsOf } from './section.ts';
import { decodeStateVector, encodeStateVector } from './state-vector.ts';
import { craftUpdate, textItem } from './testing/craft-update.ts';
import { contentOf, docOf, hasPending } from './testing/document-content.ts';
import { SimulatedRelay } from './testing/simulated-relay.ts';

const EMPTY = { snapshot: null, tail: [], lastSequence: 0 };

/** A person who types over a relay; every edit is accepted, and committed if asked. */
class Typist {
  readonly relay = new SimulatedRelay();
  readonly doc = new Y.Doc();

  constructor() {
    this.doc.on('update', (update: Uint8Array) => {
      expect(this.relay.receive(update, 'live').kind).toBe('new');
    });
  }

  get text(): Y.Text {
    return this.doc.getText('title');
  }

  type(count: number): void {
    for (let at = 0; at < count; at++) {
      this.text.insert(this.text.length, 'word ');
      if (at % 5 === 0) this.text.delete(0, 2);
    }
  }
}

function committed(count: number): Typist {
  const typist = new Typist();
  typist.type(count);
  typist.relay.commit();
  return typist;
}

function vectorOf(doc: Y.Doc): ReadonlyMap<number, number> & Map<number, number> {
  return decodeStateVector(Y.encodeStateVector(doc));
}

describe('[J1] a joiner with nothing', () => {
  test('is sent the snapshot and, as one update, the tail: the same bytes for all', () => {
    const typist = committed(200);
    typist.relay.compact();
    typist.type(70);
    typist.relay.commit();
    const { relay } = typist;
    const [first, second] = [relay.state.answer(new Map()), relay.state.answer(new Map())];
    expect(first.updates).toHaveLength(2);
    expect(contentOf(docOf(first.updates))).toEqual(contentOf(typist.doc));
    first.updates.forEach((update, at) => expect(second.updates[at]).toBe(update));
    expect(first.updates[0]).toBe(relay.snapshot?.update);
  });

  test('is sent an empty update by an empty document', () => {
    expect(DocumentState.open(EMPTY).answer(new Map())).toEqual({ kind: 'frames', updates: [Uint8Array.of(0, 0)] });
  });
});

describe('[J2] a joiner that has the snapshot', () => {
  test('is sent one update: what it lacks of the tail, and all deletions', () => {
    const typist = committed(100);
    typist.relay.compact();
    const joiner = docOf(typist.relay.state.whole());
    typist.type(70);
    typist.relay.commit();
    const half = docOf([Y.encodeStateAsUpdate(joiner)]);
    for (const update of typist.relay.state.whole().slice(1, 4)) Y.applyUpdate(half, update);
    for (const doc of [joiner, half]) {
      const { updates } = typist.relay.state.answer(vectorOf(doc));
      expect(updates).toHaveLength(1);
      for (const update of updates) Y.applyUpdate(doc, update);
      expect(contentOf(doc)).toEqual(contentOf(typist.doc));
      expect(hasPending(doc)).toBe(false);
    }
  });

  test('is sent deletions that its state vector does not see', () => {
    const typist = committed(50);
    const joiner = docOf(typist.relay.state.whole());
    typist.text.delete(0, 20);
    typist.relay.commit();
    const { updates } = typist.relay.state.answer(vectorOf(joiner));
    for (const update of updates) Y.applyUpdate(joiner, update);
    expect(joiner.getText('title').length).toBe(typist.text.length);
  });
});

describe('[J3] a joiner that has part of the snapshot', () => {
  test('is sent the whole up to 64 KiB', () => {
    const typist = committed(100);
    const early = docOf(typist.relay.state.whole().slice(0, 1));
    typist.type(100);
    typist.relay.commit();
    typist.relay.compact();
    expect(typist.relay.state.answer(vectorOf(early))).toEqual({ kind: 'frames', updates: typist.relay.state.whole() });
  });

  test('is left to the worker above that', () => {
    const typist = committed(10);
    const early = docOf(typist.relay.state.whole());
    typist.text.insert(0, 'x'.repeat(70_000));
    typist.relay.commit();
    typist.relay.compact();
    const answer = typist.relay.state.answer(vectorOf(early));
    expect(answer).toEqual({ kind: 'diff', updates: typist.relay.state.whole(), stateVector: Y.encodeStateVector(early) });
    for (const update of typist.relay.answer(Y.encodeStateVector(early))) Y.applyUpdate(early, update);
    expect(early.getText('title').length).toBe(typist.text.length);
  });
});

describe('[J4] what is in flight', () => {
  test('is shown to no joiner, neither structs nor deletions, until it is on disk', () => {
    const typist = committed(10);
    const { state } = typist.relay;
    const shown = typist.text.toString();
    const joiner = docOf(state.whole());
    typist.text.insert(0, 'secret ');
    typist.text.delete(10, 5);
    for (const vector of [new Map(), vectorOf(joiner), vectorOf(typist.doc)]) {
      const doc = docOf([...state.whole(), ...state.answer(vector).updates]);
      expect(doc.getText('title').toString()).toBe(shown);
    }
    expect(state.since(0)).toEqual(state.whole());
    const { updates, deletedRanges, stateVector } = state.compactionInput();
    expect(docOf(updates).getText('title').toString()).toBe(shown);
    expect(stateVector).toEqual(Y.encodeStateVector(joiner));
    expect(compact({ updates, deletedRanges, stateVector, throughSequence: state.durableSequence }).kind).toBe('compacted');
    typist.relay.commit();
    expect(docOf(state.whole()).getText('title').toString()).toBe(typist.text.toString());
  });

  test('counts for admission, for the state vector that is sent, and for the size', () => {
    const typist = committed(3);
    const { state } = typist.relay;
    const before = state.sizeBytes;
    typist.text.insert(0, 'x');
    expect(state.stateVector()).toEqual(Y.encodeStateVector(typist.doc));
    expect(state.admit(Y.encodeStateAsUpdate(typist.doc), liveLimits).kind).toBe('known');
    expect(state.sizeBytes).toBeGreaterThan(before);
    typist.relay.commit();
    expect(state.sizeBytes).toBe(state.snapshotBytes + state.tailBytes);
  });
});

describe('[J5] since', () => {
  test('gives what came after a sequence, perhaps with some before it', () => {
    const typist = committed(40);
    const doc = docOf(typist.relay.state.whole());
    const sequence = typist.relay.state.durableSequence;
    typist.type(60);
    typist.relay.commit();
    for (const update of typist.relay.state.since(sequence) ?? []) Y.applyUpdate(doc, update);
    expect(contentOf(doc)).toEqual(contentOf(typist.doc));
    expect(typist.relay.state.since(typist.relay.state.durableSequence)).toEqual([]);
  });

  test('is null for what went into the snapshot', () => {
    const typist = committed(40);
    const sequence = typist.relay.state.durableSequence;
    typist.relay.compact();
    expect(typist.relay.state.since(sequence - 1)).toBeNull();
    expect(typist.relay.state.since(sequence)).toEqual([]);
  });
});

describe('[J6] the tail', () => {
  test('is folded: few pieces, few bytes, the same document', () => {
    const typist = committed(3_000);
    const { state } = typist.relay;
    expect(state.tailCount).toBe(3_600);
    expect(state.whole().length).toBeLessThan(3 * 32);
    const raw = typist.relay.tail.reduce((sum, { update }) => sum + update.byteLength, 0);
    expect(state.tailBytes).toBeLessThan(raw);
    expect(state.tailBytes).toBe(state.whole().reduce((sum, { byteLength }) => sum + byteLength, 0));
    expect(contentOf(docOf(state.whole()))).toEqual(contentOf(typist.doc));
  });

  test('does not fold what is larger than 64 KiB together', () => {
    const state = DocumentState.open(EMPTY);
    for (let sequence = 1; sequence <= 40; sequence++) {
      const update = craftUpdate({ sections: [{ client: sequence, clock: 0, structs: [textItem('x'.repeat(40_000))] }] });
      const admission = state.admit(update, liveLimits);
      if (admission.kind !== 'new') throw new Error(admission.kind);
      state.accept(admission.admitted);
      state.commit(sequence, admission.admitted);
    }
    expect(state.whole()).toHaveLength(40);
  });
});

describe('[J7] compaction and the tail', () => {
  test('keeps what was committed while the worker worked, and shows it once', () => {
    const typist = committed(100);
    typist.relay.compact(() => {
      typist.type(50);
      typist.relay.commit();
    });
    const { state } = typist.relay;
    expect(state.tailCount).toBe(60);
    expect(contentOf(docOf(state.whole()))).toEqual(contentOf(typist.doc));
    const { structs } = Y.decodeUpdate(Y.mergeUpdates([...state.whole()]));
    expect(structs.reduce((sum, { length }) => sum + length, 0)).toBe(Y.getState(typist.doc.store, typist.doc.clientID));
  });

  test('keeps what it has where the index of the new snapshot can not be read', () => {
    const typist = committed(20);
    const { state } = typist.relay;
    const before = [...state.whole()];
    const snapshot = { update: before[0] ?? Uint8Array.of(), stateVector: Uint8Array.of(0), deletedRanges: Uint8Array.of(9) };
    expect(() => state.applyCompaction(snapshot, state.durableSequence)).toThrow('Malformed');
    expect(state.whole()).toEqual(before);
    expect(state.snapshotBytes).toBe(0);
  });

  test('takes over deletions that only the worker found', () => {
    const relay = new SimulatedRelay();
    const entry = (client: number): Uint8Array =>
      craftUpdate({ sections: [{ client, clock: 0, structs: [{ kind: 'item', parent: 'map', key: 'k', content: { kind: 'any', values: [client] } }] }] });
    for (const client of [1, 2]) relay.receive(entry(client), 'live');
    relay.commit();
    expect(relay.compact()).toBe(true);
    expect(relay.receive(craftUpdate({ deletions: [{ client: 1, ranges: [[0, 1]] }] }), 'live').kind).toBe('known');
  });
});

describe('[J8] opening', () => {
  test('gives back what was stored', () => {
    const typist = committed(100);
    typist.relay.compact();
    typist.type(40);
    typist.relay.commit();
    const before = typist.relay.state;
    typist.relay.reopen();
    const { state } = typist.relay;
    expect(state.faults).toEqual([]);
    expect(state.stateVector()).toEqual(before.stateVector());
    expect([state.durableSequence, state.tailCount, state.snapshotBytes]).toEqual([before.durableSequence, before.tailCount, before.snapshotBytes]);
    expect(contentOf(docOf(state.whole()))).toEqual(contentOf(typist.doc));
  });

  test('[A10] opens a document with more clients than a state vector from outside may name', () => {
    const clients = Array.from({ length: 150_000 }, (_, index) => 0xffff_ffff - index);
    const update = craftUpdate({ sections: clients.map((client) => ({ client, clock: 0, structs: [{ kind: 'gc', length: 20_000 }] })) });
    const stateVector = encodeStateVector(new Map(clients.map((client) => [client, 20_000])));
    expect(stateVector.byteLength).toBeGreaterThan(1024 * 1024);
    const deletedRanges = partsOf(update).deleted;
    const state = DocumentState.open({ snapshot: { update, stateVector, deletedRanges }, tail: [], lastSequence: 1 });
    expect(state.stateVector()).toEqual(stateVector);
  });

  test('leaves out what a lost update tore off, and says so', () => {
    const typist = committed(20);
    const tail = typist.relay.tail.filter(({ sequence }) => sequence !== 10);
    const state = DocumentState.open({ snapshot: null, tail, lastSequence: 24 });
    expect(state.faults.length).toBeGreaterThan(0);
    expect(state.faults[0]).toMatch(/^Update 11: /);
    expect(hasPending(docOf(state.whole()))).toBe(false);
  });

  test('a gap of a step 2 can be accepted in part', () => {
    const state = DocumentState.open(EMPTY);
    const sections = [{ client: 1, clock: 0, structs: [textItem('a'), textItem('b', { origin: { client: 9, clock: 0 } })] }];
    const admission = state.admit(craftUpdate({ sections }), liveLimits);
    const admitted: AdmittedUpdate | null = admission.kind === 'gap' ? admission.admissible : null;
    if (admitted === null) throw new Error(admission.kind);
    state.accept(admitted);
    state.commit(1, admitted);
    expect(docOf(state.whole()).getText('t').toString()).toBe('a');
  });
});
