/** Rooms, store and sessions in one process and in virtual time, under every fault that a seed draws. [S1, P11, P12, P19, P20, P42, P43] */
import { type Part, type PartResult, type Tier, atLeast, exactly, resultOf, told } from '../part.ts';
import { Progress } from '../rig/progress.ts';
import { type Failure, runInParallel, runSeeds, sayFailures, sum } from '../rig/seed-runs.ts';

const seedsOf = { short: 200, full: 10_000 };
/** Of one process, and what a run that is cut loses at most. */
const shareOfSeeds = 100;
/** A planted bug that is not found in fewer seeds is not found. */
const plantedSeedsMax = 199;

export const simulation: Part = {
  name: 'simulation',
  title: 'simulation',
  method:
    'The real rooms, sessions, outboxes and store run in one process over a simulated clock, network and disk; clients are Y.Docs that speak as y-websocket does. From its seed each run draws people who write, ' +
    'leave and come back, connections that are cut or half open, readers that pause, batches that fail or are torn, a disk that is slow, full or unreadable, worker threads that end, kills, power cuts and restarts, unloading and loading. ' +
    'Each ack and each frame is compared with the simulated disk in the moment in which it is sent; after each crash the disk is read back. Then everything heals, and within 5 s everybody must hold the same as the disk, with ' +
    'nothing pending and everything acked; presence without ghosts; and when all have left no room, no session and no timer may be left. Bugs that are planted must be found by their consequences alone, without that comparison.',
  run,
};

interface Outcome {
  readonly seeds: number;
  readonly events: number;
  readonly crashes: number;
  readonly failures: readonly Failure[];
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const progress = new Progress(`simulation-${tier}-${seed}`);
  const outcomes = await runInParallel<Outcome>({ fuzzer: 'simulation', first: seed, count: seedsOf[tier], share: shareOfSeeds }, progress);
  const planted = await progress.step(
    'planted',
    async () => await runSeeds<Readonly<Record<string, number | null>>>({ fuzzer: 'planted', first: 1, count: plantedSeedsMax }),
  );
  progress.end();
  const failures = outcomes.flatMap(({ failures: some }) => some);
  sayFailures(failures);
  return resultOf([
    atLeast('seeds', sum(outcomes, ({ seeds }) => seeds), seedsOf[tier]),
    exactly('seeds that failed', failures.length, 0),
    told('kills and power cuts', sum(outcomes, ({ crashes }) => crashes).toLocaleString('en-GB')),
    told('messages, commits and other events', sum(outcomes, ({ events }) => events).toLocaleString('en-GB')),
    ...Object.entries(planted).map(([name, found]) => ({
      name: `planted: ${name}`,
      reached: found === null ? 'not found' : `found with seed ${found}`,
      target: '< 200 seeds',
      passed: found !== null,
    })),
  ]);
}
