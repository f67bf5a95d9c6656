/** The journal between a room and its store. */
import type { DocumentStore } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { liveLimits } from './admission.ts';
import { ByteBudget } from './byte-budget.ts';
import { DocumentState } from './document-state.ts';
import { Journal } from './journal.ts';
import type { DurableUpdate } from './journal.ts';
import { settle } from './testing/test-clock.ts';
import { docOf } from './testing/document-content.ts';
import { newOf } from './testing/small-document.ts';

/** Three updates of one text, each on top of the one before. */
function threeUpdates(): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of 'abc') doc.getText('body').insert(doc.getText('body').length, letter);
  return updates;
}

function openJournal(unackedBytesMax: number = 1_000_000, budget: ByteBudget = new ByteBudget(1_000_000)): { journal: Journal; state: DocumentState; durable: DurableUpdate[]; resolvers: ((sequence: number) => void)[] } {
  const resolvers: ((sequence: number) => void)[] = [];
  const append = (): Promise<number> => new Promise((resolve) => resolvers.push(resolve));
  const state = DocumentState.open({ snapshot: null, tail: [], lastSequence: 0 });
  const durable: DurableUpdate[] = [];
  const journal = new Journal({
    documentId: 'notes',
    store: { append } as unknown as DocumentStore,
    state,
    unackedBytesMax,
    budget,
    expectUpdate: () => 0,
    onDurable: (update) => durable.push(update),
    onRejected: () => {},
  });
  return { journal, state, durable, resolvers };
}

test('[S2] [P20] of updates that one commit holds, a later one may be told of first: each keeps its own sequence, and nothing goes out of order', async () => {
  const { journal, state, durable, resolvers } = openJournal();
  const updates = threeUpdates();
  const told: string[] = [];
  for (const [index, update] of updates.entries()) {
    journal.append(newOf(state.admit(update, liveLimits)), null, {});
    journal.settle(() => told.push(`update ${index + 1}`));
  }
  resolvers[1]?.(2);
  resolvers[2]?.(3);
  await settle();
  expect(durable).toEqual([]);
  expect(told).toEqual([]);
  resolvers[0]?.(1);
  await settle();
  expect(durable.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(durable.map(({ update }) => update)).toEqual(updates);
  expect(told).toEqual(['update 1', 'update 2', 'update 3']);
  expect(state.durableSequence).toBe(3);
  expect(docOf(state.whole()).getText('body').toString()).toBe('abc');
});

test('[P43] is full for what does not fit once half of the limit is waiting, and one byte before for nothing', () => {
  const [update = new Uint8Array()] = threeUpdates();
  const waiting = (unackedBytesMax: number): Journal => {
    const { journal, state } = openJournal(unackedBytesMax);
    journal.append(newOf(state.admit(update, liveLimits)), null, {});
    return journal;
  };
  const bytes = update.byteLength;
  expect(waiting(2 * bytes + 1).isFullFor(100 * bytes)).toBe(false);
  expect(waiting(2 * bytes).isFullFor(bytes)).toBe(false);
  expect(waiting(2 * bytes).isFullFor(bytes + 1)).toBe(true);
});

test('[P43] asks for what was dropped when the largest answer fits into what all rooms may hold, and one byte before not', () => {
  const budget = new ByteBudget(256 * 1024 * 1024);
  const { journal } = openJournal(8 * 1024 * 1024, budget);
  budget.take(240 * 1024 * 1024);
  expect(journal.isHalfEmpty).toBe(true);
  budget.take(1);
  expect(journal.isHalfEmpty).toBe(false);
});
