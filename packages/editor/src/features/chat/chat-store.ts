/** The messages beside one document as this page has them, and up to which of them the person has read. */
import { type ChatMessage, listMessages, postMessage, readMessage } from '../../api/chat.ts';

/** As many as the server keeps. */
export const messagesMax = 200;

export interface ChatState {
  readonly messages: readonly ChatMessage[];
  readonly readTo: number;
  readonly hasFailed: boolean;
  readonly hasLoaded: boolean;
}

/** What the chat needs of a document's session. */
export interface ChatSource {
  readonly documentId: string;
  onFeature(listener: (message: { readonly feature: string; readonly [key: string]: unknown }) => void): () => void;
}

export interface ChatStoreOptions {
  readonly source: ChatSource;
  /** Where it is remembered what was read; null where the browser keeps nothing. */
  readonly storage: Storage | null;
}

export class ChatStore {
  /** What the person has begun to write; it outlives the panel. */
  draft = '';
  readonly #documentId: string;
  readonly #storage: Storage | null;
  readonly #listeners = new Set<() => void>();
  readonly #arrivals = new Set<(message: ChatMessage) => void>();
  readonly #source: ChatSource;
  #state: ChatState;
  /** Up to this one nothing is missing; below what was told since there may be gaps. */
  #loadedTo = 0;

  constructor({ source, storage }: ChatStoreOptions) {
    this.#documentId = source.documentId;
    this.#storage = storage;
    this.#state = { messages: [], readTo: this.#readTo(), hasFailed: false, hasLoaded: false };
    this.#source = source;
  }

  readonly snapshot = (): ChatState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Messages that were said just now, also one's own. */
  onArrival(listener: (message: ChatMessage) => void): () => void {
    this.#arrivals.add(listener);
    return () => void this.#arrivals.delete(listener);
  }

  /** How many messages came since the person looked. */
  static unread({ messages, readTo }: ChatState): number {
    return messages.filter(({ id }) => id > readTo).length;
  }

  /** Never rejects; `hasFailed` says it. Also after a time without connection. */
  async load(): Promise<void> {
    try {
      const messages = await listMessages(this.#documentId, this.#loadedTo);
      this.#loadedTo = Math.max(this.#loadedTo, messages.at(-1)?.id ?? 0);
      this.#take(messages, { hasFailed: false, hasLoaded: true });
    } catch {
      this.#update({ hasFailed: true });
    }
  }

  /** Throws `ApiError`. */
  async say(message: { readonly name: string; readonly colour: number; readonly text: string }): Promise<void> {
    const said = await postMessage(this.#documentId, message);
    this.#take([said]);
    this.markRead();
  }

  markRead(): void {
    const last = this.#state.messages.at(-1)?.id ?? 0;
    if (last <= this.#state.readTo) return;
    try {
      this.#storage?.setItem(this.#key, String(last));
    } catch {
      // Then it is remembered as long as the page.
    }
    this.#update({ readTo: last });
  }

  /** Listens until the returned function is called. */
  open(): () => void {
    return this.#source.onFeature((message) => this.#hear(message));
  }

  get #key(): string {
    return `scriptorium.chat.${this.#documentId}`;
  }

  #readTo(): number {
    try {
      return Number(this.#storage?.getItem(this.#key) ?? 0) || 0;
    } catch {
      return 0;
    }
  }

  #hear({ feature, message, missed }: { readonly feature: string; readonly [key: string]: unknown }): void {
    if (feature !== 'chat') return;
    if (missed === true) void this.load();
    const said = readMessage(message);
    if (said === null || this.#state.messages.some(({ id }) => id === said.id)) return;
    this.#take([said]);
    for (const listener of this.#arrivals) listener(said);
  }

  #take(more: readonly ChatMessage[], change: Partial<ChatState> = {}): void {
    const byId = new Map([...this.#state.messages, ...more].map((message) => [message.id, message]));
    const messages = [...byId.values()].toSorted((a, b) => a.id - b.id).slice(-messagesMax);
    this.#update({ ...change, messages });
  }

  #update(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
