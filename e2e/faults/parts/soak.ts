/** Documents that are opened, written, left and unloaded for a long time: what the server holds does not grow with that, and goes when all have gone. */
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { fileURLToPath } from 'node:url';
import { type Figure, type Part, type PartResult, type Tier, exactly, resultOf, told } from '../part.ts';
import { type ProcessFigures, readFigures } from '../rig/process-figures.ts';
import { RestlessDocument } from '../rig/restless-document.ts';
import { TargetServer } from '../rig/target-server.ts';

const lengths = {
  short: { documents: 10, clients: 4, minutes: 20 / 60, judgedAfterMinutes: 0 },
  full: { documents: 100, clients: 8, minutes: 20, judgedAfterMinutes: 8 },
};
const stepMs = 250;
const sampleMs = { short: 2_000, full: 10_000 };
const slopeMax = 1;
/** A room waits 10 s before it is unloaded, and a lost connection is found by the second ping. */
const emptyMsMax = 60_000;

const entry = fileURLToPath(new URL('../entry/collecting.mjs', import.meta.url));

export const soak: Part = {
  name: 'soak',
  title: 'soak',
  method:
    'A hundred documents with eight clients each, who join, write, leave without a word, come back with what they had or as a new tab; now and then a document is left by all until it is unloaded. The server collects its garbage before it ' +
    'tells its figures, every 10 s; the slope is that of the least squares over what is left, objects and buffers, after minute 8. In the end all leave, and rooms, sessions, sockets and timers must be as before the first came.',
  run,
};

interface Sample {
  readonly minutes: number;
  readonly mebibytes: number;
  readonly rooms: number;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const { documents: count, clients, minutes, judgedAfterMinutes } = lengths[tier];
  const random = createRandom(seed);
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const documents: RestlessDocument[] = [];
  try {
    const refusal = await server.start({ script: entry });
    if (refusal !== null) throw new Error(refusal);
    const before = await readFigures(server.url);
    for (let index = 0; index < count; index += 1) {
      documents.push(new RestlessDocument({ wsUrl: server.wsUrl, room: `soak-${index}`, clients, random }));
    }
    const samples = await live({ documents, url: server.url, minutes, sampleEveryMs: sampleMs[tier] });
    for (const document of documents) document.leave();
    const after = await untilEmpty(server.url, before);
    const judged = samples.filter((sample) => sample.minutes >= judgedAfterMinutes);
    const slope = slopeOf(judged);
    const refused = documents.flatMap(({ refusals }) => refusals);
    return resultOf([
      told('documents, clients of each', `${count}, ${clients}`),
      told('minutes', minutes.toFixed(1)),
      told('joins', documents.reduce((sum, { joins }) => sum + joins, 0).toLocaleString('en-GB')),
      told('edits', documents.reduce((sum, { edits }) => sum + edits, 0).toLocaleString('en-GB')),
      told('rooms open, fewest and most', `${Math.min(...samples.map(({ rooms }) => rooms))}, ${Math.max(...samples.map(({ rooms }) => rooms))}`),
      told('heap after collection, first and last', `${samples[0]?.mebibytes.toFixed(1)} MiB, ${samples.at(-1)?.mebibytes.toFixed(1)} MiB`),
      told('heap after collection, when all have gone', `${(after.heapBytes / 1024 / 1024).toFixed(1)} MiB`),
      slopeFigure(slope, tier),
      exactly('sessions that the server ended', refused.length, 0),
      exactly('rooms open at the end', after.rooms, 0),
      exactly('sessions open at the end', after.sessions, 0),
      ...moreThanBefore(before, after),
    ]);
  } finally {
    for (const document of documents) document.close();
    await server.kill();
    await directory.close();
  }
}

interface Living {
  readonly documents: readonly RestlessDocument[];
  readonly url: string;
  readonly minutes: number;
  readonly sampleEveryMs: number;
}

async function live({ documents, url, minutes, sampleEveryMs }: Living): Promise<readonly Sample[]> {
  const begun = performance.now();
  const samples: Sample[] = [];
  let sampledAt = begun;
  for (let now = begun; now - begun < minutes * 60_000; now = performance.now()) {
    for (const document of documents) document.step();
    if (now - sampledAt >= sampleEveryMs) {
      sampledAt = now;
      const { heapBytes, rooms } = await readFigures(url);
      samples.push({ minutes: (now - begun) / 60_000, mebibytes: heapBytes / 1024 / 1024, rooms });
    }
    await pause(stepMs);
  }
  return samples;
}

/** Timers may run for some seconds more, but must not begin again. */
async function untilEmpty(url: string, before: ProcessFigures): Promise<ProcessFigures> {
  const begun = performance.now();
  for (;;) {
    const figures = await readFigures(url);
    const isEmpty = figures.rooms === 0 && figures.sessions === 0 && kindsBeyond(before, figures).length === 0;
    if (isEmpty || performance.now() - begun > emptyMsMax) return figures;
    await pause(stepMs);
  }
}

/** MiB a minute, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [minutes, mebibytes] = [mean((sample) => sample.minutes), mean((sample) => sample.mebibytes)];
  const covariance = mean((sample) => (sample.minutes - minutes) * (sample.mebibytes - mebibytes));
  return covariance / mean((sample) => (sample.minutes - minutes) ** 2);
}

function slopeFigure(slope: number, tier: Tier): Figure {
  const isJudged = tier === 'full';
  const reached = `${slope.toFixed(2)} MiB a minute`;
  return { name: 'slope of the heap after collection', reached, target: isJudged ? `≤ ${slopeMax} MiB a minute` : null, passed: !isJudged || slope <= slopeMax };
}

/** Sockets, timers, and whatever else keeps a process alive. */
function moreThanBefore(before: ProcessFigures, after: ProcessFigures): Figure[] {
  const more = kindsBeyond(before, after);
  const reached = more.map((kind) => `${kind} ${before.resources.get(kind) ?? 0} → ${after.resources.get(kind) ?? 0}`).join(', ');
  return [{ name: 'sockets and timers beyond those at the start', reached: reached === '' ? 'none' : reached, target: 'none', passed: more.length === 0 }];
}

function kindsBeyond(before: ProcessFigures, after: ProcessFigures): readonly string[] {
  return [...after.resources].filter(([kind, count]) => count > (before.resources.get(kind) ?? 0)).map(([kind]) => kind);
}
