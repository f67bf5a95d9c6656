/**
 * Opens a data directory and says what is in it, as one line of JSON: the error that named the damage, or for each document the
 * updates that are there (by their hash) and the sentences that name what is not. A process of its own, for it may crash.
 */
// @ts-check
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { PersistenceError, openLevelStore } from '../../../packages/persistence/dist/index.js';

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** @param {{ directory: string, documents: string[] }} request */
async function examine({ directory, documents }) {
  let store;
  try {
    store = await openLevelStore({ directory });
  } catch (error) {
    return { refused: nameOf(error) };
  }
  try {
    /** @type {Record<string, unknown>} */
    const found = {};
    for (const documentId of documents) found[documentId] = await examineDocument(store, documentId);
    return { documents: found, listed: await listed(store) };
  } finally {
    await store.close();
  }
}

/** @param {import('../../../packages/persistence/dist/index.js').DocumentStore} store @param {string} documentId */
async function examineDocument(store, documentId) {
  try {
    const salvaged = await store.salvage(documentId);
    if (salvaged === null) return { absent: true };
    const { snapshot, tail, damages } = salvaged;
    return {
      damages,
      snapshot: snapshot === null ? null : hashOf(snapshot.update),
      tail: tail.map(({ sequence, update }) => [sequence, hashOf(update)]),
      load: await errorOf(store.load(documentId)),
      append: damages.length === 0 ? null : await errorOf(store.append(documentId, Uint8Array.of(1))),
    };
  } catch (error) {
    return { error: nameOf(error) };
  }
}

/** @param {import('../../../packages/persistence/dist/index.js').DocumentStore} store */
async function listed(store) {
  try {
    return (await store.list({ limit: 100 })).documents.map(({ documentId }) => documentId);
  } catch (error) {
    return { error: nameOf(error) };
  }
}

/** The error's code, or null where there was none. @param {Promise<unknown>} promise */
async function errorOf(promise) {
  return await promise.then(() => null, nameOf);
}

/** @param {unknown} error */
function nameOf(error) {
  if (error instanceof PersistenceError) return error.code;
  return `unnamed: ${error instanceof Error ? error.message : String(error)}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await examine(JSON.parse(line)))}\n`);
}
