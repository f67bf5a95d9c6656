/** The files themselves: taken in by chunks, held once however often they are sent, given out, and removed when nothing refers to them. [F1–F6] */
import { createHash } from 'node:crypto';
import type { Namespace, NamespaceChange } from '@scriptorium/persistence';
import {
  chunkKey,
  chunkKeys,
  decodeFile,
  decodeReference,
  encodeRecord,
  fileKey,
  nameOfKey,
  rangeOf,
  readReferenceKey,
  referenceKey,
  unusedSince,
  uploadKey,
  type FileRecord,
  type ReferenceRecord,
} from './file-records.ts';
import { inChunks } from './in-chunks.ts';
import { sniff, sniffedBytes } from './sniff.ts';
import { UploadRefused, type Refusal } from './upload-refused.ts';

export interface FileLimits {
  readonly fileBytesMax: number;
  /** Of all files together, those that come in among them. */
  readonly quotaBytes: number;
  /** At once. */
  readonly uploadsMax: number;
}

export interface StoredFile {
  readonly fileId: string;
  readonly bytes: number;
  readonly type: string;
}

export interface Upload {
  readonly documentId: string;
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** Refuse what turns out to be something else. */
  readonly mustBeImage: boolean;
  /** Draws the name of the chunks. */
  readonly blob: string;
}

/** What a document's text holds. */
export interface FilesFound {
  readonly fileIds: ReadonlySet<string>;
  /** It holds others, which were not read: it lets go of none. [F4] */
  readonly hasMore: boolean;
}

interface Known {
  file: FileRecord;
  readonly references: Map<string, ReferenceRecord>;
  /** Settles when the file is on disk. */
  stored: Promise<void>;
}

export class FileStore {
  readonly #namespace: Namespace;
  readonly #limits: FileLimits;
  readonly #now: () => number;
  readonly #files = new Map<string, Known>();
  /** The files that each document refers to. */
  readonly #byDocument = new Map<string, Set<string>>();
  /** Documents whose text was read since the start. */
  readonly #readDocuments = new Set<string>();
  /** Of files, and of what is coming in. */
  #usedBytes = 0;
  #uploads = 0;

