/** One connection between a client and the server: frames in order, late, and lost from some point on when it is cut. */
import type { Random } from '../../room/testing/random.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Latency {
  readonly msMin: number;
  readonly msMax: number;
}

export interface ClientEnd {
  onFrame(frame: Uint8Array): void;
  /** Once: nothing comes any more. */
  onClosed(code: number): void;
}

export interface LinkOptions {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly latency: Latency;
  readonly process: SimulatedProcess;
  readonly client: ClientEnd;
  /** Each frame in the moment in which the server sends it, … */
  readonly onServerSend: (frame: Uint8Array) => void;
  /** … and each of the client's in the moment in which the server gets it. */
  readonly onServerReceive: (frame: Uint8Array) => void;
}

const abnormalClosure = 1006;

export class SimulatedLink {
  readonly server: ServerSocket;
  readonly #options: LinkOptions;
  readonly #toServer: Pipe;
  readonly #toClient: Pipe;
  #isClientOpen = true;
  #isCut = false;

  constructor(options: LinkOptions) {
    const { time, random, latency, process, client, onServerReceive } = options;
    this.#options = options;
    const draw = (): number => random.between(latency.msMin, latency.msMax);
    this.#toServer = new Pipe({ schedule: (ms, run) => void process.schedule(ms, run), latencyMs: draw });
    this.#toClient = new Pipe({ schedule: (ms, run) => void time.schedule(ms, run), latencyMs: draw });
    this.#toServer.onFrame = (frame) => {
      onServerReceive(frame);
      this.server.emit('message', Buffer.from(frame), true);
    };
    this.#toClient.onFrame = (frame) => {
      if (this.#isClientOpen) client.onFrame(frame);
    };
    this.server = new ServerSocket(this.#toServer, this.#toClient, this);
  }

  get isClientOpen(): boolean {
    return this.#isClientOpen;
  }

  /** Nothing arrives any more; whether anybody knows is another matter. */
  get isCut(): boolean {
    return this.#isCut;
  }

  get options(): LinkOptions {
    return this.#options;
  }

  /** The client's own frame. */
  send(frame: Uint8Array): void {
    if (this.#isClientOpen) this.#toServer.send(frame, () => {});
  }

  pauseClient(): void {
    this.#toClient.pause();
  }

  resumeClient(): void {
    this.#toClient.resume();
  }

  /** The client says goodbye; what it sent before arrives. */
  closeClient(): void {
    this.#endClient(null);
    this.#toClient.drop();
    this.#toServer.end(() => this.server.closed());
  }

  /** Nothing arrives any more in either direction. Null: that end is not told. */
  cut({ serverLearnsMs, clientLearnsMs }: { serverLearnsMs: number | null; clientLearnsMs: number | null }): void {
    const { time, process } = this.#options;
    this.#isCut = true;
    this.#toServer.drop();
    this.#toClient.drop();
    if (serverLearnsMs !== null) process.schedule(serverLearnsMs, () => this.server.closed());
    if (clientLearnsMs !== null) time.schedule(clientLearnsMs, () => this.#endClient(abnormalClosure));
  }

  /** The server has closed with a code, behind everything that it sent. */
  closedByServer(code: number): void {
    this.#toClient.end(() => {
      this.#endClient(code);
      this.#toServer.end(() => this.server.closed());
    });
  }

