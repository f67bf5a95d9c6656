import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';
import type { Lane, TurnsOptions } from './turns.ts';
import { WorkerError } from './worker-contract.ts';

function create(options: Partial<TurnsOptions> = {}): { readonly turns: Turns; readonly begun: string[]; ask(lane: Lane, name: string): void } {
  const turns = new Turns({ threads: 1, waitingMax: 10, ...options });
  const begun: string[] = [];
  const ask = (lane: Lane, name: string): void => {
    void turns.take(lane, null).then(() => begun.push(name));
  };
  return { turns, begun, ask };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('[J12] Turns', () => {
  it('go first to those that people wait for, then to upkeep, each in order', async () => {
    const { turns, begun, ask } = create();
    ask('upkeep', 'first');
    for (const name of ['a', 'b']) ask('upkeep', name);
    for (const name of ['x', 'y']) ask('person', name);
    const given: Lane[] = ['upkeep', 'person', 'person', 'upkeep'];
    for (const lane of given) {
      await settled();
      turns.give(lane);
    }
    await settled();
    expect(begun).toEqual(['first', 'x', 'y', 'a', 'b']);
  });

  it('leave one of several threads to people', async () => {
    const { turns, begun, ask } = create({ threads: 2 });
    for (const name of ['a', 'b']) ask('upkeep', name);
    await settled();
    expect(begun).toEqual(['a']);
    for (const name of ['x', 'y']) ask('person', name);
    await settled();
    expect(begun).toEqual(['a', 'x']);
    turns.give('upkeep');
    await settled();
    expect(begun).toEqual(['a', 'x', 'y']);
    turns.give('person');
    await settled();
    expect(begun).toEqual(['a', 'x', 'y', 'b']);
  });

  it('are waited for by as many as the limit says in each lane, and one more is told that the worker is busy', async () => {
    const { turns, begun, ask } = create({ waitingMax: 2 });
    ask('upkeep', 'first');
    for (const name of ['a', 'b']) ask('upkeep', name);
    await expect(turns.take('upkeep', null)).rejects.toMatchObject({ code: 'busy' });
    ask('person', 'x');
    turns.give('upkeep');
    await settled();
    expect(begun).toEqual(['first', 'x']);
  });

  it('are not waited for longer than the task allows, and such a task does not come back', async () => {
    const { turns, begun, ask } = create();
    ask('upkeep', 'first');
    const late = turns.take('person', 1);
    ask('person', 'next');
    const error: unknown = await late.then(() => null, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkerError);
    expect(error).toMatchObject({ code: 'busy' });
    turns.give('upkeep');
    await settled();
    expect(begun).toEqual(['first', 'next']);
  });
});
