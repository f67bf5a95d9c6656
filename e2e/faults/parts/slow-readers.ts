/** Readers that do not read: the server's memory stays bounded, nobody else waits for them, and they catch up. [P42] */
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, exactly, quantile, resultOf, told } from '../part.ts';
import { CrowdedRoom } from '../rig/crowded-room.ts';
import { readFigures } from '../rig/process-figures.ts';
import { TargetServer } from '../rig/target-server.ts';

const lengths = {
  short: { readers: 20, paused: 5, messagesPerSecond: 200, warmUpMs: 500, writingMs: 3_000, runs: 1 },
  full: { readers: 200, paused: 50, messagesPerSecond: 1_000, warmUpMs: 5_000, writingMs: 30_000, runs: 3 },
};
const memoryBytesMax = 50 * 1024 * 1024;
const convergenceMs = 5_000;
/** In the short tier, which judges no times: what has not come by now does not come. */
const patienceMs = 30_000;
const delayShareMax = 1.2;
const delayMsMax = 5;

export const slowReaders: Part = {
  name: 'slow-readers',
  title: 'slow readers',
  method:
    'One document, 200 readers on bare sockets, ten writers who replace 500 characters 1,000 times a second in all, for 30 s after a warm-up. In every other run 50 of the readers stop reading for that time. Memory is what the process ' +
    'holds at most (resident, asked for twice a second) beyond what it held after the warm-up, less the same in the run in which nobody stops, the median of three. Delays are measured from the writer\'s send to five healthy ' +
    'readers, in the process that also plays all clients. When the 50 read again they must have everything, also where the server has cut them off and they come back.',
  run,
};

interface Outcome {
  readonly grownBytes: number;
  readonly delays: readonly number[];
  readonly convergedMs: number | null;
  readonly different: number;
}

async function run(tier: Tier): Promise<PartResult> {
  const { runs, paused, writingMs, messagesPerSecond } = lengths[tier];
  const alone: Outcome[] = [];
  const beside: Outcome[] = [];
  for (let count = 0; count < runs; count += 1) {
    alone.push(await measure(tier, 0));
    beside.push(await measure(tier, paused));
  }
  const p99 = (outcomes: readonly Outcome[]): number => median(outcomes.map(({ delays }) => quantile(delays, 0.99)));
  const grown = (outcomes: readonly Outcome[]): number => median(outcomes.map(({ grownBytes }) => grownBytes));
  const more = grown(beside) - grown(alone);
  const limitMs = Math.max(p99(alone) * delayShareMax, p99(alone) + delayMsMax);
  const slowest = beside.reduce((most, { convergedMs }) => Math.max(most, convergedMs ?? Infinity), 0);
  const isJudged = tier === 'full';
  return resultOf([
    told('messages in each run', ((messagesPerSecond * writingMs) / 1_000).toLocaleString('en-GB')),
    told('memory that a run takes, nobody paused', mebibytes(grown(alone))),
    told('memory that a run takes, some paused', mebibytes(grown(beside))),
    { name: 'memory for those who are paused', reached: mebibytes(more), target: `≤ ${mebibytes(memoryBytesMax)}`, passed: more <= memoryBytesMax },
    told('delay of healthy readers, p50, nobody paused', milliseconds(median(alone.map(({ delays }) => quantile(delays, 0.5))))),
    told('delay of healthy readers, p50, some paused', milliseconds(median(beside.map(({ delays }) => quantile(delays, 0.5))))),
    told('delay of healthy readers, p99, nobody paused', milliseconds(p99(alone))),
    {
      name: 'delay of healthy readers, p99, some paused',
      reached: milliseconds(p99(beside)),
      target: isJudged ? `≤ ${milliseconds(limitMs)}` : null,
      passed: !isJudged || p99(beside) <= limitMs,
    },
    {
      name: 'until those who were paused have everything, longest',
      reached: slowest === Infinity ? 'never' : milliseconds(slowest),
      target: isJudged ? `≤ ${milliseconds(convergenceMs)}` : 'ever',
      passed: slowest <= (isJudged ? convergenceMs : patienceMs),
    },
    exactly('readers that hold something else than was written', [...alone, ...beside].reduce((sum, { different }) => sum + different, 0), 0),
  ]);
}

async function measure(tier: Tier, paused: number): Promise<Outcome> {
  const { readers, messagesPerSecond, warmUpMs, writingMs } = lengths[tier];
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  let room: CrowdedRoom | null = null;
  try {
    const refusal = await server.start();
    if (refusal !== null) throw new Error(refusal);
    room = new CrowdedRoom({ wsUrl: server.wsUrl, room: 'crowded', readers, messagesPerSecond });
    await room.open();
    await room.write(warmUpMs);
    room.pause(paused);
    const memory = watchMemory(server.url);
    const delays = await room.write(writingMs);
    const grownBytes = await memory.end();
    const convergedMs = await room.untilAllHaveAll(patienceMs);
    return { grownBytes, delays, convergedMs, different: room.countDifferent() };
  } finally {
    room?.close();
    await server.kill();
    await directory.close();
  }
}

/** How much more the process holds at most than at first. */
function watchMemory(url: string): { end: () => Promise<number> } {
  const samples: Promise<number>[] = [];
  const sample = (): void => void samples.push(readFigures(url).then(({ residentBytes }) => residentBytes));
  sample();
  const timer = setInterval(sample, 500);
  return {
    end: async () => {
      clearInterval(timer);
      sample();
      const [first = 0, ...later] = await Promise.all(samples);
      return Math.max(first, ...later) - first;
    },
  };
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
