import { describe, expect, it } from 'vitest';
import { AckLedger } from './ack-ledger.ts';

function joined(): AckLedger {
  const ledger = new AckLedger();
  ledger.ask();
  ledger.commit(ledger.receive('sync-step-2'));
  expect(ledger.due()).toBe(1);
  return ledger;
}

describe('AckLedger', () => {
  it('[P20] acks the number of frames that are on disk, once', () => {
    const ledger = joined();
    const first = ledger.receive('update');
    const second = ledger.receive('update');
    expect(ledger.due()).toBeNull();
    ledger.commit(first);
    ledger.commit(second);
    expect(ledger.due()).toBe(3);
    expect(ledger.due()).toBeNull();
  });

  it('[P20] acks nothing from a dropped frame on, and what came before it still', () => {
    const ledger = joined();
    const before = ledger.receive('update');
    ledger.receive('update');
    ledger.drop();
    const after = ledger.receive('update');
    ledger.commit(before);
    expect(ledger.due()).toBe(2);
    ledger.commit(after);
    expect(ledger.due()).toBeNull();
    expect(ledger.needsAsking).toBe(true);
  });

  it('[P20] acks everything once the answer that holds what was dropped is on disk', () => {
    const ledger = joined();
    ledger.receive('update');
    ledger.drop();
    ledger.ask();
    expect(ledger.needsAsking).toBe(false);
    expect(ledger.isAnswered).toBe(false);
    ledger.receive('update');
    const answer = ledger.receive('sync-step-2');
    ledger.commit(answer);
    expect(ledger.isBlocked).toBe(false);
    expect(ledger.due()).toBe(4);
  });

  it('[P20] does not take the answer to an earlier question for the one that holds what was dropped', () => {
    const ledger = new AckLedger();
    ledger.ask();
    ledger.receive('update');
    ledger.drop();
    const stale = ledger.receive('sync-step-2');
    ledger.commit(stale);
    expect(ledger.due()).toBeNull();
    ledger.ask();
    ledger.commit(ledger.receive('sync-step-2'));
    expect(ledger.due()).toBe(3);
  });

  it('[P20] a second drop after the question asks for another answer', () => {
    const ledger = joined();
    ledger.receive('update');
    ledger.drop();
    ledger.ask();
    ledger.receive('update');
    ledger.drop();
    ledger.commit(ledger.receive('sync-step-2'));
    expect(ledger.due()).toBeNull();
    expect(ledger.needsAsking).toBe(true);
  });

  it('[P13] a gap before the first answer waits for that answer', () => {
    const ledger = new AckLedger();
    ledger.ask();
    ledger.receive('update');
    ledger.dropUntilAnswer();
    expect(ledger.hasAnswered).toBe(false);
    ledger.commit(ledger.receive('sync-step-2'));
    expect(ledger.due()).toBe(2);
  });
});
