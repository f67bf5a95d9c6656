/** One person who types: a stock y-websocket client that offers scriptorium.v1 and counts what of its own is acked. [P20, P21] */
import { type Decoder, readVarString, readVarUint } from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Random, integerBelow } from '../../harness/random.ts';

/** Tokens have one width, so that places between them are known without a search. */
export const tokenWidth = 12;

const backoffMsMax = 200;

export interface WriterOptions {
  /** One character that no other writer of the document has. */
  readonly name: string;
  readonly room: string;
  readonly random: Random;
}

export class Writer {
  readonly name: string;
  readonly room: string;
  readonly #doc = new Y.Doc();
  readonly #random: Random;
  #provider: WebsocketProvider | null = null;
  /** For each sync step 2 and update frame sent on the present connection: how many edits were made before it went out. */
  #sent: number[] = [];
  #tokens: string[] = [];
  #ackedCount = 0;
  #isSaving = true;
  #isWritable = true;
  /** Frames that arrived between "saving: false" and "saving: true" and said that something is on disk. */
  acksWhileFailing = 0;
  readonly #waiting = new Set<() => void>();

  constructor({ name, room, random }: WriterOptions) {
    this.name = name;
    this.room = room;
    this.#random = random;
  }

  get tokens(): readonly string[] {
    return this.#tokens;
  }

  get ackedCount(): number {
    return this.#ackedCount;
  }

  get acked(): readonly string[] {
    return this.#tokens.slice(0, this.#ackedCount);
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  get isWritable(): boolean {
    return this.#isWritable;
  }

  /** Every token in this tab, its own and others'. */
  get seen(): readonly string[] {
    return splitTokens(this.#text.toString());
  }

  get #text(): Y.Text {
    return this.#doc.getText('body');
  }

  /** Inserts one token that was never used, mostly at the end. `padding` follows it, and makes the edit larger. */
  type(padding = ''): void {
    const token = `[${this.name}${String(this.#tokens.length).padStart(tokenWidth - 3, '0')}]`;
    const text = this.#text;
    const places = padding === '' && this.#random() < 0.2 ? Math.floor(text.length / tokenWidth) : null;
    const place = places === null ? text.length : integerBelow(this.#random, places + 1) * tokenWidth;
    // Before the insertion, which sends the frame that counts it; and in one frame, or the ack of the first would stand for both.
    this.#tokens.push(token);
    text.insert(place, token + padding);
  }

  connect(wsUrl: string): void {
    if (this.#provider === null) this.#provider = this.#createProvider(wsUrl);
    else this.#provider.connect();
  }

  disconnect(): void {
    this.#provider?.disconnect();
  }

  /** Resolves once the condition holds; it is looked at whenever an ack or a state comes. */
  async until(condition: () => boolean, limitMs: number): Promise<boolean> {
    if (condition()) return true;
    return await new Promise((resolve) => {
      const end = (holds: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(holds);
      };
      const look = (): void => {
        if (condition()) end(true);
      };
      const timer = setTimeout(() => end(condition()), limitMs);
      this.#waiting.add(look);
    });
  }

  close(): void {
    this.#provider?.destroy();
    this.#provider?.awareness.destroy();
    this.#doc.destroy();
  }

  #createProvider(wsUrl: string): WebsocketProvider {
    const provider = new WebsocketProvider(wsUrl, this.room, this.#doc, {
      WebSocketPolyfill: this.#countingSocket() as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: backoffMsMax,
      protocols: ['scriptorium.v1'],
    });
    provider.messageHandlers[100] = (_encoder, decoder) => this.#onAck(readVarUint(decoder));
    provider.messageHandlers[101] = (_encoder, decoder) => this.#onState(decoder);
    return provider;
  }

  /** Called with `new`, and gives an ordinary socket whose `send` notes what it sends. */
  #countingSocket(): (url: string, protocols: string[]) => WebSocket {
    const begin = (): number[] => (this.#sent = []);
    const editCount = (): number => this.#tokens.length;
    return function open(url: string, protocols: string[]): WebSocket {
      const socket = new WebSocket(url, protocols);
      const sent = begin();
      const send = socket.send.bind(socket) as (data: Uint8Array) => void;
      socket.send = (data: unknown) => {
        const frame = data as Uint8Array;
        if (frame[0] === 0 && (frame[1] === 1 || frame[1] === 2)) sent.push(editCount());
        send(frame);
      };
      return socket;
    };
  }

  #onAck(count: number): void {
    const edits = this.#sent[count - 1];
    if (edits === undefined) throw new Error(`The server acked ${count} frames, and ${this.#sent.length} were sent.`);
    if (!this.#isSaving) this.acksWhileFailing += 1;
    this.#ackedCount = Math.max(this.#ackedCount, edits);
    this.#tell();
  }

  #onState(decoder: Decoder): void {
    const { saving, writable } = JSON.parse(readVarString(decoder)) as { saving: boolean; writable: boolean };
    this.#isSaving = saving;
    this.#isWritable = writable;
    this.#tell();
  }

  #tell(): void {
    for (const look of this.#waiting) look();
  }
}

/** The tokens in a text, in order; whatever is no token stands between them as it is, so that nobody overlooks it. */
export function splitTokens(text: string): string[] {
  return text.match(/\[[^[\]]*\]|[^[\]~]+|[[\]]/g) ?? [];
}