  /** The server has hung up. */
  terminatedByServer(): void {
    this.cut({ serverLearnsMs: 0, clientLearnsMs: this.#options.latency.msMax });
  }

  #endClient(code: number | null): void {
    if (!this.#isClientOpen) return;
    this.#isClientOpen = false;
    if (code !== null) this.#options.client.onClosed(code);
  }
}

/** What a session sees of a `WebSocket` of `ws`. */
export class ServerSocket {
  readonly OPEN = 1;
  readyState = 1;
  readonly #toServer: Pipe;
  readonly #toClient: Pipe;
  readonly #link: SimulatedLink;
  readonly #listeners = new Map<string, ((...values: unknown[]) => void)[]>();

  constructor(toServer: Pipe, toClient: Pipe, link: SimulatedLink) {
    this.#toServer = toServer;
    this.#toClient = toClient;
    this.#link = link;
  }

  get bufferedAmount(): number {
    return this.#toClient.waitingBytes;
  }

  on(event: string, listener: (...values: unknown[]) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...values);
  }

  send(frame: Uint8Array, taken: () => void): void {
    this.#link.options.onServerSend(frame);
    this.#toClient.send(frame, () => {
      if (this.#link.options.process.isAlive) taken();
    });
  }

  pause(): void {
    this.#toServer.pause();
  }

  resume(): void {
    this.#toServer.resume();
  }

  /** Answered by the client's system, if the way there and back is open. */
  ping(): void {
    this.#toClient.ask(() => this.#toServer.ask(() => this.emit('pong')));
  }

  close(code: number): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 2;
    this.#link.closedByServer(code);
  }

  terminate(): void {
    if (this.readyState === 3) return;
    this.readyState = 2;
    this.#link.terminatedByServer();
  }

  /** The connection is over, and this end knows. */
  closed(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    for (const failed of this.#toClient.abandon()) failed();
    this.emit('close');
  }
}

interface PipeOptions {
  readonly schedule: (delayMs: number, run: () => void) => void;
  readonly latencyMs: () => number;
}

interface Parcel {
  readonly bytes: number;
  readonly open: () => void;
}

/** One direction. What comes while the reader is paused waits, and so does everything behind it. */
class Pipe {
  onFrame: (frame: Uint8Array) => void = () => {};
  waitingBytes = 0;
  readonly #options: PipeOptions;
  readonly #arrived: Parcel[] = [];
  readonly #waiting = new Set<() => void>();
  #delayMs = 0;
  #underWay: Parcel[] = [];
  #isScheduled = false;
  #isPaused = false;
  #isCut = false;

  constructor(options: PipeOptions) {
    this.#options = options;
  }

  /** `taken` is called when the frame has left the sender. */
  send(frame: Uint8Array, taken: () => void): void {
    this.waitingBytes += frame.byteLength;
    this.#waiting.add(taken);
    this.#ship({
      bytes: frame.byteLength,
      open: () => {
        this.waitingBytes -= frame.byteLength;
        this.#waiting.delete(taken);
        this.onFrame(frame);
        taken();
      },
    });
  }

  /** Behind everything that was sent. */
  end(run: () => void): void {
    this.#ship({ bytes: 0, open: run });
  }

  /** Beside the frames: also a paused reader's system answers. */
  ask(run: () => void): void {
    if (!this.#isCut) this.#options.schedule(this.#options.latencyMs(), () => this.#isCut || run());
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#options.schedule(0, () => this.#open());
  }

  /** Frames under way are lost, and so are all that come. */
  drop(): void {
    this.#isCut = true;
    this.#underWay = [];
    this.#arrived.length = 0;
  }

  /** Those who wait for a frame to leave. */
  abandon(): readonly (() => void)[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }

  #ship(parcel: Parcel): void {
    if (this.#isCut) return;
    this.#underWay.push(parcel);
    this.#depart();
  }

  /** What is sent while frames are under way travels with the next ones. */
  #depart(): void {
    if (this.#isScheduled || this.#underWay.length === 0) return;
    this.#isScheduled = true;
    this.#delayMs = this.#options.latencyMs();
    const parcels = this.#underWay;
    this.#underWay = [];
    this.#options.schedule(this.#delayMs, () => {
      this.#isScheduled = false;
      if (this.#isCut) return;
      this.#arrived.push(...parcels);
      this.#depart();
      this.#open();
    });
  }

  #open(): void {
    while (!this.#isPaused && !this.#isCut) {
      const parcel = this.#arrived.shift();
      if (parcel === undefined) return;
      parcel.open();
    }
  }
}
