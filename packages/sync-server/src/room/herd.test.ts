import { describe, expect, it } from 'vitest';
import { Herd, herdEntriesMax, herdVectorBytesMax } from './herd.ts';
import { TestClock } from './testing/test-clock.ts';

describe('Herd', () => {
  function scene(): { herd: Herd<number>; clock: TestClock; ask: (...vector: number[]) => number; made: () => number } {
    const clock = new TestClock();
    const herd = new Herd<number>(clock);
    let made = 0;
    return { herd, clock, made: () => made, ask: (...vector) => herd.answer(Uint8Array.from(vector), () => true, () => ++made) };
  }

  it('[J21] makes one answer for all who ask the same, and one for each who asks something else', () => {
    const { ask, made } = scene();
    expect([ask(1), ask(1), ask(2), ask(1), ask(1, 2), ask(2)]).toEqual([1, 1, 2, 1, 3, 2]);
    expect(made()).toBe(3);
  });

  it('[J21] makes a new one when the old is not good any more, and after two seconds', async () => {
    const { herd, clock, ask } = scene();
    expect(ask(1)).toBe(1);
    expect(herd.answer(Uint8Array.of(1), () => false, () => 10)).toBe(10);
    expect(ask(1)).toBe(10);
    await clock.advance(2_000);
    expect(ask(1)).toBe(2);
    herd.close();
    expect(clock.timerCount).toBe(0);
  });

  it('[J21] keeps 64 answers at most, and none for a state vector above 4 KiB', () => {
    const { ask, made } = scene();
    for (let vector = 0; vector < herdEntriesMax; vector++) ask(vector);
    ask(0);
    expect(made()).toBe(herdEntriesMax);
    ask(200);
    ask(0);
    expect(made()).toBe(herdEntriesMax + 2);
    const long = Array.from({ length: herdVectorBytesMax + 1 }, () => 0);
    expect(ask(...long)).not.toBe(ask(...long));
    expect(ask(...long.slice(1))).toBe(ask(...long.slice(1)));
  });
});
