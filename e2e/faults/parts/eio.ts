/** fdatasync fails with EIO: the writes that it fails are not acked, nothing is lost, and the service comes back by itself. [S50-S53, P43] */
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, below, exactly, resultOf, skippedBecause, told } from '../part.ts';
import { Crowd, type Findings, sumOf } from '../rig/crowd.ts';
import { cutPower, readBaseline } from '../rig/power-cut.ts';
import { sayFindings } from '../rig/say.ts';
import { type Shim, buildShim, createWatch, watchedEnv } from '../rig/shim.ts';
import { TargetServer } from '../rig/target-server.ts';

/** Which fdatasync fails, one process each. */
const numbersOf: Record<Tier, readonly number[]> = {
  short: [1, 3, 7, 12, 29, 60],
  full: Array.from({ length: 60 }, (_, index) => index + 1),
};
/** The failure has to come while people write, and this is long enough for the last of them. */
const failureLimitMs = 20_000;
const backLimitMs = 20_000;

export const eio: Part = {
  name: 'eio',
  title: 'EIO on the n-th fdatasync',
  method:
    'With the library of the power cuts, fdatasync number n of the process fails with EIO and syncs nothing, and nothing that is later synced of that file counts as synced (kernels drop the pages). ' +
    'Eight writers type on. No ack may reach a client between "not saving" and "saving"; the time is taken from the moment the clients are told until every writer has an ack for everything it had typed by then. Then the power is cut, and a fresh client ' +
    'must find every acked edit. Where the call belongs to the opening, the process may refuse to start, with an error that says so; its next start must serve.',
  run,
};

interface Round {
  readonly outcome: 'recovered' | 'refused to start' | 'not reached' | 'not back';
  readonly backMs: number;
  readonly acksWhileFailing: number;
  readonly sentence: string;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const shim = buildShim();
  if (typeof shim === 'string') return skippedBecause(shim);
  const random = createRandom(seed);
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const crowds: Crowd[] = [];
  const findings: Findings[] = [];
  const rounds: Round[] = [];
  const refusals: string[] = [];
  try {
    for (const number of numbersOf[tier]) {
      const crowd = new Crowd({ rooms: [`eio-${number}-a`, `eio-${number}-b`], writerCount: 8, random, editsPerSecond: 25 });
      crowds.push(crowd);
      rounds.push(await failOnce({ shim, server, crowd, number, cwd: directory.path, random }));
      crowd.rest();
      crowd.disconnect();
      const refusal = await server.start();
      if (refusal !== null) refusals.push(refusal);
      if (refusal !== null) break;
      findings.push(await crowd.check(server.wsUrl));
      await server.kill('SIGTERM');
    }
  } finally {
    for (const crowd of crowds) crowd.close();
    await server.kill();
    await directory.close();
    shim.close();
  }
  return judge({ tier, rounds, findings: sumOf(findings), refusals, acked: crowds.reduce((sum, crowd) => sum + crowd.ackedCount, 0) });
}

interface Judged {
  readonly tier: Tier;
  readonly rounds: readonly Round[];
  readonly findings: Findings;
  readonly refusals: readonly string[];
  readonly acked: number;
}

function judge({ tier, rounds, findings, refusals, acked }: Judged): PartResult {
  const having = (outcome: Round['outcome']): readonly Round[] => rounds.filter((round) => round.outcome === outcome);
  const unnamed = having('refused to start').filter(({ sentence }) => !/"code":"(unwritable|corrupt|missing)"/.test(sentence));
  sayFindings(findings, [...refusals, ...unnamed.map(({ sentence }) => sentence)]);
  const longestMs = Math.max(0, ...having('recovered').map(({ backMs }) => backMs));
  return resultOf([
    atLeast('failed calls', rounds.length - having('not reached').length, numbersOf[tier].length),
    told('… while people wrote', having('recovered').length),
    told('… at the opening, and the process said so and ended', having('refused to start').length),
    exactly('openings that ended without saying why', unnamed.length, 0),
    told('acked edits', acked.toLocaleString('en-GB')),
    exactly('acks between "not saving" and "saving"', rounds.reduce((sum, { acksWhileFailing }) => sum + acksWhileFailing, 0), 0),
    exactly('acked edits lost', findings.lost.length, 0),
    exactly('edits lost that somebody else had seen', findings.lostFromSight.length, 0),
    exactly('edits doubled', findings.doubled.length, 0),
    exactly('restarts refused', refusals.length, 0),
    exactly('services that did not come back', having('not back').length, 0),
    below('service back, longest', { reachedMs: longestMs, limitMs: 2_000, tier }),
  ]);
}

interface Failing {
  readonly shim: Shim;
  readonly server: TargetServer;
  readonly crowd: Crowd;
  readonly number: number;
  readonly cwd: string;
  readonly random: Random;
}

async function failOnce({ shim, server, crowd, number, cwd, random }: Failing): Promise<Round> {
  const watch = await createWatch(cwd, { root: server.dataDirectory, number });
  const baseline = await readBaseline(server.dataDirectory);
  const refusal = await server.start({ env: watchedEnv(shim, watch, { at: number }) });
  try {
    if (refusal !== null) return { outcome: 'refused to start', backMs: 0, acksWhileFailing: 0, sentence: refusal };
    crowd.connect(server.wsUrl);
    crowd.startTyping();
    const [writer] = crowd.writers;
    // The clients are told within a second of the failed call; the call itself is not seen from here, and comes before.
    const hasFailed = (await writer?.until(() => !writer.isSaving, failureLimitMs)) === true;
    if (!hasFailed) return { outcome: 'not reached', backMs: 0, acksWhileFailing: 0, sentence: '' };
    const failedAt = performance.now();
    const isBack = await crowd.untilAllAcked(backLimitMs);
    const backMs = performance.now() - failedAt;
    await pause(integerBelow(random, 200));
    return { outcome: isBack ? 'recovered' : 'not back', backMs, acksWhileFailing: crowd.acksWhileFailing, sentence: '' };
  } finally {
    await server.kill();
    await cutPower(watch, { baseline, random, garbage: random() < 0.5 });
  }
}
