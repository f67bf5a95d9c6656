/** One simulation from its seed: a rough time, then everything heals, and then it has to hold together. */
import { Random } from '../../room/testing/random.ts';
import { contentOf, docOf, hasPending } from '../../room/testing/document-content.ts';
import { letSomethingHappen } from './mishaps.ts';
import { recover, updatesOf } from './recovery.ts';
import type { Editing } from './simulated-client.ts';
import type { Plant, Tuning } from './simulated-server.ts';
import { Trace } from './trace.ts';
import { VirtualTime } from './virtual-time.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly plant?: Plant;
  /** Whether each ack and each frame is compared with the disk in the moment in which it is sent. */
  readonly isWatching?: boolean;
  readonly print?: ((line: string) => void) | null;
}

export interface SimulationOutcome {
  /** Null where everything held. */
  readonly failure: string | null;
  readonly hash: string;
  readonly events: number;
  readonly crashes: number;
}

/** Once connected, everybody holds the same after so long. */
const convergenceMs = 5_000;
const healingStepMs = 250;
const healingMsMax = 60_000;
/** The server ends a connection of which it was not told after two pings at most. */
const forgettingMs = 60_000;
/** So long a state may outlive its tab: until it is no longer renewed, and looked for. */
const presenceMs = 70_000;

export async function runSimulation({ seed, plant = {}, isWatching = true, print = null }: SimulationOptions): Promise<SimulationOutcome> {
  const random = new Random(seed);
  const time = new VirtualTime();
  const trace = new Trace({ now: () => time.now(), print });
  const documentIds = random.chance(0.6) ? ['notes'] : ['notes', 'plans/ä'];
  const tuning = drawTuning(random);
  const latencyMs = random.pick([2, 20, 200]);
  const world = new World({
    random,
    time,
    trace,
    plant,
    tuning,
    latency: { msMin: 1, msMax: latencyMs },
    editing: random.pick<Editing>(['rich', 'plain', 'plain', 'plain', random.chance(0.2) ? 'large' : 'plain']),
    documentIds,
    isWatching,
  });
  try {
    await haveRoughTime(world, { random, time, documentIds, idleMs: tuning.idleMs });
    if (world.failure === null) await heal(world, time);
    if (world.failure === null) await checkConvergence(world, { time, documentIds });
    if (world.failure === null && tuning.checksPresence) await checkPresence(world, time);
    if (world.failure === null) await checkRest(world, { time, tuning });
  } catch (error) {
    world.fail(`Something threw: ${error instanceof Error ? error.stack : String(error)}`);
  }
  return { failure: world.failure, hash: trace.digest(), events: trace.eventCount, crashes: world.crashes };
}

function drawTuning(random: Random): Tuning {
  return {
    idleMs: random.pick([20, 200, 2_000]),
    unackedBytesMax: random.pick([200, 1_000, 1_000_000]),
    unackedBytesOfAllMax: random.pick([300, 1_000_000]),
    tailBytesMin: 1_000_000,
    tailCountMin: random.pick([5, 20, 1_000]),
    tailCountAtUnload: random.pick([3, 50]),
    describeQuietMs: random.pick([300, 2_000]),
    workerMsMax: random.pick([1, 50, 500]),
    echoesToAuthor: random.chance(0.2),
    schemaVersion: random.pick([null, 1]),
    documentsRememberedMax: random.pick([1, 10_000]),
    workerFails: random.pick([0, 0, 0.3]),
    checksPresence: random.chance(0.3),
    outbox: { outboxBytesMax: random.pick([500, 100_000]), outboxFramesMax: random.pick([3, 30, 4_000]) },
    snapshotWholeBytesMax: random.pick([20, 200, 100_000]),
  };
}

interface RoughTime {
  readonly random: Random;
  readonly time: VirtualTime;
  readonly documentIds: readonly string[];
  readonly idleMs: number;
}

