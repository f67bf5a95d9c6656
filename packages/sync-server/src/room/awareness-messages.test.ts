import { describe, expect, it } from 'vitest';
import { awarenessMessages } from './awareness-messages.ts';

const entriesOf = (count: number, state: string | null) => Array.from({ length: count }, (_, clientId) => ({ clientId, clock: 1, state }));
const sizesOf = (count: number, state: string | null): number[] => awarenessMessages(entriesOf(count, state)).map(({ entries }) => entries.length);

describe('[P17] states go out', () => {
  it('in order, 250 in a message at most', () => {
    expect(awarenessMessages([])).toEqual([]);
    expect(sizesOf(250, null)).toEqual([250]);
    expect(sizesOf(501, null)).toEqual([250, 250, 1]);
    expect(awarenessMessages(entriesOf(501, '{}')).flatMap(({ entries }) => entries)).toEqual(entriesOf(501, '{}'));
  });

  it('with 64 Ki units of JSON in a message at most, and one that is larger alone', () => {
    const state = JSON.stringify({ a: 'x'.repeat(16_376) });
    expect(state).toHaveLength(16 * 1024);
    expect(sizesOf(9, state)).toEqual([4, 4, 1]);
    expect(sizesOf(2, 'x'.repeat(65_537))).toEqual([1, 1]);
  });
});
