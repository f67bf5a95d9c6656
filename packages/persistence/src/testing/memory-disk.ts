/** A disk in memory whose faults a test decides. */
import type { BatchOperation, Cursor, Database, Entry, EntryRange, PlainRange, ScanRange } from '../leveldb/database.ts';
import type { DatabasePresence, Disk } from '../leveldb/disk.ts';

/** `lands`: the batch is on disk although it is reported as failed. */
export type BatchFault = { readonly error: Error; readonly lands: boolean };

export class MemoryDisk implements Disk {
  readonly name = '/memory';
  /** By key in hexadecimal, whose order is that of the bytes. */
  values: Map<string, Uint8Array> = new Map<string, Uint8Array>();
  sentinel: string | null = null;
  presence: DatabasePresence = 'absent';
  isAccepted = false;
  /** Asked at each batch; null lets it through. */
  onBatch: (batch: readonly BatchOperation[]) => BatchFault | null | Promise<BatchFault | null> = () => null;
  onProbe: (bytes: number) => void = () => {};
  onOpen: () => void = () => {};
  onRead: () => void = () => {};
  onSentinel: () => void = () => {};
  /** [S57] */
  damagedTables: readonly string[] = [];
  /** Batches that landed. */
  readonly batches: (readonly BatchOperation[])[] = [];
  opens = 0;

  async inspect(): Promise<DatabasePresence> {
    return this.presence;
  }

  async findDamagedTables(): Promise<readonly string[]> {
    return this.damagedTables;
  }

  async openDatabase({ create }: { readonly create: boolean }): Promise<Database> {
    this.onOpen();
    if (!create && this.presence !== 'present') throw new Error('there is no database');
    this.presence = 'present';
    this.opens++;
    return new MemoryDatabase(this);
  }

  async readSentinel(): Promise<string | null> {
    return this.sentinel;
  }

  async writeSentinel(text: string): Promise<void> {
    this.onSentinel();
    this.sentinel = text;
  }

  async probe(bytes: number): Promise<void> {
    this.onProbe(bytes);
  }

  async isLossAccepted(): Promise<boolean> {
    return this.isAccepted;
  }

  async forgetAcceptance(): Promise<void> {
    this.isAccepted = false;
  }

  /** Changes one byte of a value; counts from the end where negative. */
  flip(key: Uint8Array, at: number): void {
    const value = Buffer.from(this.values.get(hexOf(key)) ?? []);
    const index = at < 0 ? value.byteLength + at : at;
    value[index] = (value[index] ?? 0) ^ 1;
    this.values.set(hexOf(key), value);
  }

  remove(key: Uint8Array): void {
    this.values.delete(hexOf(key));
  }

  apply(batch: readonly BatchOperation[]): void {
    this.batches.push(batch);
    for (const { key, value } of batch) {
      if (value === null) this.values.delete(hexOf(key));
      else this.values.set(hexOf(key), Uint8Array.from(value));
    }
  }
}

/** Like LevelDB: after one failed batch it refuses every further one until it is opened again. */
class MemoryDatabase implements Database {
  readonly #disk: MemoryDisk;
  #failure: Error | null = null;
  #isClosed = false;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
  }

  async get(key: Uint8Array): Promise<Uint8Array | null> {
    this.#assertOpen();
    this.#disk.onRead();
    return this.#disk.values.get(hexOf(key))?.slice() ?? null;
  }

  async entries(range: EntryRange): Promise<Entry[]> {
    this.#assertOpen();
    this.#disk.onRead();
    return this.#entries(range);
  }

  async entriesTogether(ranges: readonly PlainRange[]): Promise<Entry[][]> {
    this.#assertOpen();
    this.#disk.onRead();
    return ranges.map((range) => this.#entries(range));
  }

  #entries({ gte, lt, limit = Infinity, reverse = false, jump }: EntryRange): Entry[] {
    const keys = [...this.#disk.values.keys()].filter((key) => key >= hexOf(gte) && key < hexOf(lt)).toSorted();
    if (reverse) keys.reverse();
    const entries: Entry[] = [];
    let from = '';
    for (const hex of keys) {
      if (entries.length >= limit) break;
      if (hex < from) continue;
      const key = Buffer.from(hex, 'hex');
      entries.push({ key, value: this.#disk.values.get(hex)?.slice() ?? new Uint8Array(0) });
      if (jump !== undefined) from = hexOf(jump(key));
    }
    return entries;
  }

  /** What is not synced counts as lost. */
  async batch(operations: readonly BatchOperation[], { sync }: { readonly sync: boolean }): Promise<void> {
    this.#assertOpen();
    if (!sync) return;
    if (this.#failure !== null) throw this.#failure;
    const fault = await this.#disk.onBatch(operations);
    if (fault === null || fault.lands) this.#disk.apply(operations);
    if (fault === null) return;
    this.#failure = fault.error;
    throw fault.error;
  }

  scan({ gte, lt }: ScanRange): Cursor {
    this.#assertOpen();
    const rest = [...this.#disk.values]
      .filter(([key]) => key >= hexOf(gte) && key < hexOf(lt))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => ({ key: Buffer.from(key, 'hex'), value: value.slice() }));
    return {
      hasUnreadable: false,
      next: async () => {
        this.#assertOpen();
        return rest.splice(0, 10);
      },
      close: async () => {},
    };
  }

  async compactFiles(): Promise<void> {
    this.#assertOpen();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error('The database is closed.');
  }
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex');
}
