/** Deleted ranges against sets of single clocks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClockRanges } from './clock-ranges.ts';
import { DeletedRanges } from './deleted-ranges.ts';

const range = fc.record({ client: fc.constantFrom(1, 2, 2 ** 40), clock: fc.nat(60), length: fc.integer({ min: 1, max: 9 }) });
const ranges = fc.array(range, { maxLength: 40 });

type Range = { client: number; clock: number; length: number };

function build(list: readonly Range[]): DeletedRanges {
  const deleted = new DeletedRanges();
  for (const { client, clock, length } of list) deleted.add(client, clock, length);
  return deleted;
}

function modelOf(list: readonly Range[]): Set<string> {
  return new Set(list.flatMap(({ client, clock, length }) => Array.from({ length }, (_, at) => `${client}:${clock + at}`)));
}

/** Also proves that the ranges are sorted, apart from each other, and counted. */
function clocksOf(deleted: DeletedRanges): Set<string> {
  const clocks = new Set<string>();
  const ends = new Map<number, number>();
  let count = 0;
  deleted.forEach((client, clock, length) => {
    expect(clock).toBeGreaterThan(ends.get(client) ?? -1);
    ends.set(client, clock + length);
    count++;
    for (let at = clock; at < clock + length; at++) clocks.add(`${client}:${at}`);
  });
  expect(deleted.rangeCount).toBe(count);
  return clocks;
}

describe('[A8] deleted ranges', () => {
  test('hold what was added, sorted and merged', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        expect(clocksOf(build(list))).toEqual(modelOf(list));
      }),
    );
  });

  test('are united, one by one or in one walk', () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const deleted = build(left);
        deleted.addAll(build(right));
        expect(clocksOf(deleted)).toEqual(modelOf([...left, ...right]));
      }),
    );
  });

  test('minus others are what the others lack', () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const others = modelOf(right);
        expect(clocksOf(build(left).minus(build(right)))).toEqual(new Set([...modelOf(left)].filter((clock) => !others.has(clock))));
      }),
    );
  });

  test('answer has, covers and missingFrom', () => {
    fc.assert(
      fc.property(ranges, range, (list, { client, clock, length }) => {
        const deleted = build(list);
        const model = modelOf(list);
        const asked = [...modelOf([{ client, clock, length }])];
        expect(deleted.has(client, clock)).toBe(model.has(`${client}:${clock}`));
        expect(deleted.covers(client, clock, length)).toBe(asked.every((at) => model.has(at)));
        const missing = deleted.missingFrom(client, clock, length).map(([at, size]) => ({ client, clock: at, length: size }));
        expect(modelOf(missing)).toEqual(new Set(asked.filter((at) => !model.has(at))));
      }),
    );
  });

  test('come back from their encoding', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        expect(clocksOf(DeletedRanges.decode(build(list).encode()))).toEqual(modelOf(list));
      }),
    );
  });

  test.each([
    ['an empty range', [1, 1, 1, 5, 0]],
    ['trailing bytes', [0, 0]],
    ['a cut', [1, 1, 2, 5, 1]],
  ])('do not decode from %s', (_name, bytes) => {
    expect(() => DeletedRanges.decode(Uint8Array.from(bytes))).toThrow();
  });

  test('reach the highest clock', () => {
    const high = new ClockRanges();
    high.add(0xffff_fff0, 0xffff_ffff);
    high.add(0, 1);
    expect([high.start(1), high.end(1), high.covers(0xffff_fff1, 0xffff_ffff)]).toEqual([0xffff_fff0, 0xffff_ffff, true]);
  });
});
