/** Hostile sequences of updates against admission, checked in fresh Y.Docs over every stored and relayed byte. [A1–A9] */
import { type Part, type PartResult, type Tier, atLeast, exactly, resultOf, told } from '../part.ts';
import { Progress } from '../rig/progress.ts';
import { type Failure, runInParallel, runSeeds, sayFailures, sum } from '../rig/seed-runs.ts';

const sequencesOf = { short: 2_000, full: 50_000 };
const literalSequences = 500;
/** Of one process, and what a run that is cut loses at most. */
const shareOfSequences = 1_000;

export const admission: Part = {
  name: 'admission',
  title: 'hostile updates',
  method:
    'Sequences of 14 updates, crafted, mutated, merged, cut and replayed, among honest ones: overlaps, cycles, gaps, foreign clocks, Skips, sections in the wrong order. Whatever admission takes is applied to fresh Y.Docs in each of the ' +
    'ways in which it reaches a client (one by one, folded, as an answer to a joiner, merged by Yjs, compacted), and nothing may wait in any of them. A Y.Doc that throws, as crafted map entries can make it in every Yjs server, ends its ' +
    'sequence and is counted. The check that first comes to mind ("every name is known") is run on the same sequences: it must leave something waiting.',
  run,
};

interface Outcome {
  readonly admitted: number;
  readonly refused: number;
  readonly threw: number;
  readonly waiting: number;
  readonly failures: readonly Failure[];
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const count = sequencesOf[tier];
  const progress = new Progress(`admission-${tier}-${seed}`);
  const outcomes = await runInParallel<Outcome>({ fuzzer: 'admission', first: seed, count, share: shareOfSequences }, progress);
  const literal = await runSeeds<Outcome>({ fuzzer: 'literal', first: seed, count: literalSequences });
  progress.end();
  const failures = outcomes.flatMap(({ failures: some }) => some);
  sayFailures(failures);
  return resultOf([
    atLeast('sequences', count, sequencesOf[tier]),
    atLeast('updates that were admitted', sum(outcomes, ({ admitted }) => admitted), count),
    told('updates that were refused or lacked something', sum(outcomes, ({ refused }) => refused).toLocaleString('en-GB')),
    exactly('sequences in which something waits', sum(outcomes, ({ waiting }) => waiting), 0),
    exactly('sequences that failed otherwise', failures.filter(({ what }) => !what.includes('Something waits')).length, 0),
    told('sequences that a Y.Doc threw in', sum(outcomes, ({ threw }) => threw)),
    {
      name: 'planted: "every name is known"',
      reached: `something waits in ${literal.waiting} of ${literalSequences} sequences`,
      target: 'must fail',
      passed: literal.waiting > 0,
    },
  ]);
}