  constructor({ namespace, limits, now }: { readonly namespace: Namespace; readonly limits: FileLimits; readonly now: () => number }) {
    this.#namespace = namespace;
    this.#limits = limits;
    this.#now = now;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Every document that refers to a file. */
  documentIds(): readonly string[] {
    return [...this.#byDocument.keys()];
  }

  /** Reads what there is, and removes what uploads left that never ended. */
  async load(): Promise<void> {
    for (const { key, value } of await this.#namespace.entries(rangeOf('file'))) {
      const file = decodeFile(value);
      this.#files.set(nameOfKey(key), { file, references: new Map(), stored: Promise.resolve() });
      this.#usedBytes += file.bytes;
    }
    for (const { key, value } of await this.#namespace.entries(rangeOf('reference'))) {
      const { fileId, documentId } = readReferenceKey(key);
      this.#files.get(fileId)?.references.set(documentId, decodeReference(value));
      this.#filesOf(documentId).add(fileId);
    }
    for (const { key } of await this.#namespace.entries(rangeOf('upload'))) {
      await this.#dropChunks(nameOfKey(key), this.#limits.fileBytesMax);
    }
  }

  get(fileId: string): (StoredFile & { readonly documentIds: readonly string[]; nameFor(documentId: string): string }) | null {
    const known = this.#files.get(fileId);
    if (known === undefined) return null;
    const { bytes, type } = known.file;
    const nameFor = (documentId: string): string => known.references.get(documentId)?.name ?? 'file';
    return { fileId, bytes, type, documentIds: [...known.references.keys()], nameFor };
  }

  list(documentId: string): readonly (StoredFile & { readonly name: string })[] {
    return [...(this.#byDocument.get(documentId) ?? [])].flatMap((fileId) => {
      const found = this.get(fileId);
      return found === null ? [] : [{ fileId, bytes: found.bytes, type: found.type, name: found.nameFor(documentId) }];
    });
  }

  /** Null where a chunk is not there, which only damage can do. */
  async chunk(fileId: string, index: number): Promise<Uint8Array | null> {
    const known = this.#files.get(fileId);
    return known === undefined ? null : await this.#namespace.get(chunkKey(known.file.blob, index));
  }

  /** Why so many bytes would not be taken; null if they would. */
  refusalOf(bytes: number): Refusal | null {
    if (bytes > this.#limits.fileBytesMax) return 'file-too-large';
    if (this.#usedBytes + bytes > this.#limits.quotaBytes) return 'quota';
    return this.#uploads >= this.#limits.uploadsMax ? 'busy' : null;
  }

  /** Resolves when the file and the document's reference to it are on disk. Rejects with what the body or the store rejects with; nothing stays then. */
  async add(upload: Upload): Promise<StoredFile | Refusal> {
    const refusal = this.refusalOf(0);
    if (refusal !== null) return refusal;
    this.#uploads++;
    const taken = { bytes: 0 };
    try {
      const { fileId, type } = await this.#take(upload, taken);
      const isKnown = this.#files.has(fileId);
      // The reference comes first: nothing may remove the file that it is to.
      const stored = await this.#settle(fileId, { upload, bytes: taken.bytes, type });
      if (isKnown) await this.#drop(upload.blob, taken);
      return stored;
    } catch (error) {
      await this.#drop(upload.blob, taken);
      if (error instanceof UploadRefused) return error.refusal;
      throw error;
    } finally {
      this.#uploads--;
    }
  }

  /** The document's text was read. */
  async setReferences(documentId: string, { fileIds, hasMore }: FilesFound): Promise<void> {
    this.#readDocuments.add(documentId);
    const changes: NamespaceChange[] = [];
    for (const fileId of new Set([...fileIds, ...(this.#byDocument.get(documentId) ?? [])])) {
      const known = this.#files.get(fileId);
      if (known === undefined) continue;
      const before = known.references.get(documentId);
      const isUsed = hasMore || fileIds.has(fileId);
      if (before === undefined ? !isUsed : (before.unusedSince === null) === isUsed) continue;
      const name = before?.name ?? [...known.references.values()][0]?.name ?? 'file';
      changes.push(...this.#refer(fileId, known, documentId, { name, unusedSince: isUsed ? null : this.#now() }));
    }
    await this.#namespace.write(changes);
  }

  /** The document was erased. */
  async forget(documentId: string): Promise<void> {
    const changes: NamespaceChange[] = [];
    for (const fileId of this.#byDocument.get(documentId) ?? []) {
      changes.push({ key: referenceKey(fileId, documentId), value: null });
      const known = this.#files.get(fileId);
      known?.references.delete(documentId);
      if (known !== undefined && known.references.size === 0) {
        known.file = { ...known.file, unusedSince: this.#now() };
        changes.push({ key: fileKey(fileId), value: encodeRecord(known.file) });
      }
    }
    this.#byDocument.delete(documentId);
    this.#readDocuments.delete(documentId);
    await this.#namespace.write(changes);
  }

  /**
   * Removes every file that nothing has referred to since then, and gives back how many, and the documents that have to be read before
   * more can go: only their texts say for certain what they hold. [F4]
   */
  async sweep(before: number): Promise<{ readonly count: number; readonly unread: ReadonlySet<string> }> {
    let count = 0;
    const unread = new Set<string>();
    for (const [fileId, known] of this.#files) {
      const since = unusedSince(known);
      if (since === null || since > before) continue;
      const unsure = [...known.references.keys()].filter((documentId) => !this.#readDocuments.has(documentId));
      for (const documentId of unsure) unread.add(documentId);
      if (unsure.length > 0) continue;
      count++;
      this.#files.delete(fileId);
      this.#usedBytes -= known.file.bytes;
      const references = [...known.references.keys()];
      for (const documentId of references) this.#byDocument.get(documentId)?.delete(fileId);
      const keys = [fileKey(fileId), ...references.map((id) => referenceKey(fileId, id)), ...chunkKeys(known.file.blob, known.file.bytes)];
      await this.#namespace.write(keys.map((key) => ({ key, value: null })));
    }
    return { count, unread };
  }

  async #take({ body, blob, mustBeImage }: Upload, taken: { bytes: number }): Promise<{ fileId: string; type: string }> {
    const hash = createHash('sha256');
    let type: string | null = null;
    let index = 0;
    for await (const chunk of inChunks(body)) {
      const refusal = this.#refusalOfMore(taken.bytes, chunk.byteLength);
      if (refusal !== null) throw new UploadRefused(refusal);
      type ??= sniff(chunk.subarray(0, sniffedBytes));
      if (mustBeImage && !type.startsWith('image/')) throw new UploadRefused('no-image');
      hash.update(chunk);
      this.#usedBytes += chunk.byteLength;
      taken.bytes += chunk.byteLength;
      const begun: NamespaceChange[] = index === 0 ? [{ key: uploadKey(blob), value: Uint8Array.of(1) }] : [];
      await this.#namespace.write([...begun, { key: chunkKey(blob, index), value: chunk }]);
      index++;
    }
    if (type === null) throw new UploadRefused('empty');
    return { fileId: hash.digest('base64url'), type };
  }

  #refusalOfMore(taken: number, more: number): Refusal | null {
    if (taken + more > this.#limits.fileBytesMax) return 'file-too-large';
    return this.#usedBytes + more > this.#limits.quotaBytes ? 'quota' : null;
  }

  async #settle(
    fileId: string,
    { upload, bytes, type }: { readonly upload: Upload; readonly bytes: number; readonly type: string },
  ): Promise<StoredFile> {
    const { documentId, name, blob } = upload;
    const known = this.#files.get(fileId);
    if (known !== undefined) {
      const before = known.references.get(documentId);
      const reference = this.#refer(fileId, known, documentId, { name, unusedSince: before === undefined || before.unusedSince !== null ? this.#now() : null });
      await known.stored;
      await this.#namespace.write(reference);
      return { fileId, bytes: known.file.bytes, type: known.file.type };
    }
    const file: FileRecord = { blob, bytes, type, unusedSince: null };
    const made: Known = { file, references: new Map(), stored: Promise.resolve() };
    this.#files.set(fileId, made);
    const reference = this.#refer(fileId, made, documentId, { name, unusedSince: this.#now() });
    made.stored = this.#namespace.write([{ key: uploadKey(blob), value: null }, { key: fileKey(fileId), value: encodeRecord(file) }, ...reference]);
    try {
      await made.stored;
    } catch (error) {
      this.#files.delete(fileId);
      this.#byDocument.get(documentId)?.delete(fileId);
      throw error;
    }
    return { fileId, bytes, type };
  }

  /** Notes it in memory and gives back what is to be written. */
  #refer(fileId: string, known: Known, documentId: string, reference: ReferenceRecord): NamespaceChange[] {
    known.references.set(documentId, reference);
    this.#filesOf(documentId).add(fileId);
    const changes = [{ key: referenceKey(fileId, documentId), value: encodeRecord(reference) }];
    if (known.file.unusedSince === null) return changes;
    known.file = { ...known.file, unusedSince: null };
    return [...changes, { key: fileKey(fileId), value: encodeRecord(known.file) }];
  }

  async #drop(blob: string, taken: { bytes: number }): Promise<void> {
    const { bytes } = taken;
    taken.bytes = 0;
    this.#usedBytes -= bytes;
    await this.#dropChunks(blob, bytes);
  }

  async #dropChunks(blob: string, bytes: number): Promise<void> {
    const keys = [uploadKey(blob), ...chunkKeys(blob, bytes)];
    await this.#namespace.write(keys.map((key) => ({ key, value: null })));
  }

  #filesOf(documentId: string): Set<string> {
    const known = this.#byDocument.get(documentId);
    if (known !== undefined) return known;
    const made = new Set<string>();
    this.#byDocument.set(documentId, made);
    return made;
  }
}
