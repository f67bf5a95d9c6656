/** A client whose connection is as bad as its seed says: frames wait on both sides, some come twice, and it is cut off with frames under way. */
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { ackCountOf, step2Frame, updateFrame, updateOf } from '../../harness/frames.ts';
import type { Random } from '../../harness/random.ts';

export interface FuzzClientOptions {
  readonly wsUrl: string;
  readonly room: string;
  readonly random: Random;
}

const passesOn = 0.5;
const repeats = 0.04;

export class FuzzClient {
  readonly doc: Y.Doc = new Y.Doc();
  readonly #options: FuzzClientOptions;
  #socket: WebSocket | null = null;
  #inbox: Uint8Array[] = [];
  #outbox: Uint8Array[] = [];
  #sent = 0;
  #acked = 0;
  #isSynced = false;
  /** From now on nothing waits and nothing comes twice. */
  isCalm = false;
  /** Codes of which a server has no reason to make use here. */
  readonly refusals: number[] = [];

  constructor(options: FuzzClientOptions) {
    this.#options = options;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(updateFrame(update));
    });
  }

  get isConnected(): boolean {
    return this.#socket !== null;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** Whether everything that it sent is acked, and nothing is on its way in. */
  get isAtRest(): boolean {
    return this.#isSynced && this.#acked === this.#sent && this.#inbox.length === 0 && this.#outbox.length === 0;
  }

  get pending(): string {
    return `synced ${this.#isSynced}, ${this.#acked} of ${this.#sent} frames acked, ${this.#inbox.length} in, ${this.#outbox.length} out`;
  }

  connect(): void {
    if (this.#socket !== null) return;
    const { wsUrl, room } = this.#options;
    const socket = new WebSocket(`${wsUrl}/${room}`, ['scriptorium.v1']);
    this.#socket = socket;
    this.#sent = 0;
    this.#acked = 0;
    this.#isSynced = false;
    socket.on('error', () => {});
    socket.on('open', () => {
      if (this.#socket === socket) this.#send(syncFrame(0, Y.encodeStateVector(this.doc)));
    });
    socket.on('message', (data: Buffer) => {
      if (this.#socket !== socket) return;
      this.#inbox.push(new Uint8Array(data));
      if (this.isCalm) this.pass();
    });
    socket.on('close', (code) => {
      if (this.#socket !== socket) return;
      this.refusals.push(code);
      this.#forget();
    });
  }

  /** Without a word; frames under way are lost. */
  cut(): void {
    const socket = this.#socket;
    this.#forget();
    socket?.terminate();
  }

  /** Lets some of what waits go on. */
  pass(): void {
    const { random } = this.#options;
    while (this.#outbox.length > 0 && (this.isCalm || random() < passesOn)) this.#transmit();
    while (this.#inbox.length > 0 && (this.isCalm || random() < passesOn)) this.#take();
  }

  close(): void {
    this.cut();
    this.doc.destroy();
  }

  #forget(): void {
    this.#socket = null;
    this.#inbox = [];
    this.#outbox = [];
    this.#isSynced = false;
  }

  /** As a provider: what is made before the socket is open goes out with the sync. */
  #send(frame: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#outbox.push(frame);
    if (this.isCalm) this.pass();
  }

  #transmit(): void {
    const frame = this.#outbox.shift();
    if (frame === undefined) return;
    const isUpdate = updateOf(frame) !== null;
    const times = isUpdate && frame[1] === 2 && !this.isCalm && this.#options.random() < repeats ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      if (isUpdate) this.#sent += 1;
      this.#socket?.send(frame);
    }
  }

  #take(): void {
    const frame = this.#inbox.shift();
    if (frame === undefined) return;
    const update = updateOf(frame);
    if (update !== null) {
      Y.applyUpdate(this.doc, update, this);
      if (!this.isCalm && this.#options.random() < repeats) Y.applyUpdate(this.doc, update, this);
      if (frame[1] === 1) this.#isSynced = true;
    } else if (frame[0] === 0) {
      const decoder = createDecoder(frame);
      readVarUint(decoder);
      readVarUint(decoder);
      this.#send(step2Frame(Y.encodeStateAsUpdate(this.doc, readVarUint8Array(decoder))));
    } else {
      this.#acked = ackCountOf(frame) ?? this.#acked;
    }
  }
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, bytes);
  return toUint8Array(encoder);
}
