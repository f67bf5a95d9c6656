/** The texts to search as they lie on disk: a long one in parts, so that nobody who types waits for one large commit. [D1] */
import type { Namespace, NamespaceChange } from '@scriptorium/persistence';
import { documentIdOfKey, partKey, partsFrom, rangeOf, recordKey } from './index-records.ts';
import { type TextHead, type TextRecord, decodeText, decodeTextHead, encodeText, encodeTextHead, joinParts, partsCheck } from './text-records.ts';

/** A longer text, in bytes of UTF-8, is kept in parts of so many. */
const partBytes = 64 * 1024;
/** Texts of one reading: so many keep the event loop for a few milliseconds. */
const pageSize = 16;

export class KeptTexts {
  readonly #namespace: Namespace;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** In the order of the ids. Rejects where the store can't be read. */
  async *all(): AsyncGenerator<TextRecord & { readonly documentId: string }> {
    let last: Uint8Array | undefined;
    do {
      const entries = await this.#namespace.entries({ ...rangeOf('text', last), limit: pageSize });
      for (const { key, value } of entries) {
        const documentId = documentIdOfKey(key);
        yield { documentId, ...(await this.#decode(documentId, value)) };
      }
      last = entries.length < pageSize ? undefined : entries.at(-1)?.key;
    } while (last !== undefined);
  }

  /** Null where nothing is kept; of a text whose parts do not fit together, an empty one that counts as changed since. */
  async read(documentId: string): Promise<TextRecord | null> {
    const value = await this.#namespace.get(recordKey('text', documentId));
    return value === null ? null : this.#decode(documentId, value);
  }

  /** One call for a document at a time. Ends early, between two parts, once it is not wanted any more: then another call follows. */
  async write(documentId: string, record: TextRecord, isWanted: () => boolean): Promise<void> {
    const key = recordKey('text', documentId);
    const value = encodeText(record);
    if (value.byteLength <= partBytes) {
      await this.#namespace.write([...(await this.#removalsFrom(documentId, 0)), { key, value }]);
      return;
    }
    const count = Math.ceil(value.byteLength / partBytes);
    for (let index = 0; index < count; index++) {
      const part = value.subarray(index * partBytes, (index + 1) * partBytes);
      await this.#namespace.write([{ key: partKey(documentId, index), value: part }]);
      if (!isWanted()) return;
    }
    const head = encodeTextHead({ count, check: partsCheck(value) });
    await this.#namespace.write([...(await this.#removalsFrom(documentId, count)), { key, value: head }]);
  }

  async remove(documentId: string): Promise<void> {
    await this.#namespace.write([...(await this.#removalsFrom(documentId, 0)), { key: recordKey('text', documentId), value: null }]);
  }

  async #decode(documentId: string, value: Uint8Array): Promise<TextRecord> {
    const head = decodeTextHead(value);
    return head === null ? decodeText(value) : decodeText(joinParts(await this.#parts(documentId, head), head));
  }

  async #parts(documentId: string, { count }: TextHead): Promise<readonly Uint8Array[]> {
    const entries = await this.#namespace.entries({ ...partsFrom(documentId, 0), limit: count });
    return entries.map(({ value }) => value);
  }

  /** A write that ended early may have left more parts than a head names. */
  async #removalsFrom(documentId: string, index: number): Promise<readonly NamespaceChange[]> {
    const entries = await this.#namespace.entries(partsFrom(documentId, index));
    return entries.map(({ key }) => ({ key, value: null }));
  }
}
