/** Progress: silent for a second, then a bar for a person and a line now and then for a log. */
import { expect, test } from 'vitest';
import { formatBytes, lineMs, Progress, quietMs, redrawMs, renderBar, type ProgressStep } from './progress.ts';

const step = (done: number): ProgressStep => ({ label: 'Copying', done, total: 200, unit: 'count' });

function scene(isTTY: boolean): { written: string[]; at: (ms: number, done: number) => number; progress: Progress } {
  const written: string[] = [];
  let time = 0;
  const progress = new Progress({ output: { isTTY, columns: 60, write: (text) => written.push(text) }, now: () => time });
  const at = (ms: number, done: number): number => {
    time = ms;
    progress.show(step(done));
    return written.length;
  };
  return { written, at, progress };
}

test('what takes no second says nothing', () => {
  const { at, progress, written } = scene(true);
  expect(at(quietMs - 1, 1)).toBe(0);
  progress.clear();
  expect(written).toEqual([]);
});

test('a terminal gets one bar, drawn again ten times a second, and taken away at the end', () => {
  const { at, progress, written } = scene(true);
  expect(at(quietMs, 50)).toBe(1);
  expect(at(quietMs + redrawMs - 1, 60)).toBe(1);
  expect(at(quietMs + redrawMs, 100)).toBe(2);
  progress.clear();
  progress.clear();
  expect(written).toEqual([
    '\r[######------------------] Copying: 25 % (50 of 200)\u001b[K',
    '\r[############------------] Copying: 50 % (100 of 200)\u001b[K',
    '\r\u001b[K',
  ]);
});

test('a log gets a plain line every five seconds', () => {
  const { at, progress, written } = scene(false);
  expect(at(quietMs, 1)).toBe(1);
  expect(at(quietMs + lineMs - 1, 2)).toBe(1);
  expect(at(quietMs + lineMs, 3)).toBe(2);
  progress.clear();
  expect(written).toEqual(['Copying: 0 % (1 of 200)\n', 'Copying: 1 % (3 of 200)\n']);
});

test('more than was counted is all of it, nothing of nothing is none, and a bar fits its line', () => {
  expect(renderBar({ label: 'x', done: 9, total: 3, unit: 'count' }, 80)).toContain('] x: 100 %');
  expect(renderBar({ label: 'x', done: 0, total: 0, unit: 'count' }, 80)).toContain('] x: 0 %');
  expect(renderBar(step(1), 10)).toHaveLength(10);
});

test('bytes are said as a person reads them', () => {
  expect([0, 1023, 1024, 1536 * 1024, 5 * 1024 ** 4].map(formatBytes)).toEqual(['0 bytes', '1023 bytes', '1.0 KiB', '1.5 MiB', '5.0 TiB']);
});
