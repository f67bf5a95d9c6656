/** One document whose people come and go: they write a little, leave, come back, and now and then nobody is there for so long that it is unloaded. */
import type * as Y from 'yjs';
import { type Random, integerBelow } from '../../harness/random.ts';
import { FuzzClient } from './fuzz-client.ts';

export interface RestlessDocumentOptions {
  readonly wsUrl: string;
  readonly room: string;
  readonly clients: number;
  readonly random: Random;
}

const textLengthMax = 400;
/** Longer than a room waits before it is unloaded, in steps of `step`. */
const quietSteps = 60;

export class RestlessDocument {
  readonly #options: RestlessDocumentOptions;
  #clients: FuzzClient[];
  #quietFor = 0;
  joins = 0;
  edits = 0;

  constructor(options: RestlessDocumentOptions) {
    this.#options = options;
    this.#clients = Array.from({ length: options.clients }, () => this.#create());
  }

  get refusals(): readonly number[] {
    return this.#clients.flatMap(({ refusals }) => refusals);
  }

  /** Called a few times a second. */
  step(): void {
    const { random } = this.#options;
    if (this.#quietFor > 0) {
      this.#quietFor -= 1;
      return;
    }
    if (random() < 0.002) return this.leave(quietSteps + integerBelow(random, quietSteps));
    for (const [index, client] of this.#clients.entries()) this.#let(client, index);
  }

  /** Everybody goes, for so many steps. */
  leave(steps = Infinity): void {
    this.#quietFor = steps;
    for (const client of this.#clients) client.cut();
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  #let(client: FuzzClient, index: number): void {
    const { random } = this.#options;
    const chance = random();
    if (!client.isConnected) {
      if (chance > 0.02) return;
      this.joins += 1;
      client.connect();
    } else if (chance < 0.008) {
      client.cut();
      if (random() < 0.2) this.#replace(client, index);
    } else if (chance < 0.12 && client.isSynced) {
      this.edits += 1;
      write(client.doc.getText('body'), random);
    }
  }

  /** Another tab, which has nothing. */
  #replace(client: FuzzClient, index: number): void {
    client.close();
    this.#clients = this.#clients.with(index, this.#create());
  }

  #create(): FuzzClient {
    const client = new FuzzClient(this.#options);
    client.isCalm = true;
    return client;
  }
}

function write(text: Y.Text, random: Random): void {
  if (text.length > textLengthMax) text.delete(0, Math.floor(text.length / 2));
  else text.insert(integerBelow(random, text.length + 1), 'a few words ');
}
