/** What the server has promised, and whether it may: an ack, or a frame that anybody is sent, has to be on disk in that moment. [S1, P12, P20] */
import { decodeMessage } from '@scriptorium/protocol';
import type { DurableContent } from './durable-content.ts';
import { UpdateContent } from './update-content.ts';

export interface PromisesOptions {
  readonly durable: DurableContent;
  /** Not asked in a run that is to find a fault by its consequences alone. */
  readonly isWatching: boolean;
  readonly fail: (what: string) => void;
}

/** One connection: what the server got on it, and how much of that it has acked. */
export interface ConnectionRecord {
  readonly documentId: string;
  readonly name: string;
  readonly received: Uint8Array[];
  acked: number;
}

export class Promises {
  readonly #options: PromisesOptions;
  readonly #documents = new Map<string, UpdateContent>();
  /** Frames are the same bytes for all who are sent them. */
  readonly #decoded = new WeakMap<Uint8Array, ReturnType<typeof decodeMessage>>();
  readonly #kept = new WeakSet<Uint8Array>();

  constructor(options: PromisesOptions) {
    this.#options = options;
  }

  get documentIds(): readonly string[] {
    return [...this.#documents.keys()];
  }

  of(documentId: string): UpdateContent {
    let content = this.#documents.get(documentId);
    if (content === undefined) this.#documents.set(documentId, (content = new UpdateContent()));
    return content;
  }

  received(connection: ConnectionRecord, frame: Uint8Array): void {
    const message = decodeMessage(frame);
    if (message.type === 'update' || message.type === 'sync-step-2') connection.received.push(message.update);
  }

  sent(connection: ConnectionRecord, frame: Uint8Array): void {
    const message = this.#decoded.get(frame) ?? decodeMessage(frame);
    this.#decoded.set(frame, message);
    switch (message.type) {
      case 'update':
      case 'sync-step-2':
        if (this.#kept.has(frame)) return;
        this.#kept.add(frame);
        return this.#promise(connection, message.update, 'was sent');
      case 'ack':
        for (const update of connection.received.slice(connection.acked, message.count)) this.#promise(connection, update, 'was told to be safe');
        connection.acked = Math.max(connection.acked, message.count);
        return;
      case 'sync-step-1':
      case 'awareness':
      case 'query-awareness':
      case 'denied':
      case 'session-state':
      case 'feature':
        return;
    }
  }

  #promise({ documentId, name }: ConnectionRecord, update: Uint8Array, how: string): void {
    this.of(documentId).add(update);
    const lacking = this.#options.isWatching ? this.#options.durable.of(documentId).lacking(update) : null;
    if (lacking !== null) this.#options.fail(`${name} ${how}, and ${lacking} is not on the disk`);
  }
}
