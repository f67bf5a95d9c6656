/** kill -9 at random moments: what was acked, and what anybody else has seen, is there after the restart, once. [S1, S3, P12, P20] */
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, below, exactly, quantile, resultOf, told } from '../part.ts';
import { Crowd, type Findings, sumOf } from '../rig/crowd.ts';
import { sayFindings } from '../rig/say.ts';
import { type StartOptions, TargetServer, planned } from '../rig/target-server.ts';

const lengths = { short: { kills: 6, acked: 600 }, full: { kills: 200, acked: 60_000 } };
/** New documents after so many kills: the old ones are looked at once more at the end. */
const killsPerEpoch = 25;
/** Writing goes on for this long before the kill. */
const writingMs = { least: 200, spread: 1_400 };
/** One start in so many is killed, and done again. */
const killsAtStart = 8;
/** A planted fault that is not found in so many kills is not found. */
const plantedKillsMax = 10;
const plantedRoundsMax = 4;

export const kill: Part = {
  name: 'kill',
  title: 'kill -9 at random moments',
  method:
    'Eight y-websocket clients in two documents type 50 edits a second each, each edit a token of its own, and count acks. The server is killed with ' +
    'SIGKILL after 0.2 to 1.6 s, one time in eight while it starts. After the restart, and before the writers are let in again (they would bring back what was lost), a fresh ' +
    'client must find every acked edit, and every edit that another writer had been sent, exactly once. The same clients then reconnect, with what they typed meanwhile. ' +
    'The same harness is run on a server that acks 40 ms before it writes: it must be found.',
  run,
};

interface Outcome {
  readonly kills: number;
  readonly acked: number;
  readonly findings: Findings;
  readonly refusals: readonly string[];
  readonly complaints: readonly string[];
  readonly openingsMs: readonly number[];
  readonly startsMs: readonly number[];
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const random = createRandom(seed);
  const goal = lengths[tier];
  const sound = await killRepeatedly({ ...goal, random, start: {} });
  const early = await killEarly(random);
  const { kills, acked, findings, refusals, complaints, openingsMs, startsMs } = sound;
  sayFindings(findings, [...refusals, ...complaints]);
  return resultOf([
    atLeast('kills', kills, goal.kills),
    atLeast('acked edits', acked, goal.acked),
    exactly('acked edits lost', findings.lost.length, 0),
    exactly('edits lost that somebody else had seen', findings.lostFromSight.length, 0),
    exactly('edits doubled', findings.doubled.length, 0),
    exactly('text that nobody typed', findings.wrong.length, 0),
    exactly('restarts refused', refusals.length, 0),
    exactly('warnings at a restart', complaints.length, 0),
    below('reopening of the store, p99', { reachedMs: quantile(openingsMs, 0.99), limitMs: 1_000, tier }),
    told('reopening of the store, p50', `${quantile(openingsMs, 0.5)} ms`),
    told('start of the process until it listens, p50', `${Math.round(quantile(startsMs, 0.5))} ms`),
    told('start of the process until it listens, p99', `${Math.round(quantile(startsMs, 0.99))} ms`),
    {
      name: 'planted: acks before the write',
      reached: `${early.findings.lost.length} acked edits lost in ${early.kills} kills`,
      target: 'must fail',
      passed: early.findings.lost.length > 0,
    },
  ]);
}

/** A round can end before anything was lost, where the planted server does not even start again: then another one begins. */
async function killEarly(random: Random): Promise<Outcome> {
  const round = async (): Promise<Outcome> =>
    await killRepeatedly({ kills: plantedKillsMax, acked: 0, random, start: planned({ plant: 'ack-early' }) });
  let outcome = await round();
  for (let rounds = 1; rounds < plantedRoundsMax && outcome.findings.lost.length === 0; rounds++) outcome = await round();
  return outcome;
}

interface Killing {
  readonly kills: number;
  readonly acked: number;
  readonly random: Random;
  readonly start: StartOptions;
}

/** Ends at the goal, and as soon as something is lost. */
async function killRepeatedly({ kills: killsWanted, acked: ackedWanted, random, start }: Killing): Promise<Outcome> {
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const epochs: Crowd[] = [];
  const findings: Findings[] = [];
  const refusals: string[] = [];
  const complaints: string[] = [];
  let kills = 0;
  const acked = (): number => epochs.reduce((sum, { ackedCount }) => sum + ackedCount, 0);
  const isGoing = (): boolean => refusals.length === 0 && findings.every(({ lost }) => lost.length === 0);
  const restart = async (): Promise<boolean> => {
    const refusal = await server.start(start);
    if (refusal !== null) refusals.push(refusal);
    complaints.push(...server.complaints);
    return refusal === null;
  };
  try {
    // The store is made by the sound server: a planted fault of its making would hide what happens to edits.
    await server.start();
    await server.kill('SIGTERM');
    while (isGoing() && (kills < killsWanted || acked() < ackedWanted) && kills < 3 * killsWanted) {
      if (kills % killsPerEpoch === 0) epochs.push(createCrowd(epochs.length, random));
      const crowd = epochs.at(-1);
      if (crowd === undefined || !(await restart())) break;
      findings.push(await crowd.check(server.wsUrl));
      crowd.connect(server.wsUrl);
      crowd.startTyping();
      await pause(writingMs.least + integerBelow(random, writingMs.spread));
      await server.kill();
      crowd.disconnect();
      kills += 1;
      if (integerBelow(random, killsAtStart) === 0) await killAtStart(server, { random, start });
      if (kills % killsPerEpoch === 0) crowd.rest();
    }
    for (const crowd of epochs) crowd.rest();
    if (isGoing() && (await restart())) for (const crowd of epochs) findings.push(await crowd.check(server.wsUrl));
  } finally {
    for (const crowd of epochs) crowd.close();
    await server.kill();
    await directory.close();
  }
  const { openingsMs, startsMs } = server;
  return { kills, acked: acked(), findings: sumOf(findings), refusals, complaints, openingsMs, startsMs };
}

function createCrowd(epoch: number, random: Random): Crowd {
  return new Crowd({ rooms: [`kill-${epoch}-a`, `kill-${epoch}-b`], writerCount: 8, random });
}

async function killAtStart(server: TargetServer, { random, start }: { random: Random; start: StartOptions }): Promise<void> {
  server.spawn(start);
  await pause(integerBelow(random, 700));
  await server.kill();
}
