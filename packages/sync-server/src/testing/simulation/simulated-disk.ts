/**
 * A disk with a database on it, as LevelDB behaves: a synced batch is there whole or not at all, what was not synced may be lost from some
 * point on, and after a failed batch everything is refused until the database is opened again.
 */
import type { Database, DatabasePresence, Disk, Entry, EntryRange, PlainRange } from '@scriptorium/persistence';
import type { Random } from '../../room/testing/random.ts';
import { type Batch, type Values, applyTo, entriesOf, textOf } from './disk-values.ts';
import { RestingDisk } from './resting-disk.ts';
import type { SimulatedProcess } from './simulated-process.ts';

/** How the disk is now; the world changes it. */
export interface DiskWeather {
  batchMsMin: number;
  batchMsMax: number;
  readMsMax: number;
  /** Of a batch; half of those are written all the same, and only the sync fails. */
  failsBatch: number;
  failsRead: number;
  failsOpen: number;
  failsProbe: number;
  failsSentinel: number;
}

export const fineWeather: DiskWeather = {
  batchMsMin: 1,
  batchMsMax: 3,
  readMsMax: 1,
  failsBatch: 0,
  failsRead: 0,
  failsOpen: 0,
  failsProbe: 0,
  failsSentinel: 0,
};

/** However slow the disk is: what begins before everything heals has to end within the time in which all must agree again. */
const openMsMax = 2_000;

export interface SimulatedDiskOptions {
  readonly random: Random;
  readonly note: (what: string) => void;
  /** These operations are on the disk from now on, whatever happens. */
  readonly onDurable: (batch: Batch) => void;
}

export class SimulatedDisk {
  readonly weather: DiskWeather = { ...fineWeather };
  readonly #options: SimulatedDiskOptions;
  /** What survives a power cut, by key. */
  readonly durable: Values = new Map();
  /** Written in this order and not synced: a power cut keeps some of the first of them. */
  unsynced: Batch[] = [];
  inFlight: Batch | null = null;
  sentinel: string | null = null;
  sentinelInFlight: string | null = null;
  presence: DatabasePresence = 'absent';

  constructor(options: SimulatedDiskOptions) {
    this.#options = options;
  }

  chance(probability: number): boolean {
    return probability > 0 && this.#options.random.chance(probability);
  }

  between(from: number, to: number): number {
    return this.#options.random.between(from, to);
  }

  note(what: string): void {
    this.#options.note(what);
  }

  /** Everything that was written is on the disk. */
  sync(): void {
    for (const batch of this.unsynced.splice(0)) {
      applyTo(this.durable, batch);
      this.#options.onDurable(batch);
    }
  }

  /** The process is dead; with `isPowerCut` the machine was, too. */
  crash({ isPowerCut }: { readonly isPowerCut: boolean }): void {
    const { random } = this.#options;
    if (this.inFlight !== null && random.chance(0.5)) this.unsynced.push(this.inFlight);
    this.inFlight = null;
    if (isPowerCut) this.unsynced.length = random.between(0, this.unsynced.length);
    this.sync();
    if (this.sentinelInFlight !== null && random.chance(0.5)) this.sentinel = this.sentinelInFlight;
    this.sentinelInFlight = null;
  }

  /** What a restart would find now, after a power cut at this moment, on a disk that answers at once. */
  afterPowerCut(): Disk {
    const values = new Map(this.durable);
    const { presence, sentinel } = this;
    return new RestingDisk({ values, presence, sentinel });
  }

  /** As one process sees it. */
  mountedIn(process: SimulatedProcess): Disk {
    return new MountedDisk(this, process);
  }
}

class MountedDisk implements Disk {
  readonly name = '/simulated';
  readonly #disk: SimulatedDisk;
  readonly #process: SimulatedProcess;

  constructor(disk: SimulatedDisk, process: SimulatedProcess) {
    this.#disk = disk;
    this.#process = process;
  }

  inspect(): Promise<DatabasePresence> {
    return this.#read(() => this.#disk.presence);
  }

  async findDamagedTables(): Promise<readonly string[]> {
    return [];
  }

