/** A disk that is full, and enlarged: nothing acked is lost, reading goes on, writing comes back by itself. [S50-S52, P43] */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, below, exactly, resultOf, skippedBecause, told } from '../part.ts';
import { Crowd, type Findings, sumOf } from '../rig/crowd.ts';
import { sayFindings } from '../rig/say.ts';
import { type SmallDisk, mountSmallDisk } from '../rig/small-disk.ts';
import { TargetServer } from '../rig/target-server.ts';

const cyclesOf = { short: 2, full: 20 };
const sizes = { bytes: 48 * 1024 * 1024, enlargedBytes: 96 * 1024 * 1024 };
/** For what has to come and is not judged by its time here. */
const limitMs = 30_000;
/** Reads that come while the disk is full, one after the other. */
const readsEach = 3;

export const full: Part = {
  name: 'full',
  title: 'disk full, then enlarged',
  method:
    'The data directory lies on a small tmpfs. While eight writers type, a file takes every free byte, until the clients are told "not saving". Then new tabs open both documents, one after the other, and must see every acked edit. ' +
    'The tmpfs is enlarged under the running server, and the time is taken until every writer has an ack for everything it had typed by then. No process is restarted. After each cycle, and after a kill -9 at the end, fresh clients ' +
    'must find every acked edit once.',
  run,
};

interface Cycle {
  readonly wasTold: boolean;
  readonly isBack: boolean;
  readonly backMs: number;
  readonly reads: number;
  readonly slowestReadMs: number;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const random = createRandom(seed);
  const directory = await createTemporaryDirectory();
  const disk = mountSmallDisk(join(directory.path, 'disk'), sizes);
  if (typeof disk === 'string') {
    await directory.close();
    return skippedBecause(disk);
  }
  const server = new TargetServer({ cwd: directory.path, dataDirectory: join(disk.path, 'data') });
  const cycles: Cycle[] = [];
  const findings: Findings[] = [];
  const crowds: Crowd[] = [];
  let restarts = 0;
  try {
    const refusal = await server.start();
    if (refusal !== null) throw new Error(refusal);
    while (cycles.length < cyclesOf[tier]) {
      const crowd = new Crowd({ rooms: [`full-${crowds.length}-a`, `full-${crowds.length}-b`], writerCount: 8, random });
      crowds.push(crowd);
      cycles.push(await fillAndEnlarge({ server, disk, crowd, random, findings }));
      crowd.rest();
      crowd.disconnect();
      findings.push(await crowd.check(server.wsUrl));
      if (!server.isRunning) restarts += 1;
    }
    await server.kill();
    await server.start();
    for (const crowd of crowds) findings.push(await crowd.check(server.wsUrl));
  } finally {
    for (const crowd of crowds) crowd.close();
    await server.kill();
    disk.close();
    await directory.close();
  }
  const acked = crowds.reduce((sum, { ackedCount }) => sum + ackedCount, 0);
  return judge({ tier, cycles, findings: sumOf(findings), restarts, acked, acksWhileFailing: sumAcksWhileFailing(crowds) });
}

function sumAcksWhileFailing(crowds: readonly Crowd[]): number {
  return crowds.reduce((sum, { acksWhileFailing }) => sum + acksWhileFailing, 0);
}

interface Judged {
  readonly tier: Tier;
  readonly cycles: readonly Cycle[];
  readonly findings: Findings;
  readonly restarts: number;
  readonly acked: number;
  readonly acksWhileFailing: number;
}

function judge({ tier, cycles, findings, restarts, acked, acksWhileFailing }: Judged): PartResult {
  sayFindings(findings);
  const reads = cycles.reduce((sum, cycle) => sum + cycle.reads, 0);
  return resultOf([
    atLeast('cycles', cycles.filter(({ wasTold, isBack }) => wasTold && isBack).length, cyclesOf[tier]),
    told('acked edits', acked.toLocaleString('en-GB')),
    exactly('acked edits lost', findings.lost.length, 0),
    exactly('edits lost that somebody else had seen', findings.lostFromSight.length, 0),
    exactly('edits doubled', findings.doubled.length, 0),
    exactly('acks between "not saving" and "saving"', acksWhileFailing, 0),
    atLeast('documents read whole while the disk was full', reads, cyclesOf[tier] * readsEach * 2),
    told('… slowest', `${Math.round(Math.max(...cycles.map(({ slowestReadMs }) => slowestReadMs)))} ms`),
    below('writes back, longest', { reachedMs: Math.max(...cycles.map(({ backMs }) => backMs)), limitMs: 5_000, tier }),
    exactly('processes that ended', restarts, 0),
  ]);
}

interface Filling {
  readonly server: TargetServer;
  readonly disk: SmallDisk;
  readonly crowd: Crowd;
  readonly random: Random;
  readonly findings: Findings[];
}

async function fillAndEnlarge({ server, disk, crowd, random, findings }: Filling): Promise<Cycle> {
  const [writer] = crowd.writers;
  if (writer === undefined) throw new Error('Nobody writes.');
  crowd.connect(server.wsUrl);
  crowd.startTyping();
  await writer.until(() => writer.ackedCount > 0, limitMs);
  await pause(integerBelow(random, 300));
  await disk.fill();
  const wasTold = await writer.until(() => !writer.isSaving, limitMs);
  let slowestReadMs = 0;
  let reads = 0;
  for (let read = 0; read < readsEach; read += 1) {
    const begun = performance.now();
    const found = await crowd.check(server.wsUrl);
    findings.push(found);
    // Both documents, and a store that is still failing: otherwise it was no read of a full disk.
    if (!writer.isSaving) reads += found.documents;
    slowestReadMs = Math.max(slowestReadMs, performance.now() - begun);
    await pause(integerBelow(random, 1_200));
  }
  disk.enlarge();
  const enlargedAt = performance.now();
  const isBack = await crowd.untilAllAcked(limitMs);
  const backMs = performance.now() - enlargedAt;
  await disk.restore();
  return { wasTold, isBack, backMs, reads, slowestReadMs };
}
