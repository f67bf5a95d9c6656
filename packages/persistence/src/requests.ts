/** What every store refuses before it does anything. [S8] [S19] */
import type { Compaction, MetaChange, NamespaceChange, NamespaceRange } from './document-store.ts';
import { limits } from './limits.ts';
import { PersistenceError } from './persistence-error.ts';

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/u;
const namespaceName = /^[a-z0-9-]{1,64}$/u;

export function checkDocumentId(documentId: string): void {
  if (documentId.length === 0) throw new RangeError('A document id is empty; it has 1 to 255 bytes.');
  if (!documentId.isWellFormed() || controlCharacter.test(documentId)) {
    throw new RangeError(`The document id ${JSON.stringify(documentId)} holds a control character or half a surrogate pair.`);
  }
  // A UTF-16 unit is at least one byte: the cheap check comes first.
  if (documentId.length * 3 > limits.documentIdBytesMax) {
    atMost('A document id', Buffer.byteLength(documentId), limits.documentIdBytesMax);
  }
}

export function isDocumentId(documentId: string): boolean {
  return (
    documentId.length > 0 &&
    documentId.isWellFormed() &&
    !controlCharacter.test(documentId) &&
    Buffer.byteLength(documentId) <= limits.documentIdBytesMax
  );
}

export function checkUpdate(update: Uint8Array): void {
  atMost('An update', update.byteLength, limits.updateBytesMax);
}

export function checkCompaction({ snapshot, throughSequence, meta }: Compaction): void {
  const bytes = snapshot.update.byteLength + snapshot.stateVector.byteLength + snapshot.deletedRanges.byteLength;
  atMost('A snapshot', bytes, limits.snapshotBytesMax);
  wholeNumber('throughSequence', throughSequence, limits.integerMax);
  if (meta !== undefined) checkMetaChange(meta);
}

/** [S13] */
export function checkThroughSequence(through: number, range: { readonly snapshot: number; readonly last: number }): void {
  if (through < range.snapshot || through > range.last) {
    throw new RangeError(`throughSequence is ${through}; it must lie between ${range.snapshot} and ${range.last}.`);
  }
}

export function checkMetaChange({ title, updatedAt, schemaVersion }: MetaChange): void {
  if (typeof title === 'string') atMost('A title', Buffer.byteLength(title), limits.titleBytesMax);
  if (updatedAt !== undefined) wholeNumber('updatedAt', updatedAt, limits.integerMax);
  if (schemaVersion !== undefined) wholeNumber('schemaVersion', schemaVersion, limits.schemaVersionMax);
}

export function checkListLimit(limit: number): void {
  wholeNumber('limit', limit, Number.MAX_SAFE_INTEGER);
  if (limit === 0) throw new RangeError('limit is 0; ask for at least one document.');
}

export function checkNamespaceName(name: string): void {
  if (!namespaceName.test(name)) {
    throw new RangeError(`The namespace name ${JSON.stringify(name)} is not 1 to 64 of a-z, 0-9 and "-".`);
  }
}

export function checkNamespaceKey(key: Uint8Array): void {
  if (key.byteLength === 0) throw new RangeError('A namespace key is empty; it has 1 to 1,024 bytes.');
  atMost('A namespace key', key.byteLength, limits.namespaceKeyBytesMax);
}

export function checkNamespaceChanges(changes: readonly NamespaceChange[]): void {
  let bytes = 0;
  for (const { key, value } of changes) {
    checkNamespaceKey(key);
    if (value !== null) atMost('A namespace value', value.byteLength, limits.namespaceValueBytesMax);
    bytes += key.byteLength + (value?.byteLength ?? 0);
  }
  atMost('A namespace write', bytes, limits.namespaceWriteBytesMax);
}

export function checkNamespaceRange({ limit }: NamespaceRange): void {
  if (limit !== undefined) wholeNumber('limit', limit, Number.MAX_SAFE_INTEGER);
}

function atMost(what: string, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) {
    throw new PersistenceError('too-large', `${what} has ${bytes} bytes; the most is ${bytesMax}.`);
  }
}

function wholeNumber(what: string, value: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${what} is ${value}; it must be a whole number from 0 to ${max}.`);
  }
}
