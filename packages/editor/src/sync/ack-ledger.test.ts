import { describe, expect, test } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { type AckLedger, type LedgerEvent, coversMax, emptyLedger, isAllSaved, reduceLedger, unsavedSince } from './ack-ledger.ts';

function run(events: readonly LedgerEvent[], from: AckLedger = emptyLedger): AckLedger {
  return events.reduce(reduceLedger, from);
}

const opened: LedgerEvent = { type: 'opened' };
const closed: LedgerEvent = { type: 'closed' };
const step2: LedgerEvent = { type: 'sent', frame: 'sync-step-2' };
const update: LedgerEvent = { type: 'sent', frame: 'update' };
const edit = (at: number, clock = at): LedgerEvent => ({ type: 'edited', at, clock });
const ack = (count: number, at = 1_000): LedgerEvent => ({ type: 'acked', count, at });

describe('the ack ledger', () => {
  test('[P20] a tab that wrote nothing has everything saved', () => {
    expect(isAllSaved(run([opened, step2]))).toBe(true);
    expect(unsavedSince(run([opened, step2]))).toBeNull();
  });

  test('[P20] an edit is saved once its own frame is acked, not before', () => {
    const sent = run([opened, step2, ack(1), edit(10), update]);
    expect(isAllSaved(sent)).toBe(false);
    expect(unsavedSince(sent)).toBe(10);
    const saved = run([ack(2, 44)], sent);
    expect(isAllSaved(saved)).toBe(true);
    expect(saved.lastSavedAt).toBe(44);
    expect(unsavedSince(saved)).toBeNull();
  });

  test('[P20] an ack of the earlier of two edits leaves the later one unsaved', () => {
    const ledger = run([opened, step2, edit(10), update, edit(20), update, ack(2)]);
    expect(isAllSaved(ledger)).toBe(false);
    expect(unsavedSince(ledger)).toBe(20);
    expect(ledger.savedClock).toBe(10);
  });

  test('[P20] what was typed offline is saved by the ack of step 2', () => {
    const ledger = run([opened, step2, ack(1), closed, edit(10), edit(20), opened, step2]);
    expect(isAllSaved(ledger)).toBe(false);
    expect(isAllSaved(run([ack(1)], ledger))).toBe(true);
  });

  test('[P20] an edit between connecting and step 2 is saved by step 2, for its own frame may have been discarded', () => {
    const early = run([edit(5), opened, edit(10), update, ack(1)]);
    expect(isAllSaved(early)).toBe(false);
    const later = run([step2], early);
    expect(isAllSaved(later)).toBe(false);
    expect(isAllSaved(run([ack(2)], later))).toBe(true);
  });

  test('[P20] after a lost connection the count starts again, and un-acked frames count for nothing', () => {
    const ledger = run([opened, step2, ack(1), edit(10), update, closed]);
    expect(unsavedSince(ledger)).toBe(10);
    const again = run([opened, step2], ledger);
    expect(isAllSaved(again)).toBe(false);
    expect(isAllSaved(run([ack(1)], again))).toBe(true);
  });

  test('[P20] a count above what was sent is not believed', () => {
    expect(isAllSaved(run([opened, step2, edit(10), update, ack(3)]))).toBe(false);
  });

  test('an edit without a frame, on a socket that is closing, stays unsaved', () => {
    const ledger = run([opened, step2, ack(1), edit(10)]);
    expect(isAllSaved(ledger)).toBe(false);
    expect(unsavedSince(run([closed], ledger))).toBe(10);
  });

  test('one frame above the limit is taken together with the one before: later, never too early', () => {
    const events = Array.from({ length: coversMax + 1 }, (_, index) => [edit(index + 1), update]).flat();
    const full = run([opened, step2, ack(1), ...events]);
    expect(full.connection?.covers).toHaveLength(coversMax);
    const almost = run([ack(1 + coversMax)], full);
    expect(isAllSaved(almost)).toBe(false);
    expect(unsavedSince(almost)).toBe(coversMax);
    expect(isAllSaved(run([ack(2 + coversMax)], almost))).toBe(true);
  });

  test('never says saved before the disk has it, in 400 random histories', () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const random = seededRandom(seed);
    for (let round = 0; round < 400; round += 1) {
      const missing = playHistory(random);
      expect(missing, `seed ${seed}, round ${round}`).toBeNull();
    }
  });
});

/**
 * A tab and a server that stores step 2 whole and each later update, but drops what comes before step 2. Gives the first
 * state in which the ledger said "saved" too early or, at the end, not at all.
 */
function playHistory(random: (below: number) => number): string | null {
  let ledger = emptyLedger;
  let edits = 0;
  let clock = 0;
  const durable = new Set<number>();
  let inFlight: number[][] = [];
  let isOpen = false;
  let hasStep2 = false;
  let acked = 0;
  const step = (event: LedgerEvent): void => {
    ledger = reduceLedger(ledger, event);
  };
  const everything = (): number[] => Array.from({ length: edits }, (_, index) => index + 1);
  const sendStep2 = (): void => {
    hasStep2 = true;
    inFlight.push(everything());
    step(step2);
  };
  const acknowledge = (count: number): void => {
    for (const frame of inFlight.splice(0, count)) for (const number of frame) durable.add(number);
    acked += count;
    step(ack(acked, clock));
  };
  const open = (): void => {
    isOpen = true;
    hasStep2 = false;
    inFlight = [];
    acked = 0;
    step(opened);
  };
  for (let turn = 0; turn < 60; turn += 1) {
    clock += 1;
    switch (random(6)) {
      case 0:
        if (!isOpen) open();
        break;
      case 1:
        if (isOpen && random(3) === 0) {
          // What is on its way may arrive or not: here it never does.
          isOpen = false;
          step(closed);
        }
        break;
      case 2:
        if (isOpen && (!hasStep2 || random(8) === 0)) sendStep2();
        break;
      case 3:
        if (isOpen && inFlight.length > 0) acknowledge(1 + random(inFlight.length));
        break;
      default:
        edits += 1;
        step(edit(clock, edits));
        if (isOpen) {
          inFlight.push(hasStep2 ? [edits] : []);
          step(update);
        }
    }
    const missing = everything().filter((number) => !durable.has(number));
    if (isAllSaved(ledger) && missing.length > 0) return `saved while ${missing.join(', ')} was not`;
    if ((unsavedSince(ledger) === null) !== isAllSaved(ledger)) return 'unsavedSince and isAllSaved disagree';
  }
  if (!isOpen) open();
  sendStep2();
  acknowledge(inFlight.length);
  return isAllSaved(ledger) ? null : 'never saved although all is acked';
}