async function haveRoughTime(world: World, rough: RoughTime): Promise<void> {
  const { random, time, documentIds } = rough;
  world.startServer();
  await time.advance(random.between(0, 50));
  for (let left = random.between(2, 4); left > 0; left--) world.addClient(random.pick(documentIds));
  const gapMsMax = random.pick([5, 50, 300]);
  for (let left = random.between(30, 100); left > 0 && world.failure === null; left--) {
    await letSomethingHappen({ world, ...rough });
    await time.advance(random.between(0, gapMsMax));
  }
}

/** Nothing fails any more, and everybody comes back. */
async function heal(world: World, time: VirtualTime): Promise<void> {
  world.isHealing = true;
  for (let healedMs = 0; healedMs < healingMsMax && world.failure === null; healedMs += healingStepMs) {
    world.clearWeather();
    world.startServer();
    for (const client of world.living) {
      client.resumeReading();
      client.goOnline();
      client.reconnectIfCut();
    }
    await time.advance(healingStepMs);
    if (!world.living.every(({ isSynced }) => isSynced)) continue;
    const connections = connectionsOf(world);
    await time.advance(convergenceMs);
    if (connectionsOf(world) === connections && world.living.every(({ isSynced }) => isSynced)) return;
  }
  const missing = world.living.filter(({ isSynced }) => !isSynced).map(({ name }) => name);
  if (world.failure === null) world.fail(`After ${healingMsMax} ms without faults not everybody is back: ${missing.join(', ')}`);
}

function connectionsOf(world: World): number {
  return world.living.reduce((sum, { connections }) => sum + connections, 0);
}

async function checkConvergence(world: World, { time, documentIds }: { time: VirtualTime; documentIds: readonly string[] }): Promise<void> {
  for (const client of world.living) {
    const { unrest } = client;
    if (unrest !== null) return world.fail(`${client.name} ${unrest}`);
  }
  const fresh = documentIds.map((documentId) => world.addClient(documentId));
  await time.advance(convergenceMs);
  for (const documentId of documentIds) {
    const docs = world.living.filter((client) => client.documentId === documentId);
    const contents = docs.map(({ name, doc }) => ({ name, content: JSON.stringify(contentOf(doc)) }));
    const other = contents.find(({ content }) => content !== contents[0]?.content);
    if (other !== undefined) return world.fail(`${contents[0]?.name} and ${other.name} differ: ${contents[0]?.content} ${other.content}`);
  }
  await world.checkDisk();
  const stored = await recover(world.disk.afterPowerCut(), documentIds);
  for (const client of fresh) {
    const doc = docOf(updatesOf(stored.get(client.documentId) ?? null));
    if (hasPending(doc)) return world.fail(`What is stored of ${client.documentId} waits for what is not there`);
    if (JSON.stringify(contentOf(doc)) !== JSON.stringify(contentOf(client.doc))) return world.fail(`The disk and ${client.name} differ`);
  }
}

/** Everybody knows who is here, and nobody sees a ghost. [P16–P19] */
async function checkPresence(world: World, time: VirtualTime): Promise<void> {
  await time.advance(presenceMs);
  for (const client of world.living) {
    const others = world.living.filter(({ documentId }) => documentId === client.documentId).map(({ doc }) => doc.clientID);
    const expected = others.filter((clientId) => clientId !== client.doc.clientID).toSorted((one, other) => one - other);
    const seen = client.presence.others;
    if (seen.join() !== expected.join()) world.fail(`${client.name} sees ${seen.join()} where ${expected.join()} are`);
  }
}

/** Once everybody has gone nothing is left of them, and the server ends as it should. */
async function checkRest(world: World, { time, tuning }: { time: VirtualTime; tuning: Tuning }): Promise<void> {
  for (const client of world.living) client.die({ isInOrder: true });
  await time.advance(forgettingMs + tuning.idleMs);
  const { server } = world;
  if (server === null) return;
  if (server.roomCount > 0) world.fail(`${server.roomCount} rooms are open, and nobody is there`);
  const heartbeats = 1;
  if (server.process.timerCount > heartbeats) world.fail(`${server.process.timerCount - heartbeats} timers are left`);
  let hasStopped = false;
  void world.stop().finally(() => {
    hasStopped = true;
  });
  await time.advance(1_000);
  if (!hasStopped) world.fail('The server does not stop');
}
