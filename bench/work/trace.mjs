// A recorded session in the format of the public editing-traces collection: sequential ones, of one author.
// @ts-check
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** @typedef {readonly [position: number, deleted: number, inserted: string]} Patch */

/** @param {string} path @returns {Patch[]} */
export function readPatches(path) {
  const bytes = readFileSync(path);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  const trace = JSON.parse(text);
  if (!Array.isArray(trace.txns)) throw new Error(`${path} holds no list "txns": give a file of the editing-traces collection.`);
  const isSequential = trace.txns.every(/** @param {{ parents?: unknown[] }} txn */ ({ parents }) => parents === undefined);
  if (!isSequential) throw new Error(`${path} is a session of several authors: give a sequential one.`);
  return trace.txns.flatMap(/** @param {{ patches: Patch[] }} txn */ ({ patches }) => patches);
}

/** What was typed, letter by letter, in its order. @param {string} path */
export function typedLetters(path) {
  return readPatches(path)
    .map(([, , inserted]) => inserted.replaceAll(/[^\x20-\x7e]/g, ' '))
    .join('');
}
