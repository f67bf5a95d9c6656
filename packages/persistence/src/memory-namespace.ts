/** A feature's own key-value space in the memory store. [S14] [S15] */
import type { Namespace, NamespaceChange, NamespaceEntry, NamespaceRange } from './document-store.ts';
import { checkNamespaceChanges, checkNamespaceKey, checkNamespaceRange } from './requests.ts';

export interface MemoryNamespaceOptions {
  readonly assertOpen: () => void;
  /** Applies after every write that came before. */
  readonly commit: (apply: () => void) => Promise<void>;
}

export class MemoryNamespace implements Namespace {
  readonly #assertOpen: () => void;
  readonly #commit: MemoryNamespaceOptions['commit'];
  /** By key in hexadecimal, whose order is that of the bytes. */
  readonly #values = new Map<string, Uint8Array>();

  constructor({ assertOpen, commit }: MemoryNamespaceOptions) {
    this.#assertOpen = assertOpen;
    this.#commit = commit;
  }

  async get(key: Uint8Array): Promise<Uint8Array | null> {
    this.#assertOpen();
    checkNamespaceKey(key);
    return this.#values.get(hexOf(key))?.slice() ?? null;
  }

  async write(changes: readonly NamespaceChange[]): Promise<void> {
    this.#assertOpen();
    checkNamespaceChanges(changes);
    await this.#commit(() => {
      for (const { key, value } of changes) {
        if (value === null) this.#values.delete(hexOf(key));
        else this.#values.set(hexOf(key), value.slice());
      }
    });
  }

  async entries(range: NamespaceRange = {}): Promise<readonly NamespaceEntry[]> {
    this.#assertOpen();
    checkNamespaceRange(range);
    const from = range.from === undefined ? '' : hexOf(range.from);
    const to = range.to === undefined ? null : hexOf(range.to);
    const found = [...this.#values]
      .filter(([key]) => key >= from && (to === null || key < to))
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => ({ key: Uint8Array.from(Buffer.from(key, 'hex')), value: value.slice() }));
    if (range.reverse === true) found.reverse();
    return found.slice(0, range.limit);
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    await this.#commit(() => this.#values.clear());
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
