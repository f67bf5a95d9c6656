/** A tab: a Y.Doc that speaks as y-websocket's provider does, counts acks, and comes back when it was cut off. */
import { decodeMessage, encodeMessage } from '@scriptorium/protocol';
import type { ClientMessage, SessionState } from '@scriptorium/protocol';
import * as Y from 'yjs';
import { hasPending } from '../../room/testing/document-content.ts';
import { Editing as RichEditing } from '../../room/testing/random-editing.ts';
import type { Random } from '../../room/testing/random.ts';
import { PlainEditing } from './plain-editing.ts';
import type { ClientEnd, SimulatedLink } from './simulated-link.ts';
import { SimulatedPresence, renewalMs } from './simulated-presence.ts';
import type { VirtualTime } from './virtual-time.ts';

/** As y-websocket: a connection on which nothing comes for so long is given up. */
const silenceMsMax = 30_000;
const silenceCheckMs = 10_000;

/** `large`: now and then a page is pasted, so that the document is too large to be sent whole. */
export type Editing = 'rich' | 'plain' | 'large';

export interface SimulatedClientOptions {
  readonly name: string;
  readonly clientId: number;
  readonly documentId: string;
  readonly isScriptorium: boolean;
  readonly editing: Editing;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly note: (what: string, bytes?: Uint8Array) => void;
  /** Null where nobody listens. */
  readonly open: (client: SimulatedClient, end: ClientEnd) => SimulatedLink | null;
  readonly reconnectMs: () => number;
  readonly fail: (what: string) => void;
}

/** What a server may close an honest client with, and whether it tries again. */
const passing = new Set([1006, 1012, 1013, 4500]);

export class SimulatedClient {
  readonly name: string;
  readonly documentId: string;
  readonly isScriptorium: boolean;
  readonly doc: Y.Doc = new Y.Doc();
  readonly #options: SimulatedClientOptions;
  readonly presence: SimulatedPresence;
  readonly #editing: { edit(): void };
  /** Own updates, to be sent once more. */
  readonly #sentUpdates: Uint8Array[] = [];
  #link: SimulatedLink | null = null;
  #lastMessageAt = 0;
  #isSynced = false;
  #framesSent = 0;
  #framesAcked = 0;
  #state: SessionState | null = null;
  #isDead = false;
  #isOffline = false;
  #isPaused = false;
  #connections = 0;