  openDatabase({ create }: { readonly create: boolean }): Promise<Database> {
    const disk = this.#disk;
    return this.#process.perform(disk.between(0, Math.min(4 * disk.weather.batchMsMin, openMsMax)), () => {
      if (disk.chance(disk.weather.failsOpen)) throw new Error('IO error: the database does not open');
      if (!create && disk.presence !== 'present') throw new Error('there is no database');
      disk.presence = 'present';
      // LevelDB reads its log and writes what it found into a table, which it syncs.
      disk.sync();
      disk.note('database opened');
      return new SimulatedDatabase(disk, this.#process);
    });
  }

  readSentinel(): Promise<string | null> {
    return this.#read(() => this.#disk.sentinel);
  }

  writeSentinel(text: string): Promise<void> {
    const disk = this.#disk;
    disk.sentinelInFlight = text;
    return this.#process.perform(disk.between(1, disk.weather.batchMsMax), () => {
      disk.sentinelInFlight = null;
      if (disk.chance(disk.weather.failsSentinel)) throw new Error('IO error: the sentinel');
      disk.sentinel = text;
    });
  }

  probe(): Promise<void> {
    const disk = this.#disk;
    return this.#process.perform(disk.between(1, disk.weather.batchMsMax), () => {
      if (disk.chance(disk.weather.failsProbe)) throw new Error('ENOSPC: no space left on device');
    });
  }

  async isLossAccepted(): Promise<boolean> {
    return false;
  }

  async forgetAcceptance(): Promise<void> {}

  #read<T>(run: () => T): Promise<T> {
    return this.#process.perform(this.#disk.between(0, this.#disk.weather.readMsMax), run);
  }
}

class SimulatedDatabase implements Database {
  readonly #disk: SimulatedDisk;
  readonly #process: SimulatedProcess;
  /** What the process reads: all that it wrote. */
  readonly #visible: Values;
  #failure: Error | null = null;
  #isClosed = false;

  constructor(disk: SimulatedDisk, process: SimulatedProcess) {
    this.#disk = disk;
    this.#process = process;
    this.#visible = new Map(disk.durable);
  }

  async get(key: Uint8Array): Promise<Uint8Array | null> {
    return await this.#read(() => this.#visible.get(textOf(key))?.slice() ?? null);
  }

  entries(range: EntryRange): Promise<Entry[]> {
    return this.#read(() => entriesOf(this.#visible, range));
  }

  entriesTogether(ranges: readonly PlainRange[]): Promise<Entry[][]> {
    return this.#read(() => ranges.map((range) => entriesOf(this.#visible, range)));
  }

  async batch(operations: Batch, { sync }: { readonly sync: boolean }): Promise<void> {
    const disk = this.#disk;
    this.#assertOpen();
    if (this.#failure !== null) throw this.#failure;
    const batch = operations.map(({ key, value }) => ({ key: new Uint8Array(key), value: value === null ? null : new Uint8Array(value) }));
    if (!sync) {
      disk.unsynced.push(batch);
      applyTo(this.#visible, batch);
      return;
    }
    const { batchMsMin, batchMsMax, failsBatch } = disk.weather;
    disk.inFlight = batch;
    await this.#process.perform(disk.between(batchMsMin, batchMsMax), () => {
      disk.inFlight = null;
      const fails = disk.chance(failsBatch);
      if (!fails || disk.chance(0.5)) disk.unsynced.push(batch);
      disk.note(fails ? `batch of ${batch.length} failed` : `batch of ${batch.length} synced`);
      if (fails) {
        this.#failure = new Error('IO error: the log can not be synced');
        throw this.#failure;
      }
      disk.sync();
      applyTo(this.#visible, batch);
    });
  }

  scan(): never {
    throw new Error('Nothing in the simulation scans.');
  }

  async compactFiles(): Promise<void> {}

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #read<T>(run: () => T): Promise<T> {
    this.#assertOpen();
    const disk = this.#disk;
    return this.#process.perform(disk.between(0, disk.weather.readMsMax), () => {
      if (disk.chance(disk.weather.failsRead)) throw new Error('IO error: a table can not be read');
      return run();
    });
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error('The database is closed.');
  }
}
