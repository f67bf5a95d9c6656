// A document as the editor has it (paragraphs in `default`), and a caret in it that types, corrects itself and moves.
// @ts-check
import * as Y from 'yjs';
import { integerBelow, letter } from './random.mjs';

/** @typedef {import('./random.mjs').Random} Random */

export class Page {
  /** @type {Y.Doc} */
  doc;
  #random;
  #fragment;
  /** @type {Y.XmlText | null} */
  #text = null;
  #offset = 0;

  /** @param {{ clientId: number, random: Random, base?: Uint8Array }} options */
  constructor({ clientId, random, base }) {
    this.doc = new Y.Doc();
    this.doc.clientID = clientId;
    this.#random = random;
    this.#fragment = this.doc.getXmlFragment('default');
    if (base !== undefined) Y.applyUpdate(this.doc, base);
  }

  get paragraphCount() {
    return this.#fragment.length;
  }

  /** Puts the caret somewhere into a paragraph. @param {number} [index] */
  moveCaret(index = integerBelow(this.#random, this.#fragment.length)) {
    const paragraph = this.#fragment.get(index);
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error(`The paragraph ${index} has no text.`);
    this.#text = text;
    this.#offset = integerBelow(this.#random, text.length + 1);
  }

  /** Adds a paragraph below all others, with the caret in it. */
  addParagraph() {
    const text = new Y.XmlText();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    this.#fragment.insert(this.#fragment.length, [paragraph]);
    this.#text = text;
    this.#offset = 0;
  }

  /** @param {string} string */
  type(string) {
    this.#text?.insert(this.#offset, string);
    this.#offset += string.length;
  }

  erase() {
    if (this.#offset === 0) return;
    this.#offset--;
    this.#text?.delete(this.#offset, 1);
  }

  /** @param {number} count */
  letters(count) {
    return Array.from({ length: count }, () => letter(this.#random)).join('');
  }

  /** True with the given probability. @param {number} probability */
  happens(probability) {
    return this.#random() < probability;
  }
}
