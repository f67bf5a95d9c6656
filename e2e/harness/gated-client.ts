/** Holds back what a client receives, so that a replay decides what its author has seen at each keystroke. */
import * as Y from 'yjs';
import type { Client } from './client.ts';
import { updateOf } from './frames.ts';

/** What an update holds: the clock that each client id reaches, and every deleted place. */
interface Contents {
  readonly clocks: ReadonlyMap<number, number>;
  readonly deletions: readonly string[];
}

export class GatedClient {
  readonly client: Client;
  readonly #held: MessageEvent[] = [];
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new Set<string>();
  #deliver: (event: MessageEvent) => void;
  #delivered = 0;
  #isOpen = false;
  #arrived: () => void = () => undefined;
  #lastTyped: Contents = { clocks: new Map(), deletions: [] };

  private constructor(client: Client, socket: WebSocket) {
    this.client = client;
    const { onmessage } = socket;
    this.#deliver = (event) => onmessage?.call(socket, event);
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- in place of the provider's own handler: a second listener could hold nothing back
    socket.onmessage = (event) => {
      this.#take(event);
    };
    client.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== client.provider) this.#typed(update);
    });
  }

  /** From now on what arrives is held. The client must be synced. */
  static async close(client: Client): Promise<GatedClient> {
    await client.synced();
    const { ws } = client.provider;
    if (ws === null) throw new Error('The client lost its connection before the replay began.');
    return new GatedClient(client, ws);
  }

  /** Resolves with the number of frames that hold everything the other typed up to now. */
  async receiveAllOf(other: GatedClient): Promise<number> {
    const wanted = other.#lastTyped;
    while (!this.#hasReceived(wanted)) {
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
    return this.#delivered + this.#held.length;
  }

  /** Lets the first `count` frames pass. */
  release(count: number): void {
    while (this.#delivered < count) {
      const event = this.#held.shift();
      if (event === undefined) throw new Error(`Frame ${count} was to be released, and ${this.#delivered} have come.`);
      this.#delivered += 1;
      this.#deliver(event);
    }
  }

  /** Lets everything pass, now and later. */
  open(): void {
    this.#isOpen = true;
    this.release(this.#delivered + this.#held.length);
  }

  #take(event: MessageEvent): void {
    const update = updateOf(new Uint8Array(event.data as ArrayBuffer));
    if (update !== null) this.#note(contentsOf(update));
    this.#held.push(event);
    if (this.#isOpen) this.release(this.#delivered + this.#held.length);
    this.#arrived();
  }

  #typed(update: Uint8Array): void {
    this.#lastTyped = contentsOf(update);
    // What both have deleted is nothing new to the server: it is not sent again to who deleted it first.
    this.#note(this.#lastTyped);
  }

  #note({ clocks, deletions }: Contents): void {
    for (const [clientId, clock] of clocks) this.#clocks.set(clientId, Math.max(clock, this.#clocks.get(clientId) ?? 0));
    for (const place of deletions) this.#deleted.add(place);
  }

  #hasReceived({ clocks, deletions }: Contents): boolean {
    const reaches = [...clocks].every(([clientId, clock]) => (this.#clocks.get(clientId) ?? 0) >= clock);
    return reaches && deletions.every((place) => this.#deleted.has(place));
  }
}

function contentsOf(update: Uint8Array): Contents {
  const deletions: string[] = [];
  for (const [clientId, ranges] of Y.decodeUpdate(update).ds.clients) {
    for (const { clock, len } of ranges) {
      for (let offset = 0; offset < len; offset += 1) deletions.push(`${clientId} ${clock + offset}`);
    }
  }
  return { clocks: Y.parseUpdateMeta(update).to, deletions };
}