  constructor(options: SimulatedClientOptions) {
    this.#options = options;
    this.name = options.name;
    this.documentId = options.documentId;
    this.isScriptorium = options.isScriptorium;
    this.doc.clientID = options.clientId;
    this.#editing = createEditing(options.editing, this.doc, options.random);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      this.#sentUpdates.push(update);
      this.#send({ type: 'update', update });
    });
    this.presence = new SimulatedPresence({ ownId: options.clientId, now: () => options.time.now() });
    this.#renewLater();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get isConnected(): boolean {
    return this.#link !== null;
  }

  get isSynced(): boolean {
    return this.#link !== null && this.#isSynced;
  }

  /** How often it has connected: so that others see when it had to again. */
  get connections(): number {
    return this.#connections;
  }

  /** What is not as it should be once everything has come to rest; null where nothing is. */
  get unrest(): string | null {
    if (!this.isSynced) return 'is not synced';
    if (hasPending(this.doc)) return 'holds something that waits';
    if (!this.isScriptorium) return null;
    if (this.#framesAcked !== this.#framesSent) return `sent ${this.#framesSent} frames, and ${this.#framesAcked} are acked`;
    if (this.#state === null || !this.#state.saving || !this.#state.writable) return `is told ${JSON.stringify(this.#state)}`;
    return null;
  }

  edit(): void {
    this.#editing.edit();
  }

  connect(): void {
    if (this.#isDead || this.#isOffline || this.#link !== null) return;
    const link = this.#options.open(this, {
      onFrame: (frame) => {
        if (this.#link === link) this.#onFrame(frame);
      },
      onClosed: (code) => {
        if (this.#link === link) this.#onClosed(code);
      },
    });
    if (link === null) return this.#reconnectLater();
    this.#link = link;
    this.#connections++;
    this.#isSynced = false;
    this.#isPaused = false;
    this.#framesSent = 0;
    this.#framesAcked = 0;
    this.#state = null;
    this.#lastMessageAt = this.#options.time.now();
    this.#send({ type: 'sync-step-1', stateVector: Y.encodeStateVector(this.doc) });
    this.#send({ type: 'awareness', entries: [this.presence.own()] });
    this.#watchSilence(link);
  }

  /** Sends an update once more that it has sent before, or would have. */
  repeat(): void {
    const { random } = this.#options;
    if (this.#sentUpdates.length > 0) this.#send({ type: 'update', update: random.pick(this.#sentUpdates) });
  }

  /** The laptop is closed for a while. */
  goOffline(): void {
    this.#isOffline = true;
    this.#leave();
  }

  goOnline(): void {
    this.#isOffline = false;
    this.connect();
  }

  /** The tab is closed: what only it has is gone. */
  die({ isInOrder }: { readonly isInOrder: boolean }): void {
    this.#isDead = true;
    if (isInOrder) this.#send({ type: 'awareness', entries: [this.presence.takeAway()] });
    this.#leave();
  }

  cut(learning: { serverLearnsMs: number | null; clientLearnsMs: number | null }): void {
    this.#link?.cut(learning);
  }

  /** Where the connection is dead and the client was not told: it finds out now. */
  reconnectIfCut(): void {
    if (this.#link?.isCut !== true) return;
    this.#leave();
    this.connect();
  }

  pauseReading(): void {
    this.#isPaused = true;
    this.#link?.pauseClient();
  }

  resumeReading(): void {
    if (this.#isPaused) this.#link?.resumeClient();
    this.#isPaused = false;
  }

  #leave(): void {
    const link = this.#link;
    this.#link = null;
    this.presence.forgetOthers();
    link?.closeClient();
  }

  #send(message: ClientMessage): void {
    if (this.#link === null) return;
    if (message.type === 'update' || message.type === 'sync-step-2') this.#framesSent++;
    const frame = encodeMessage(message);
    this.#options.note(`${this.name} sends ${message.type}`, frame);
    this.#link.send(frame);
  }

  #onFrame(frame: Uint8Array): void {
    const message = decodeMessage(frame);
    this.#options.note(`${this.name} gets ${message.type}`, frame);
    this.#lastMessageAt = this.#options.time.now();
    switch (message.type) {
      case 'sync-step-1':
        return this.#send({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(this.doc, message.stateVector) });
      case 'sync-step-2':
      case 'update':
        this.#apply(message.update);
        if (message.type === 'sync-step-2') this.#isSynced = true;
        return;
      case 'ack':
        return this.#onAck(message.count);
      case 'session-state':
        this.#state = message.state;
        return;
      case 'awareness': {
        const changed = this.presence.apply(message.entries);
        if (changed.length > 0) this.#send({ type: 'awareness', entries: changed });
        return;
      }
      case 'query-awareness':
      case 'denied':
      case 'feature':
        return;
    }
  }

  #apply(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, this);
    if (hasPending(this.doc)) this.#options.fail(`${this.name} was sent something that waits for what it does not have`);
  }

  #onAck(count: number): void {
    if (!this.isScriptorium) this.#options.fail(`${this.name} did not ask for acks and got one`);
    if (count <= this.#framesAcked || count > this.#framesSent) {
      this.#options.fail(`${this.name} got the ack ${count} after ${this.#framesAcked}, and sent ${this.#framesSent} frames`);
    }
    this.#framesAcked = count;
  }

  #onClosed(code: number): void {
    this.#options.note(`${this.name} is closed with ${code}`);
    this.#link = null;
    this.presence.forgetOthers();
    if (!passing.has(code)) this.#options.fail(`${this.name} was closed with ${code}`);
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    this.#options.time.schedule(this.#options.reconnectMs(), () => this.connect());
  }

  #renewLater(): void {
    this.#options.time.schedule(renewalMs, () => {
      if (this.#isDead) return;
      this.#send({ type: 'awareness', entries: [this.presence.renew()] });
      this.#renewLater();
    });
  }

  #watchSilence(link: SimulatedLink): void {
    this.#options.time.schedule(silenceCheckMs, () => {
      if (this.#link !== link) return;
      if (this.#options.time.now() - this.#lastMessageAt < silenceMsMax) return this.#watchSilence(link);
      this.#options.note(`${this.name} hears nothing`);
      this.#leave();
      this.connect();
    });
  }
}

function createEditing(editing: Editing, doc: Y.Doc, random: Random): { edit(): void } {
  switch (editing) {
    case 'rich':
      return new RichEditing(doc, random);
    case 'plain':
    case 'large':
      return new PlainEditing(doc, { random, pastes: editing === 'large' });
  }
}
