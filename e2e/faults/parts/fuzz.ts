/** Six people in one document through a real server: rich text, offline bursts, reconnects, frames that wait and come twice. [P11, P13, P14, P20, J15] */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type * as Y from 'yjs';
import { type Client, connectClient } from '../../harness/client.ts';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Part, type PartResult, type Tier, atLeast, below, exactly, quantile, resultOf, told } from '../part.ts';
import { FuzzClient } from '../rig/fuzz-client.ts';
import { Progress } from '../rig/progress.ts';
import { RichText, hasPending, heldBy, saidBy } from '../rig/rich-text.ts';
import { TargetServer } from '../rig/target-server.ts';

const lengths = { short: { seeds: 4, operations: 300 }, full: { seeds: 300, operations: 1_000 } };
/** Documents that are fuzzed at the same time. */
const lanes = 3;
const rawClients = 4;
const stockClients = 2;
const convergenceMs = 5_000;
/** What is not at rest after so long will never be. */
const restMsMax = 20_000;

export const fuzz: Part = {
  name: 'fuzz',
  title: 'fuzz through the real server',
  method:
    'Six clients of one document, two of them stock y-websocket providers, four of them clients of our own whose frames wait on both sides, are sent or taken twice, and are lost when the connection is cut: they insert, delete, format, ' +
    'split and join paragraphs, undo and redo, go offline for bursts of edits, and come back. In the end all are online, and must hold the same, with nothing waiting in any Y.Doc and every frame acked, within 5 s after the last has come ' +
    'back; so must a client that joins then. Where a tab\'s own undo has put text between neighbours that are out of order (yjs issue 794, seen in the tab before anything is sent) replicas may say different things whatever carries ' +
    'them: then they must hold the same structs and deletions. Such seeds are counted apart.',
  run,
};

interface Finding {
  readonly diverged: boolean;
  /** They hold the same, and say different things, after an undo that Yjs itself put out of order. */
  readonly strayed: boolean;
  readonly pending: boolean;
  readonly refusals: number;
  readonly operations: number;
  readonly reconnects: number;
  readonly convergedMs: number;
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const { seeds, operations } = lengths[tier];
  const directory = await createTemporaryDirectory();
  const server = new TargetServer({ cwd: directory.path });
  const findings: Finding[] = [];
  const progress = new Progress(`fuzz-${tier}-${seed}`);
  try {
    const refusal = await server.start();
    if (refusal !== null) throw new Error(refusal);
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < seeds) {
        const one = seed + next++;
        findings.push(await progress.step(String(one), async () => await fuzzOne({ wsUrl: server.wsUrl, seed: one, operations })));
      }
    };
    await Promise.all(Array.from({ length: lanes }, work));
    progress.end();
  } finally {
    await server.kill();
    await directory.close();
  }
  for (const complaint of server.complaints) console.log(complaint);
  const times = findings.map(({ convergedMs }) => convergedMs);
  const sum = (of: (finding: Finding) => number): number => findings.reduce((total, finding) => total + of(finding), 0);
  return resultOf([
    atLeast('seeds', findings.length, seeds),
    atLeast('operations', sum((finding) => finding.operations), seeds * operations),
    told('reconnects', sum(({ reconnects }) => reconnects).toLocaleString('en-GB')),
    told('seeds in which Yjs put an undo out of order, and replicas that hold the same say different things', findings.filter(({ strayed }) => strayed).length),
    exactly('seeds whose replicas differ', findings.filter(({ diverged }) => diverged).length, 0),
    exactly('seeds in which something stays pending', findings.filter(({ pending }) => pending).length, 0),
    exactly('sessions that the server ended', sum(({ refusals }) => refusals), 0),
    exactly('complaints of the server', server.complaints.length, 0),
    told('from the last reconnect until all hold the same, p50', `${Math.round(quantile(times, 0.5))} ms`),
    below('from the last reconnect until all hold the same, longest', { reachedMs: quantile(times, 1), limitMs: convergenceMs, tier }),
  ]);
}

async function fuzzOne({ wsUrl, seed, operations }: { wsUrl: string; seed: number; operations: number }): Promise<Finding> {
  const random = createRandom(seed);
  const room = `fuzz-${seed}`;
  const raw = Array.from({ length: rawClients }, () => new FuzzClient({ wsUrl, room, random }));
  const stock = Array.from({ length: stockClients }, () => connectClient({ wsUrl, room }));
  const docs = [...raw, ...stock].map(({ doc }) => doc);
  const people = docs.map((doc) => new RichText(doc, random));
  let fresh: Client | null = null;
  try {
    for (const client of raw) client.connect();
    const reconnects = await write({ raw, stock, people, random, operations });
    for (const client of raw) {
      client.isCalm = true;
      client.connect();
      client.pass();
    }
    for (const { provider } of stock) provider.connect();
    const begun = performance.now();
    const pending = (): readonly string[] => [
      ...raw.filter(({ isAtRest }) => !isAtRest).map((client) => client.pending),
      ...stock.filter(({ provider }) => !provider.synced).map(() => 'a provider is not synced'),
      ...docs.filter(hasPending).map(() => 'something waits in a Y.Doc'),
    ];
    const isStray = people.some(({ strayUndos }) => strayUndos > 0);
    const differ = (): boolean => new Set(docs.map(isStray ? heldBy : saidBy)).size > 1;
    while ((pending().length > 0 || differ()) && performance.now() - begun < restMsMax) await pause(10);
    const convergedMs = performance.now() - begun;
    fresh = connectClient({ wsUrl, room });
    await fresh.synced();
    const { doc: joined } = fresh;
    const differsFrom = (says: (doc: Y.Doc) => string): boolean => docs.some((doc) => says(doc) !== says(joined));
    const finding = {
      diverged: differsFrom(isStray ? heldBy : saidBy) || hasPending(joined),
      strayed: isStray && differsFrom(saidBy),
      pending: pending().length > 0,
      refusals: raw.reduce((sum, { refusals }) => sum + refusals.length, 0),
      operations,
      reconnects,
      convergedMs,
    };
    if (finding.diverged || finding.pending) console.log(`SEED=${seed}: ${pending().join('; ')}\n${[...docs, joined].map(saidBy).join('\n')}`);
    if (finding.refusals > 0) console.log(`SEED=${seed}: closed with ${raw.flatMap(({ refusals }) => refusals).join(', ')}`);
    return finding;
  } finally {
    for (const person of people) person.close();
    for (const client of [...raw, ...stock]) client.close();
    fresh?.close();
  }
}

interface Writing {
  readonly raw: readonly FuzzClient[];
  readonly stock: readonly Client[];
  readonly people: readonly RichText[];
  readonly random: Random;
  readonly operations: number;
}

/** Gives how often somebody came back. */
async function write({ raw, stock, people, random, operations }: Writing): Promise<number> {
  let reconnects = 0;
  for (let done = 0; done < operations; done += 1) {
    people[integerBelow(random, people.length)]?.edit();
    for (const client of raw) client.pass();
    const chance = random();
    const one = raw[integerBelow(random, raw.length)];
    const provider = stock[integerBelow(random, stock.length)]?.provider;
    if (chance < 0.02) one?.cut();
    else if (chance < 0.026) provider?.disconnect();
    else if (chance < 0.06 && one?.isConnected === false) {
      one.connect();
      reconnects += 1;
    } else if (chance < 0.1 && provider?.shouldConnect === false) {
      provider.connect();
      reconnects += 1;
    }
    await (integerBelow(random, 10) === 0 ? pause(1) : turn());
  }
  return reconnects;
}
