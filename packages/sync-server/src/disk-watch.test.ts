/** Free space: when it is low, that this is said once, and when it is enough again. */
import { expect, test } from 'vitest';
import { DiskWatch, freeSpaceMark, isSpaceLow, lookIntervalMs, type DiskSpace } from './disk-watch.ts';
import { TestClock } from './room/testing/test-clock.ts';

const MiB = 1024 * 1024;

test.each([
  [{ freeBytes: 0, totalBytes: 1_000 * MiB }, null, 512 * MiB],
  [{ freeBytes: 0, totalBytes: 10_240 * MiB }, null, 512 * MiB],
  [{ freeBytes: 0, totalBytes: 20_480 * MiB }, null, 1_024 * MiB],
  [{ freeBytes: 0, totalBytes: 20_480 * MiB }, 100, 100 * MiB],
  [{ freeBytes: 0, totalBytes: 20_480 * MiB }, 0, 0],
])('the mark of %j with --free-space-warning %j', (space, warningMiB, mark) => {
  expect(freeSpaceMark(space, warningMiB)).toBe(mark);
});

test('below the mark is low, the mark is not; enough again is a tenth above it', () => {
  const markBytes = 1_000;
  expect(isSpaceLow(false, { freeBytes: 1_000, markBytes })).toBe(false);
  expect(isSpaceLow(false, { freeBytes: 999, markBytes })).toBe(true);
  expect(isSpaceLow(true, { freeBytes: 1_099, markBytes })).toBe(true);
  expect(isSpaceLow(true, { freeBytes: 1_100, markBytes })).toBe(false);
  expect(isSpaceLow(false, { freeBytes: 0, markBytes: 0 })).toBe(false);
});

test('it is looked at every 30 s, and each change is said once', async () => {
  const clock = new TestClock();
  const said: string[] = [];
  let space: DiskSpace | Error = { freeBytes: 600 * MiB, totalBytes: 1_000 * MiB };
  const watch = new DiskWatch({
    directory: '/data',
    warningMiB: null,
    clock,
    log: { warn: (_, message) => said.push(`warn ${message}`), info: (_, message) => said.push(`info ${message}`) },
    look: async () => {
      if (space instanceof Error) throw space;
      return space;
    },
  });
  const after = async (next: DiskSpace | Error): Promise<number> => {
    space = next;
    await clock.advance(lookIntervalMs);
    return said.length;
  };
  expect(await after(space)).toBe(0);
  expect([watch.isLow, watch.freeBytes]).toEqual([false, 600 * MiB]);
  expect(await after({ freeBytes: 511 * MiB, totalBytes: 1_000 * MiB })).toBe(1);
  expect(watch.isLow).toBe(true);
  expect(await after({ freeBytes: 510 * MiB, totalBytes: 1_000 * MiB })).toBe(1);
  expect(await after({ freeBytes: 513 * MiB, totalBytes: 1_000 * MiB })).toBe(1);
  expect(await after({ freeBytes: 600 * MiB, totalBytes: 1_000 * MiB })).toBe(2);
  expect(watch.isLow).toBe(false);
  expect(await after(new Error('EIO'))).toBe(3);
  expect(await after(new Error('EIO'))).toBe(3);
  expect(watch.freeBytes).toBeNull();
  expect(said).toEqual([
    expect.stringMatching(/^warn .*almost full/u),
    expect.stringMatching(/^info .*room again/u),
    expect.stringMatching(/^warn .*can not be read/u),
  ]);
  await watch.close();
  await clock.advance(lookIntervalMs);
  expect(said).toHaveLength(3);
});
