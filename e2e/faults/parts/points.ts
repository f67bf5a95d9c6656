/** kill -9 at named places around append, fsync, ack, compaction, unload, opening and stop. [S1, S3, S13, S41, P12, P20, J10-J14] */
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, exactly, resultOf, told } from '../part.ts';
import { Crowd, type Findings, sumOf } from '../rig/crowd.ts';
import { sayFindings } from '../rig/say.ts';
import { TargetServer, planned } from '../rig/target-server.ts';
import { tokenWidth } from '../rig/writer.ts';

/** Each place of entry/crash-points.mjs, and the latest pass through it at which the process ends. */
const points: Readonly<Record<string, number>> = {
  'append:before': 300,
  'append:handed-over': 300,
  'batch:before': 30,
  'batch:synced': 30,
  'append:resolved': 300,
  'ack:due': 300,
  'ack:sent': 300,
  'worker:compacting': 2,
  'worker:compacted': 2,
  'compact:before': 2,
  'batch:piece:before': 6,
  'batch:piece:synced': 6,
  'batch:compaction:before': 2,
  'batch:compaction:synced': 2,
  'compact:stored': 2,
  'compact:applied': 2,
  'worker:describing': 2,
  'worker:described': 2,
  'unload:idle': 3,
  'unload:draining': 3,
  'load:before': 3,
  'load:read': 3,
  'sentinel:before': 2,
  'sentinel:written': 2,
  'database:opening': 1,
  'database:opened': 1,
  'stop:store-closing': 1,
  'stop:store-closed': 1,
};
const killsEach = { short: 1, full: 25 };
/** Long enough for every place; a place that is not reached is a failure of the proof. */
const reachLimitMs = 25_000;
/** Edits of each writer in one stay: few leave the tail to be described, many have it folded into a snapshot at the unloading. */
const editsOfStay = { few: 10, many: 60 };
/** In one stay of three, so that the tail is also folded while people write; whole tokens, so that places between tokens stay where they are. */
const paddingLength = 84 * tokenWidth;
const awayMs = { least: 150, spread: 250 };

export const crashPoints: Part = {
  name: 'points',
  title: 'kill -9 at named places',
  method:
    'The server is composed as always, with its parts wrapped: the store, the database, the disk, the worker, the metrics and the clock. The wrapper kills the process with SIGKILL when a named place is reached for the k-th time, k ' +
    'drawn at random. Four writers come, type, wait for their acks and leave, again and again, so that rooms are unloaded, folded and loaded. Then as for kill -9.',
  run,
};

interface Round {
  readonly point: string;
  readonly wasReached: boolean;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const random = createRandom(seed);
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const crowds: Crowd[] = [];
  const findings: Findings[] = [];
  const rounds: Round[] = [];
  const refusals: string[] = [];
  const schedule = Array.from({ length: killsEach[tier] }, () => Object.keys(points)).flat();
  try {
    for (const point of schedule) {
      const previous = crowds.at(-1) ?? null;
      const crowd = new Crowd({ rooms: [`points-${crowds.length}`], writerCount: 4, random });
      crowds.push(crowd);
      const pass = 1 + integerBelow(random, points[point] ?? 1);
      const refusal = await server.start(planned({ killAt: { point, pass } }));
      if (refusal === null) {
        // Reading may be what reaches the place; then the last check of all looks at this document too.
        const found = (await previous?.check(server.wsUrl, { over: server.exited })) ?? null;
        if (found !== null) findings.push(found);
        await comeAndGo({ server, crowd, random, isStopped: point.startsWith('stop:') });
        rounds.push({ point, wasReached: await endedBySigkill(server) });
      } else {
        const exit = await server.exited;
        rounds.push({ point, wasReached: exit.signal === 'SIGKILL' });
        if (exit.signal !== 'SIGKILL') refusals.push(refusal);
      }
      crowd.disconnect();
      if (refusals.length > 0) break;
    }
    const refusal = refusals.length > 0 ? null : await server.start();
    if (refusal !== null) refusals.push(refusal);
    if (refusal === null) for (const crowd of crowds) findings.push(await crowd.check(server.wsUrl));
  } finally {
    for (const crowd of crowds) crowd.close();
    await server.kill();
    await directory.close();
  }
  return judge({ tier, rounds, findings: sumOf(findings), refusals, crowds });
}

interface Judged {
  readonly tier: Tier;
  readonly rounds: readonly Round[];
  readonly findings: Findings;
  readonly refusals: readonly string[];
  readonly crowds: readonly Crowd[];
}

function judge({ tier, rounds, findings, refusals, crowds }: Judged): PartResult {
  const missed = rounds.filter(({ wasReached }) => !wasReached).map(({ point }) => point);
  sayFindings(findings, [...refusals, ...missed.map((point) => `not reached: ${point}`)]);
  const killsOf = (point: string): number => rounds.filter((round) => round.point === point && round.wasReached).length;
  return resultOf([
    atLeast('places', Object.keys(points).filter((point) => killsOf(point) > 0).length, 12),
    atLeast('kills at each place, fewest', Math.min(...Object.keys(points).map(killsOf)), killsEach[tier]),
    told('acked edits', crowds.reduce((sum, { ackedCount }) => sum + ackedCount, 0).toLocaleString('en-GB')),
    exactly('acked edits lost', findings.lost.length, 0),
    exactly('edits lost that somebody else had seen', findings.lostFromSight.length, 0),
    exactly('edits doubled', findings.doubled.length, 0),
    exactly('text that nobody typed', findings.wrong.length, 0),
    exactly('restarts refused', refusals.length, 0),
  ]);
}

interface Stays {
  readonly server: TargetServer;
  readonly crowd: Crowd;
  readonly random: Random;
  /** Whether the server is told to stop after the first stay. */
  readonly isStopped: boolean;
}

/** Ends when the server does, or has had its time: nothing of it may touch the next process. */
async function comeAndGo({ server, crowd, random, isStopped }: Stays): Promise<void> {
  const begun = performance.now();
  const { exited } = server;
  while (server.isRunning && performance.now() - begun < reachLimitMs) {
    const edits = random() < 0.3 ? editsOfStay.few : editsOfStay.many;
    const padding = random() < 0.3 ? '~'.repeat(paddingLength) : '';
    crowd.connect(server.wsUrl);
    for (let count = 0; count < edits && server.isRunning; count += 1) {
      for (const writer of crowd.writers) writer.type(padding);
      if (count % 5 === 4) await pause(5);
    }
    await Promise.race([crowd.untilAllAcked(reachLimitMs), exited]);
    if (isStopped && server.isRunning) await server.kill('SIGTERM');
    crowd.disconnect();
    if (server.isRunning) await pause(awayMs.least + integerBelow(random, awayMs.spread));
  }
}

/** A place that was not reached leaves the process running: then it is killed here, and that does not count. */
async function endedBySigkill(server: TargetServer): Promise<boolean> {
  if (!server.isRunning) return (await server.exited).signal === 'SIGKILL';
  await server.kill();
  return false;
}
