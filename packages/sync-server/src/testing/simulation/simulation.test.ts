/** Rooms, store and sessions under every fault that a seed draws, in virtual time. SIMULATION_SEEDS: how many; SEED: one alone, told event by event. */
import { describe, expect, test } from 'vitest';
import { seedsOf } from '../../room/testing/random.ts';
import failed from './failed-seeds.json' with { type: 'json' };
import { plantedBugs } from './planted-bugs.ts';
import { findPlanted, runSeeds } from './run-seeds.ts';
import { runSimulation } from './run-simulation.ts';

const seeds = seedsOf({ count: 150, failed, env: 'SIMULATION_SEEDS' });
const isAlone = process.env['SEED'] !== undefined;

describe(`simulation from seed ${seeds[failed.length] ?? seeds[0]}`, () => {
  test('[S1] [P12] [P20] [P42] [P43] whatever fails, what was acked or seen stays, and in the end everybody holds the same', { timeout: 600_000 }, async () => {
    if (isAlone) await runSimulation({ seed: seeds[0] ?? 0, print: (line) => void process.stdout.write(`${line}\n`) });
    const { failures } = await runSeeds(seeds);
    expect(failures.map(({ seed, what }) => `SEED=${seed}: ${what}`)).toEqual([]);
  });

  test('a seed gives the same run, event by event, and another seed another', { timeout: 60_000 }, async () => {
    const runs = [1, 2, 3, 1, 2, 3].map((seed) => async () => (await runSimulation({ seed })).hash);
    const hashes: string[] = [];
    for (const run of runs) hashes.push(await run());
    expect(hashes.slice(3)).toEqual(hashes.slice(0, 3));
    expect(new Set(hashes).size).toBe(3);
  });

  test.each(Object.keys(plantedBugs))('finds what is planted, by its consequences alone: %s', { timeout: 120_000 }, async (name) => {
    const found = await findPlanted(plantedBugs[name] ?? {}, { isWatching: false, seedsMax: 199 });
    expect(found).not.toBeNull();
  });

  test.each(['ack before fsync', 'broadcast before fsync', 'batches without fsync'])('sees it in the moment in which it happens: %s', { timeout: 60_000 }, async (name) => {
    const found = await findPlanted(plantedBugs[name] ?? {}, { isWatching: true, seedsMax: 10 });
    expect(found).not.toBeNull();
  });
});
