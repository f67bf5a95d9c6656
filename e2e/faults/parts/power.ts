/** Power cuts: what was acked is there after everything that was not synced is gone. [S1, P12, P20] */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, exactly, resultOf, skippedBecause, told } from '../part.ts';
import { Crowd, type Findings, sumOf } from '../rig/crowd.ts';
import { cutPower, readBaseline } from '../rig/power-cut.ts';
import { type Shim, buildShim, createWatch, watchedEnv } from '../rig/shim.ts';
import { sayFindings } from '../rig/say.ts';
import { TargetServer, planned } from '../rig/target-server.ts';

const cutsOf = { short: 8, full: 120 };
/** A planted fault that is not found in so many cuts is not found. */
const plantedCutsMax = 10;
const cutsPerEpoch = 20;
const writingMs = { least: 100, spread: 1_500 };
const cutsAtStart = 8;

export const power: Part = {
  name: 'power',
  title: 'power cuts',
  method:
    'A library that is loaded before libc writes down each fsync and fdatasync of the server with the size of the file, and each creation, renaming and removal. ' +
    'The server is killed with SIGKILL, and then its files are made what a disk could hold after a power cut: each ends at its size at the last sync, half the time with garbage behind it; creations, ' +
    'renamings and removals that no sync covered are undone from a random one on, in order within each directory (ext4, XFS and Btrfs keep more; file systems that keep less are not played). Then as for kill -9. ' +
    'The same harness is run on a server whose batches are not synced, and on one that acks 40 ms before it writes: both must be found.',
  run,
};

interface Outcome {
  readonly cuts: number;
  readonly acked: number;
  readonly findings: Findings;
  readonly refusals: readonly string[];
  readonly lostBytes: number;
  readonly undone: number;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const shim = buildShim();
  if (typeof shim === 'string') return skippedBecause(shim);
  try {
    const random = createRandom(seed);
    const sound = await cutRepeatedly(shim, { cuts: cutsOf[tier], random, plant: null });
    const unsynced = await cutRepeatedly(shim, { cuts: plantedCutsMax, random, plant: 'no-sync' });
    const early = await cutRepeatedly(shim, { cuts: plantedCutsMax, random, plant: 'ack-early' });
    sayFindings(sound.findings, sound.refusals);
    return resultOf([
      atLeast('power cuts', sound.cuts, tier === 'full' ? 100 : cutsOf.short),
      told('acked edits', sound.acked.toLocaleString('en-GB')),
      told('bytes written and not synced, lost in the cuts', sound.lostBytes.toLocaleString('en-GB')),
      told('changes of names undone in the cuts', sound.undone),
      exactly('acked edits lost', sound.findings.lost.length, 0),
      exactly('edits lost that somebody else had seen', sound.findings.lostFromSight.length, 0),
      exactly('edits doubled', sound.findings.doubled.length, 0),
      exactly('text that nobody typed', sound.findings.wrong.length, 0),
      exactly('restarts refused', sound.refusals.length, 0),
      foundOut('planted: batches without sync', unsynced),
      foundOut('planted: acks before the write', early),
    ]);
  } finally {
    shim.close();
  }
}

/** The store may say itself that commits are gone; that alone is not enough: the harness has to see it. */
function foundOut(name: string, { cuts, findings, refusals }: Outcome): PartResult['figures'][number] {
  const lost = findings.lost.length;
  const reached = `${lost} acked edits lost and ${refusals.length} restarts refused in ${cuts} cuts`;
  return { name, reached, target: 'must fail', passed: lost > 0 };
}

interface Cutting {
  readonly cuts: number;
  readonly random: Random;
  /** With one, ends as soon as it was found out. */
  readonly plant: 'no-sync' | 'ack-early' | null;
}

async function cutRepeatedly(shim: Shim, { cuts, random, plant }: Cutting): Promise<Outcome> {
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const epochs: Crowd[] = [];
  const findings: Findings[] = [];
  const refusals: string[] = [];
  const totals = { cuts: 0, lostBytes: 0, undone: 0, starts: 0 };
    /** One process from its start to the cut; `live` gives the moment of the cut. */
  const cutAfter = async (live: () => Promise<void>): Promise<void> => {
    const watch = await createWatch(directory.path, { root: server.dataDirectory, number: (totals.starts += 1) });
    const baseline = await readBaseline(server.dataDirectory);
    const begun = performance.now();
    server.spawn(plant === null ? { env: watchedEnv(shim, watch) } : planned({ plant }, watchedEnv(shim, watch)));
    await Promise.race([live(), server.exited]);
    if (!server.isRunning) refusals.push((await server.ready(begun)) ?? 'It ended by itself.');
    await server.kill();
    const cut = await cutPower(watch, { baseline, random, garbage: random() < 0.5 });
    totals.cuts += 1;
    totals.lostBytes += cut.lostBytes;
    totals.undone += cut.undone;
  };
  const isFoundOut = (): boolean => plant !== null && findings.some(({ lost }) => lost.length > 0);
  try {
    // The store is made by the sound server: a fault of its making would hide what happens to edits.
    refusals.push(...[await server.start()].filter((refusal) => refusal !== null));
    await server.kill('SIGTERM');
    while (totals.cuts < cuts && refusals.length === 0 && !isFoundOut()) {
      if (totals.cuts % cutsPerEpoch === 0) epochs.push(createCrowd(epochs.length, random));
      const crowd = epochs.at(-1);
      if (crowd === undefined) break;
      await cutAfter(async () => {
        if ((await server.ready(performance.now())) !== null) return;
        findings.push(await crowd.check(server.wsUrl));
        crowd.connect(server.wsUrl);
        crowd.startTyping();
        await pause(writingMs.least + integerBelow(random, writingMs.spread));
      });
      crowd.disconnect();
      if (integerBelow(random, cutsAtStart) === 0) await cutAfter(async () => await pause(integerBelow(random, 700)));
      if (totals.cuts % cutsPerEpoch === 0) crowd.rest();
    }
    for (const crowd of epochs) crowd.rest();
    // A planted fault may show at the door already: what it cost is seen once the loss is accepted. [S47]
    if (plant !== null && refusals.length > 0) await writeFile(join(server.dataDirectory, 'accept-loss'), '');
    const refusal = plant === null && refusals.length > 0 ? null : await server.start();
    if (refusal !== null) refusals.push(refusal);
    if (server.isRunning) for (const crowd of epochs) findings.push(await crowd.check(server.wsUrl));
  } finally {
    for (const crowd of epochs) crowd.close();
    await server.kill();
    await directory.close();
  }
  const acked = epochs.reduce((sum, { ackedCount }) => sum + ackedCount, 0);
  return { ...totals, acked, findings: sumOf(findings), refusals };
}

function createCrowd(epoch: number, random: Random): Crowd {
  return new Crowd({ rooms: [`power-${epoch}-a`, `power-${epoch}-b`], writerCount: 8, random });
}
