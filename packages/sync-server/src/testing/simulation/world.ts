/** Everything in one simulation: people, their connections, the server's lives, and its disk. What happens when is drawn from the seed. */
import type { Random } from '../../room/testing/random.ts';
import { DurableContent } from './durable-content.ts';
import { type ConnectionRecord, Promises } from './promises.ts';
import { contentOfStored, recover } from './recovery.ts';
import { type Editing, SimulatedClient } from './simulated-client.ts';
import { SimulatedDisk, fineWeather } from './simulated-disk.ts';
import { type ClientEnd, type Latency, SimulatedLink } from './simulated-link.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { type Plant, SimulatedServer, type Tuning } from './simulated-server.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface WorldOptions {
  readonly random: Random;
  readonly time: VirtualTime;
  readonly trace: Trace;
  readonly plant: Plant;
  readonly tuning: Tuning;
  readonly latency: Latency;
  readonly editing: Editing;
  readonly documentIds: readonly string[];
  readonly isWatching: boolean;
}

export class World {
  readonly disk: SimulatedDisk;
  readonly clients: SimulatedClient[] = [];
  readonly promises: Promises;
  readonly #options: WorldOptions;
  readonly #links = new Set<SimulatedLink>();
  readonly #usedIds = new Set<number>();
  #server: SimulatedServer | null = null;
  #failure: string | null = null;
  isHealing = false;
  crashes = 0;

  constructor(options: WorldOptions) {
    const { random, trace, isWatching } = options;
    this.#options = options;
    const durable = new DurableContent();
    const note = (what: string): void => trace.note(what);
    this.disk = new SimulatedDisk({ random, note, onDurable: (batch) => durable.add(batch) });
    this.promises = new Promises({ durable, isWatching, fail: (what) => this.fail(what) });
  }

  /** The first thing that went wrong; null where nothing did. */
  get failure(): string | null {
    return this.#failure;
  }

  get server(): SimulatedServer | null {
    return this.#server;
  }

  get living(): readonly SimulatedClient[] {
    return this.clients.filter(({ isDead }) => !isDead);
  }

  fail(what: string): void {
    this.#options.trace.note(`FAILED: ${what}`);
    this.#failure ??= what;
  }

  /** A new tab. */
  addClient(documentId: string): SimulatedClient {
    const { random, time, trace, editing } = this.#options;
    const client: SimulatedClient = new SimulatedClient({
      name: `client ${this.clients.length}`,
      clientId: this.#drawClientId(),
      documentId,
      isScriptorium: random.chance(0.8),
      editing,
      time,
      random,
      note: (what, bytes) => trace.note(what, bytes),
      open: (opener, end) => this.#open(opener, end),
      reconnectMs: () => (this.isHealing ? random.between(10, 200) : random.between(50, 1_500)),
      fail: (what) => this.fail(what),
    });
    this.clients.push(client);
    client.connect();
    return client;
  }

  /** Harmless where one runs. */
  startServer(): void {
    if (this.#server?.process.isAlive === true) return;
    const { time, random, trace, plant, tuning } = this.#options;
    this.#server = new SimulatedServer({
      process: new SimulatedProcess(time),
      disk: this.disk,
      random,
      tuning,
      plant,
      note: (what) => trace.note(what),
      fail: (what) => this.fail(what),
    });
    // Whatever goes wrong with a start ends that process, and another comes later.
    void this.#server.start().catch((error: unknown) => this.fail(`The start failed: ${String(error)}`));
  }

  /** The process dies at this moment, and with it the machine, or not. */
  async crash({ isPowerCut }: { readonly isPowerCut: boolean }): Promise<void> {
    if (this.#server?.process.isAlive !== true || this.isHealing) return;
    this.crashes++;
    this.#options.trace.note(isPowerCut ? 'power cut' : 'killed');
    this.#server.process.kill();
    this.disk.crash({ isPowerCut });
    this.#cutLinks();
    await this.checkDisk();
  }

  /** As after SIGTERM. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server?.isListening !== true) return;
    this.#options.trace.note('stopping');
    await server.stop();
    if (server !== this.#server) return;
    this.disk.crash({ isPowerCut: false });
    this.#cutLinks();
    await this.checkDisk();
  }

  clearWeather(): void {
    Object.assign(this.disk.weather, fineWeather);
  }

  /** Everything that was promised has to be on the disk, as a restart reads it. */
  async checkDisk(): Promise<void> {
    try {
      const documents = await recover(this.disk.afterPowerCut(), this.promises.documentIds);
      for (const [documentId, document] of documents) {
        const lacking = contentOfStored(document).lackingOf(this.promises.of(documentId));
        if (lacking !== null) this.fail(`After a restart ${documentId} lacks ${lacking}, which was promised`);
      }
    } catch (error) {
      this.fail(`The store does not open again: ${String(error)}`);
    }
  }

  #open(client: SimulatedClient, end: ClientEnd): SimulatedLink | null {
    const server = this.#server;
    if (server === null || !server.isListening) return null;
    const { time, random, latency } = this.#options;
    const { name, documentId, isScriptorium } = client;
    const record: ConnectionRecord = { name, documentId, received: [], acked: 0 };
    const link = new SimulatedLink({
      time,
      random,
      latency,
      process: server.process,
      client: end,
      onServerSend: (frame) => this.promises.sent(record, frame),
      onServerReceive: (frame) => this.promises.received(record, frame),
    });
    this.#links.add(link);
    server.accept(link.server, { documentId, isScriptorium });
    return link;
  }

  /** The server's machine answers no more: some are told at once, some find out by silence. */
  #cutLinks(): void {
    const { random } = this.#options;
    for (const link of this.#links) link.cut({ serverLearnsMs: null, clientLearnsMs: random.chance(0.8) ? random.between(1, 300) : null });
    this.#links.clear();
  }

  #drawClientId(): number {
    const id = 1 + this.#options.random.below(4_000_000_000);
    if (this.#usedIds.has(id)) return this.#drawClientId();
    this.#usedIds.add(id);
    return id;
  }
}
