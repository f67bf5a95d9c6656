/** The last messages of each document, in the feature's namespace. [C1, C2] */
import type { Namespace, NamespaceChange } from '@scriptorium/persistence';

export interface ChatMessage {
  /** Rises with each message of a document. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly name: string;
  readonly colour: number | null;
  readonly text: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Documents whose last id is remembered. */
const rememberedMax = 1_000;

export class ChatLog {
  readonly #namespace: Namespace;
  readonly #messagesMax: number;
  /** One after the other for each document, so that ids rise in the order in which messages are kept and told. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #lastIds = new Map<string, number>();

  constructor(namespace: Namespace, messagesMax: number) {
    this.#namespace = namespace;
    this.#messagesMax = messagesMax;
  }

  /** In the order of their ids. */
  async list(documentId: string, after: number): Promise<readonly ChatMessage[]> {
    const entries = await this.#namespace.entries({ from: keyOf(documentId, after + 1), to: endOf(documentId), limit: this.#messagesMax });
    return entries.map(({ value }) => JSON.parse(decoder.decode(value)) as ChatMessage);
  }

  /** Resolves when on disk. */
  add(documentId: string, message: Omit<ChatMessage, 'id'>): Promise<ChatMessage> {
    return this.#inTurn(documentId, async () => {
      const id = (await this.#lastId(documentId)) + 1;
      const kept: ChatMessage = { id, ...message };
      const changes: NamespaceChange[] = [{ key: keyOf(documentId, id), value: encoder.encode(JSON.stringify(kept)) }];
      if (id > this.#messagesMax) changes.push({ key: keyOf(documentId, id - this.#messagesMax), value: null });
      await this.#namespace.write(changes);
      this.#remember(documentId, id);
      return kept;
    });
  }

  /** The document was erased. */
  forget(documentId: string): Promise<void> {
    return this.#inTurn(documentId, async () => {
      this.#lastIds.delete(documentId);
      const entries = await this.#namespace.entries({ from: keyOf(documentId, 0), to: endOf(documentId) });
      await this.#namespace.write(entries.map(({ key }) => ({ key, value: null })));
    });
  }

  async documentIds(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    let from = new Uint8Array(1);
    for (;;) {
      const [entry] = await this.#namespace.entries({ from, limit: 1 });
      if (entry === undefined) return ids;
      const documentId = decoder.decode(entry.key.subarray(0, entry.key.indexOf(0)));
      ids.add(documentId);
      from = endOf(documentId);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#turns.values());
  }

  async #lastId(documentId: string): Promise<number> {
    const known = this.#lastIds.get(documentId);
    if (known !== undefined) return known;
    const [last] = await this.#namespace.entries({ from: keyOf(documentId, 0), to: endOf(documentId), limit: 1, reverse: true });
    return last === undefined ? 0 : idOfKey(last.key);
  }

  #remember(documentId: string, id: number): void {
    this.#lastIds.delete(documentId);
    this.#lastIds.set(documentId, id);
    const [oldest] = this.#lastIds.keys();
    if (this.#lastIds.size > rememberedMax && oldest !== undefined) this.#lastIds.delete(oldest);
  }

  async #inTurn<Result>(documentId: string, run: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(documentId);
    const turn = (async () => {
      await Promise.allSettled([before]);
      return await run();
    })();
    this.#turns.set(documentId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(documentId) === turn) this.#turns.delete(documentId);
    }
  }
}

const idBytes = 6;

/** No name holds a zero byte. */
function keyOf(documentId: string, id: number): Uint8Array<ArrayBuffer> {
  const name = encoder.encode(documentId);
  const key = new Uint8Array(name.byteLength + 1 + idBytes);
  key.set(name);
  const view = new DataView(key.buffer);
  view.setUint16(name.byteLength + 1, Math.floor(id / 2 ** 32));
  view.setUint32(name.byteLength + 3, id % 2 ** 32);
  return key;
}

function endOf(documentId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...encoder.encode(documentId), 1]);
}

function idOfKey(key: Uint8Array): number {
  const view = new DataView(key.buffer, key.byteOffset + key.byteLength - idBytes);
  return view.getUint16(0) * 2 ** 32 + view.getUint32(2);
}
