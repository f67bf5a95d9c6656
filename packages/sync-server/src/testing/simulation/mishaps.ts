/** What happens to the world in its rough time: people write, leave and come back; connections, disk and server fail. */
import type { Random } from '../../room/testing/random.ts';
import type { SimulatedClient } from './simulated-client.ts';
import { type DiskWeather, fineWeather } from './simulated-disk.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { World } from './world.ts';

export interface MishapsOptions {
  readonly world: World;
  readonly random: Random;
  readonly time: VirtualTime;
  readonly documentIds: readonly string[];
  readonly idleMs: number;
}

type Mishap = (options: MishapsOptions) => Promise<void> | void;

const mishaps: readonly { readonly weight: number; readonly happen: Mishap }[] = [
  { weight: 60, happen: write },
  { weight: 2, happen: repeat },
  { weight: 4, happen: cutConnection },
  { weight: 4, happen: closeLaptop },
  { weight: 4, happen: readSlowly },
  { weight: 4, happen: replaceTab },
  { weight: 6, happen: leaveDocument },
  { weight: 3, happen: spoilDisk },
  { weight: 2, happen: killServer },
  { weight: 1, happen: stopServer },
  { weight: 1, happen: rename },
];

const weights = mishaps.reduce((sum, { weight }) => sum + weight, 0);

/** One of them, drawn. */
export async function letSomethingHappen(options: MishapsOptions): Promise<void> {
  let left = options.random.below(weights);
  for (const { weight, happen } of mishaps) {
    if (left < weight) return await happen(options);
    left -= weight;
  }
}

function write({ world, random }: MishapsOptions): void {
  const client = someClient(world, random);
  for (let left = random.between(1, 3); left > 0; left--) client?.edit();
}

function repeat({ world, random }: MishapsOptions): void {
  someClient(world, random)?.repeat();
}

function cutConnection({ world, random }: MishapsOptions): void {
  const learnsMs = (): number | null => (random.chance(0.7) ? random.between(0, 500) : null);
  someClient(world, random)?.cut({ serverLearnsMs: learnsMs(), clientLearnsMs: learnsMs() });
}

function closeLaptop({ world, random, time }: MishapsOptions): void {
  const client = someClient(world, random);
  client?.goOffline();
  time.schedule(random.between(20, 4_000), () => client?.goOnline());
}

function readSlowly({ world, random, time }: MishapsOptions): void {
  const client = someClient(world, random);
  client?.pauseReading();
  time.schedule(random.between(50, 6_000), () => client?.resumeReading());
}

function replaceTab({ world, random, documentIds }: MishapsOptions): void {
  if (world.living.length > 1) someClient(world, random)?.die({ isInOrder: random.chance(0.5) });
  world.addClient(random.pick(documentIds));
}

/** Nobody holds the room for about as long as it waits for somebody, and often the disk is still busy with what the last ones wrote. */
function leaveDocument({ world, random, time, documentIds, idleMs }: MishapsOptions): void {
  const documentId = random.pick(documentIds);
  const backMs = (): number => idleMs + random.between(-10, 80);
  if (random.chance(0.5)) {
    Object.assign(world.disk.weather, fineWeather, { batchMsMin: idleMs, batchMsMax: idleMs + 300 });
    time.schedule(2 * idleMs + 500, () => world.clearWeather());
  }
  for (const client of world.living) {
    if (client.documentId !== documentId) continue;
    if (random.chance(0.5)) client.edit();
    if (random.chance(0.5)) {
      client.die({ isInOrder: random.chance(0.5) });
      time.schedule(backMs(), () => world.addClient(documentId));
    } else {
      client.goOffline();
      time.schedule(backMs(), () => client.goOnline());
    }
  }
}

function spoilDisk({ world, random, time }: MishapsOptions): void {
  const { weather } = world.disk;
  Object.assign(weather, fineWeather, random.pick<(random: Random) => Partial<DiskWeather>>([slow, failing, failing, full, unreadable])(random));
  time.schedule(random.between(50, 4_000), () => world.clearWeather());
}

function slow(random: Random): Partial<DiskWeather> {
  return { batchMsMax: random.pick([20, 200, 1_500]), readMsMax: random.pick([5, 100]) };
}

function failing(random: Random): Partial<DiskWeather> {
  return { failsBatch: random.pick([0.1, 0.5, 1]), failsOpen: random.pick([0, 0.5]), failsSentinel: random.pick([0, 1]) };
}

function full(): Partial<DiskWeather> {
  return { failsBatch: 1, failsProbe: 1, failsSentinel: 1 };
}

function unreadable(random: Random): Partial<DiskWeather> {
  return { failsRead: random.pick([0.3, 1]), failsBatch: random.pick([0, 0.3]) };
}

async function killServer({ world, random, time }: MishapsOptions): Promise<void> {
  await world.crash({ isPowerCut: random.chance(0.5) });
  time.schedule(random.between(5, 1_000), () => world.startServer());
}

/** A second signal, or the power, may come while it stops. */
async function stopServer({ world, random, time }: MishapsOptions): Promise<void> {
  if (random.chance(0.3)) time.schedule(random.between(1, 2_000), () => void world.crash({ isPowerCut: random.chance(0.5) }));
  time.schedule(random.between(100, 3_000), () => world.startServer());
  await Promise.race([world.stop(), Promise.resolve()]);
}

function rename({ world, random, documentIds }: MishapsOptions): void {
  const title = `title ${random.below(1_000)}`;
  // The store may refuse it now; then somebody sees an error and nothing else has happened.
  world.server?.rename(random.pick(documentIds), title).catch(() => {});
}

function someClient(world: World, random: Random): SimulatedClient | null {
  const { living } = world;
  return living.length === 0 ? null : random.pick(living);
}
