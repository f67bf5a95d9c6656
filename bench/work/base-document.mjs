// Documents to start from, written keystroke by keystroke from a seed (or a recorded session), and kept in a cache between runs.
// @ts-check
import { mkdirSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';
import { Page } from './page.mjs';
import { createRandom } from './random.mjs';
import { readPatches } from './trace.mjs';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../.cache');
/** Raise it when the same seed gives other bytes. */
const version = 2;
const seed = 4711;
/** Whoever wrote the document before the measured session began. */
const authorId = 1_000_003;

/** The document: about 300 KB. */
export const novelKeystrokes = 260_000;

/**
 * How a document is written: `lettersPerStroke` above 1 pastes words, which is faster to make for large ones.
 * @typedef {{ keystrokes: number, lettersPerStroke?: number }} Size
 */

/**
 * One update that holds it all, the same bytes each time. A recorded session replaces the generated one.
 * @param {Size & { trace?: string | null }} options
 */
export function baseDocument({ keystrokes, lettersPerStroke = 1, trace = null }) {
  const name = trace === null ? `v${version}-${keystrokes}x${lettersPerStroke}` : `v${version}-trace-${keystrokes}-${Buffer.from(trace).toString('hex').slice(-32)}`;
  const file = join(cache, `${name}.yjs`);
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  const update = trace === null ? write({ keystrokes, lettersPerStroke }) : replay(trace, keystrokes);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}.new`, update);
  renameSync(`${file}.new`, file);
  return update;
}

/** A person types a few lines, goes elsewhere, and takes back a few words now and then: about 1.15 bytes a keystroke remain. @param {Required<Size>} size */
function write({ keystrokes, lettersPerStroke }) {
  const page = new Page({ clientId: authorId, random: createRandom(seed) });
  page.addParagraph();
  let erasures = 0;
  page.doc.transact(() => {
    for (let stroke = 0; stroke < keystrokes; stroke++) {
      if (stroke % 400 === 399) page.addParagraph();
      else if (page.happens(1 / 60)) page.moveCaret();
      if (page.happens(1 / 120)) erasures = 30;
      if (erasures-- > 0) page.erase();
      else page.type(page.letters(lettersPerStroke));
    }
  });
  return Y.encodeStateAsUpdate(page.doc);
}

/** @param {string} trace @param {number} keystrokes */
function replay(trace, keystrokes) {
  const doc = new Y.Doc();
  doc.clientID = authorId;
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  doc.getXmlFragment('default').insert(0, [paragraph]);
  doc.transact(() => {
    for (const [position, deleted, inserted] of readPatches(trace).slice(0, keystrokes)) {
      if (deleted > 0) text.delete(position, deleted);
      if (inserted !== '') text.insert(position, inserted);
    }
  });
  return Y.encodeStateAsUpdate(doc);
}
