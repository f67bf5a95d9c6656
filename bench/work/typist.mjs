// The keystrokes of one person, made before anything is measured: each is one Yjs update that moves the person's clock by one.
// @ts-check
import { Page } from './page.mjs';
import { createRandom } from './random.mjs';

/** Now and then a letter replaces the one before it, and the caret goes elsewhere. */
const correctionShare = 0.04;
const moveShare = 0.02;

/**
 * @typedef {object} TypistOptions
 * @property {number} clientId
 * @property {number} seed
 * @property {number} keystrokes
 * @property {Uint8Array} base what the person sees before typing
 * @property {string | null} letters what to type, where a recorded session says it
 */

/** Update `k` brings clock `k` of the client. @param {TypistOptions} options @returns {Uint8Array[]} */
export function typedUpdates({ clientId, seed, keystrokes, base, letters }) {
  const page = new Page({ clientId, random: createRandom(seed), base });
  page.moveCaret(seed % page.paragraphCount);
  /** @type {Uint8Array[]} */
  const updates = [];
  page.doc.on('update', (update) => updates.push(update));
  for (let stroke = 0; stroke < keystrokes; stroke++) {
    if (page.happens(moveShare)) page.moveCaret();
    page.doc.transact(() => {
      if (page.happens(correctionShare)) page.erase();
      page.type(letters?.[(seed + stroke) % letters.length] ?? page.letters(1));
    });
  }
  page.doc.destroy();
  return updates;
}

/** A cursor as the editor shows it to others: about 250 bytes. @param {{ clientId: number, clock: number }} options */
export function cursorState({ clientId, clock }) {
  const position = `{"type":null,"tname":null,"item":{"client":${clientId},"clock":${clock}},"assoc":0}`;
  return `{"user":{"name":"Person ${clientId % 1000}","color":"#5b8def"},"cursor":{"anchor":${position},"head":${position}}}`;
}
