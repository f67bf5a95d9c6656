import { describe, expect, it } from 'vitest';
import { Pacer, updatePauseMs } from './pace.ts';
import { TestClock } from './testing/test-clock.ts';

describe('updatePauseMs', () => {
  it('[P25] is nothing for one receiver, grows with their number and with lateness, and ends at 50 ms', () => {
    const pause = (receivers: number, lateMs = 0): number => updatePauseMs({ receivers, lateMs });
    expect([pause(-1), pause(0), pause(1), pause(1, 1_000), pause(3)]).toEqual([0, 0, 0, 0, 0]);
    expect(pause(4)).toBeCloseTo(1.2);
    expect(pause(100)).toBeCloseTo(30);
    expect(pause(100, 5)).toBeCloseTo(40);
    expect([pause(400), pause(5_000), pause(10, 1_000)]).toEqual([50, 50, 50]);
    expect(pause(100, -3_600_000)).toBeCloseTo(30);
  });
});

describe('Pacer', () => {
  function scene(): { clock: TestClock; pacer: Pacer; runs: number[] } {
    const clock = new TestClock();
    const begin = clock.now();
    const runs: number[] = [];
    const pacer = new Pacer({ clock, run: () => runs.push(clock.now() - begin) > 0 });
    return { clock, pacer, runs };
  }

  it('[P25] runs at once after quiet, and then once when the pause is over, however often it is asked', async () => {
    const { clock, pacer, runs } = scene();
    pacer.request({ ms: 20 });
    for (let asked = 0; asked < 5; asked++) pacer.request({ ms: 20 });
    await clock.advance(19);
    expect(runs).toEqual([0]);
    await clock.advance(100);
    expect(runs).toEqual([0, 20]);
    pacer.request({ ms: 20 });
    expect(runs).toEqual([0, 20, 119]);
  });

  it('[P26] waits for company even after quiet, and runs before where it is told to', async () => {
    const { clock, pacer, runs } = scene();
    pacer.request({ ms: 50 }, 20);
    await clock.advance(5);
    expect(runs).toEqual([]);
    pacer.run();
    await clock.advance(100);
    expect(runs).toEqual([5]);
  });

  it('waits for its pause at most where the clock is set back, and not at all once it is closed', async () => {
    const clock = new TestClock();
    let shift = 0;
    let runs = 0;
    const now = (): number => clock.now() + shift;
    const pacer = new Pacer({ clock: { now, after: (ms, callback) => clock.after(ms, callback) }, run: () => ++runs > 0 });
    pacer.request({ ms: 20 });
    shift = -3_600_000;
    pacer.request({ ms: 20 });
    await clock.advance(20);
    expect(runs).toBe(2);
    pacer.request({ ms: 20 });
    pacer.close();
    await clock.advance(1_000);
    expect([runs, clock.timerCount]).toEqual([2, 0]);
  });
});
