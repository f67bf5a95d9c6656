/** One document with many readers on bare sockets, some of them paused, and writers at a steady pace: who gets what, and how late. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { emptyStep1, emptyStep2, step2Frame, updateFrame, updateOf } from '../../harness/frames.ts';

export interface CrowdedRoomOptions {
  readonly wsUrl: string;
  readonly room: string;
  readonly readers: number;
  readonly messagesPerSecond: number;
}

const writerCount = 10;
/** What a writer puts in the place of what it wrote before: the document stays small, and the frames fill sockets. */
const messageLength = 500;
/** Enough to hold a message of each writer. */
const framesKept = 20;
/** Readers that look at what they get in time, and see how late it is. */
const probeCount = 5;

export class CrowdedRoom {
  readonly #options: CrowdedRoomOptions;
  readonly #writers: readonly Writer[];
  readonly #readers: readonly Reader[];

  constructor(options: CrowdedRoomOptions) {
    this.#options = options;
    this.#writers = Array.from({ length: writerCount }, () => new Writer(options));
    this.#readers = Array.from({ length: options.readers }, () => new Reader(options));
  }

  async open(): Promise<void> {
    await Promise.all(this.#writers.map(async (writer) => await writer.opened()));
    await Promise.all(this.#readers.map(async (reader) => await reader.synced()));
  }

  /** The last ones; of the others all but those who watch only keep the end of what they get. */
  pause(count: number): void {
    const paused = this.#readers.length - count;
    for (const reader of this.#readers.slice(paused)) reader.pause();
    for (const reader of this.#readers.slice(probeCount, paused)) reader.keepTheEnd();
  }

  /** Writes for so long; gives back how late each message came to each of those who watch, in ms. */
  async write(ms: number): Promise<readonly number[]> {
    const delays: number[] = [];
    for (const probe of this.#readers.slice(0, probeCount)) probe.onUpdate = this.#watch(delays);
    const begun = performance.now();
    let sent = 0;
    while (performance.now() - begun < ms) {
      const due = ((performance.now() - begun) / 1_000) * this.#options.messagesPerSecond;
      for (; sent < due; sent += 1) this.#writers[sent % writerCount]?.write();
      await pause(2);
    }
    return delays;
  }

  /** Until every reader has what was written; gives back how long that takes, or null. */
  async untilAllHaveAll(limitMs: number): Promise<number | null> {
    const begun = performance.now();
    for (const reader of this.#readers) reader.resume();
    let lacking: readonly Reader[] = this.#readers;
    for (;;) {
      lacking = lacking.filter((reader) => !this.#writers.every((writer) => reader.has(writer)));
      if (lacking.length === 0) return performance.now() - begun;
      if (performance.now() - begun > limitMs) break;
      await pause(5);
    }
    for (const reader of lacking.slice(0, 5)) console.log(`${lacking.length} readers lack something: ${reader.report}`);
    return null;
  }

  /** How many of the readers that keep everything hold something else than was written, or something that waits. */
  countDifferent(): number {
    const written = this.#writers.map((writer) => writer.said);
    return this.#readers.filter((reader) => reader.keepsAll && !this.#writers.every((writer, index) => reader.said(writer) === written[index])).length;
  }

  close(): void {
    for (const one of [...this.#writers, ...this.#readers]) one.close();
  }

  /** Each message once for each who watches: when it has come, and not with which frame. */
  #watch(delays: number[]): (reader: Reader) => void {
    const seen = this.#writers.map(({ count }) => count);
    return (reader) => {
      for (const [index, writer] of this.#writers.entries()) {
        const until = writer.countAt(reader.clockOf(writer));
        for (let message = seen[index] ?? 0; message < until; message += 1) delays.push(performance.now() - writer.sentAt(message));
        seen[index] = Math.max(until, seen[index] ?? 0);
      }
    };
  }
}

/** Answers sync step 1 and reads nothing else. */
class Writer {
  readonly #doc = new Y.Doc();
  readonly #socket: WebSocket;
  readonly #name: string;
  readonly #times: number[] = [];

  constructor({ wsUrl, room }: CrowdedRoomOptions) {
    this.#name = `writer ${this.#doc.clientID}`;
    this.#socket = new WebSocket(`${wsUrl}/${room}`);
    this.#socket.on('open', () => this.#socket.send(emptyStep1));
    this.#socket.on('message', (data: Buffer) => {
      if (data[0] === 0 && data[1] === 0) this.#socket.send(step2Frame(Y.encodeStateAsUpdate(this.#doc)));
    });
    this.#doc.on('update', (update: Uint8Array) => this.#socket.send(updateFrame(update)));
  }

  get clientId(): number {
    return this.#doc.clientID;
  }

  get name(): string {
    return this.#name;
  }

  get said(): string {
    return this.#doc.getText(this.#name).toString();
  }

  /** Messages written. */
  get count(): number {
    return this.#times.length;
  }

  /** How many messages a reader has that knows this writer up to a clock. */
  countAt(clock: number): number {
    return Math.floor(clock / messageLength);
  }

  sentAt(message: number): number {
    return this.#times[message] ?? Number.NaN;
  }

  async opened(): Promise<void> {
    while (this.#socket.readyState !== WebSocket.OPEN) await pause(5);
  }

  write(): void {
    this.#times.push(performance.now());
    const text = this.#doc.getText(this.#name);
    this.#doc.transact(() => {
      text.delete(0, text.length);
      text.insert(0, `${this.#times.length} `.padEnd(messageLength, '~'));
    });
  }

  close(): void {
    this.#socket.terminate();
    this.#doc.destroy();
  }
}

/** Keeps what it gets as it comes, reconnects when it was cut off, and looks inside when it is asked. */
class Reader {
  onUpdate: ((reader: Reader) => void) | null = null;
  readonly #options: CrowdedRoomOptions;
  readonly #doc = new Y.Doc();
  #frames: Uint8Array[] = [];
  #socket: WebSocket;
  #isSynced = false;
  #isClosed = false;
  #keepsAll = true;
  /** How each of its connections has ended. */
  readonly #endings: number[] = [];

  constructor(options: CrowdedRoomOptions) {
    this.#options = options;
    this.#socket = this.#connect();
  }

  get keepsAll(): boolean {
    return this.#keepsAll;
  }

  /** What two hundred readers get in half a minute is gigabytes. Frames come in order: who has the last ones has had the others. */
  keepTheEnd(): void {
    this.#keepsAll = false;
  }

  async synced(): Promise<void> {
    while (!this.#isSynced) await pause(5);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  has(writer: Writer): boolean {
    return writer.countAt(this.clockOf(writer)) >= writer.count;
  }

  clockOf({ clientId }: Writer): number {
    return Math.max(0, ...this.#frames.slice(-framesKept).map((frame) => endOf(frame, clientId)));
  }

  /** For a person, where it does not get on. */
  get report(): string {
    const waiting = this.#doc.store.pendingStructs === null && this.#doc.store.pendingDs === null ? '' : ', something waits';
    return `socket ${this.#socket.readyState}, ended ${this.#endings.join(' ')}, ${this.#frames.length} frames not looked at${waiting}`;
  }

  said({ name }: Writer): string {
    this.#look();
    return this.#doc.store.pendingStructs === null && this.#doc.store.pendingDs === null ? this.#doc.getText(name).toString() : 'something waits';
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.terminate();
    this.#doc.destroy();
  }

  #connect(): WebSocket {
    const socket = new WebSocket(`${this.#options.wsUrl}/${this.#options.room}`);
    socket.on('open', () => socket.send(emptyStep1));
    socket.on('error', () => {});
    socket.on('close', (code) => {
      this.#endings.push(code);
      if (!this.#isClosed) this.#socket = this.#connect();
    });
    socket.on('message', (data: Buffer) => this.#take(data));
    return socket;
  }

  #take(frame: Buffer): void {
    if (frame[0] === 0 && frame[1] === 0) return this.#socket.send(emptyStep2);
    const update = updateOf(frame);
    if (update === null) return;
    if (frame[1] === 1) this.#isSynced = true;
    this.#frames.push(new Uint8Array(update));
    if (!this.#keepsAll) this.#frames = this.#frames.slice(-framesKept);
    this.onUpdate?.(this);
  }

  #look(): void {
    const frames = this.#frames;
    this.#frames = [];
    if (frames.length > 0) Y.transact(this.#doc, () => frames.forEach((frame) => Y.applyUpdate(this.#doc, frame)));
  }
}

const ends = new WeakMap<Uint8Array, ReadonlyMap<number, number>>();

/** The clock that a client reaches in an update; 0 where it is not in it. */
function endOf(update: Uint8Array, clientId: number): number {
  const known = ends.get(update) ?? new Map(Y.decodeUpdate(update).structs.map(({ id, length }) => [id.client, id.clock + length]));
  ends.set(update, known);
  return known.get(clientId) ?? 0;
}
