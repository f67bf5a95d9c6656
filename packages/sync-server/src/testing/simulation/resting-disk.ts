/** A disk on which nothing waits and nothing fails: what a simulation looks at when it asks what a restart would find. */
import type { Database, DatabasePresence, Disk } from '@scriptorium/persistence';
import { type Values, applyTo, entriesOf, textOf } from './disk-values.ts';

export class RestingDisk implements Disk {
  readonly name = '/resting';
  readonly #values: Values;
  readonly #presence: DatabasePresence;
  #sentinel: string | null;

  constructor({ values, presence, sentinel }: { values: Values; presence: DatabasePresence; sentinel: string | null }) {
    this.#values = values;
    this.#presence = presence;
    this.#sentinel = sentinel;
  }

  async inspect(): Promise<DatabasePresence> {
    return this.#presence;
  }

  async findDamagedTables(): Promise<readonly string[]> {
    return [];
  }

  async openDatabase(): Promise<Database> {
    const values = this.#values;
    return {
      get: async (key) => values.get(textOf(key)) ?? null,
      entries: async (range) => entriesOf(values, range),
      entriesTogether: async (ranges) => ranges.map((range) => entriesOf(values, range)),
      batch: async (operations) => applyTo(values, operations),
      scan: () => {
        throw new Error('Nothing in the simulation scans.');
      },
      compactFiles: async () => {},
      close: async () => {},
    };
  }

  async readSentinel(): Promise<string | null> {
    return this.#sentinel;
  }

  async writeSentinel(text: string): Promise<void> {
    this.#sentinel = text;
  }

  async probe(): Promise<void> {}

  async isLossAccepted(): Promise<boolean> {
    return false;
  }

  async forgetAcceptance(): Promise<void> {}
}
