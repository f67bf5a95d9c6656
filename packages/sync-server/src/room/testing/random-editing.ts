/** One person's random edits: rich text, nested blocks, attributes, maps, lists, undo. */
import * as Y from 'yjs';
import type { Random } from './random.ts';

const TEXTS = ['a', 'bc', 'hello ', '😀', 'é', 'x😀y', '\n', 'ｗｉｄｅ', '👩‍👩‍👧'] as const;
const MARKS = ['bold', 'italic', 'link'] as const;
const KEYS = ['a', 'b', '__proto__', 'level'] as const;
const BLOCKS = ['paragraph', 'blockquote', 'listItem'] as const;

export class Editing {
  readonly #doc: Y.Doc;
  readonly #random: Random;
  readonly #undo: Y.UndoManager;

  constructor(doc: Y.Doc, random: Random) {
    this.#doc = doc;
    this.#random = random;
    const scope = [doc.getXmlFragment('default'), doc.getText('title'), doc.getMap('map'), doc.getArray('array')];
    this.#undo = new Y.UndoManager(scope, { captureTimeout: 0 });
  }

  /** One edit, or a few in one transaction. */
  edit(): void {
    const random = this.#random;
    if (random.chance(0.08)) {
      if (random.chance(0.6)) this.#undo.undo();
      else this.#undo.redo();
      return;
    }
    const count = random.chance(0.8) ? 1 : random.between(2, 6);
    this.#doc.transact(() => {
      for (let index = 0; index < count; index++) this.#change();
    });
  }

  #change(): void {
    const random = this.#random;
    const kind = random.next();
    if (kind < 0.5) this.#changeText(this.#someText());
    else if (kind < 0.7) this.#changeBlocks(this.#someContainer());
    else if (kind < 0.78) this.#changeAttributes();
    else if (kind < 0.9) this.#changeMap(this.#someMap());
    else this.#changeArray(this.#doc.getArray('array'));
  }

  #changeText(text: Y.Text): void {
    const random = this.#random;
    const at = wholePosition(text, random.below(text.length + 1));
    const end = wholePosition(text, at + random.below(Math.min(text.length - at, 6) + 1));
    const kind = random.next();
    if (kind < 0.5) text.insert(at, random.pick(TEXTS));
    else if (kind < 0.6) text.insert(at, random.pick(TEXTS), { [random.pick(MARKS)]: true });
    else if (kind < 0.75) text.format(at, end - at, { [random.pick(MARKS)]: random.pick([true, null]) });
    else if (kind < 0.8) text.insertEmbed(at, { image: random.below(9) });
    else text.delete(at, end - at);
  }

  #changeBlocks(parent: Y.XmlFragment): void {
    const random = this.#random;
    const at = random.below(parent.length + 1);
    if (random.chance(0.3)) return parent.delete(at, Math.min(parent.length - at, random.between(0, 2)));
    const block = new Y.XmlElement(random.pick(BLOCKS));
    if (random.chance(0.7)) block.insert(0, [new Y.XmlText(random.pick(TEXTS))]);
    if (random.chance(0.3)) block.setAttribute('level', String(random.below(6)));
    parent.insert(at, [block]);
  }

  #changeAttributes(): void {
    const element = this.#elements()[0] === undefined ? null : this.#random.pick(this.#elements());
    if (element === null) return;
    if (this.#random.chance(0.2)) element.removeAttribute('level');
    else element.setAttribute('level', String(this.#random.below(6)));
  }

  #changeMap(map: Y.Map<unknown>): void {
    const random = this.#random;
    const key = random.pick(KEYS);
    if (random.chance(0.25)) return map.delete(key);
    const values = [random.below(99), 'text', null, true, 1.5, { deep: [1, { er: 'x' }] }, new Uint8Array([1, 2]), new Y.Map([['a', 1]]), new Y.Text('t')];
    map.set(key, random.pick(values));
  }

  #changeArray(array: Y.Array<unknown>): void {
    const random = this.#random;
    const at = random.below(array.length + 1);
    if (random.chance(0.35)) return array.delete(at, Math.min(array.length - at, random.between(0, 3)));
    array.insert(at, Array.from({ length: random.between(1, 4) }, () => random.pick([1, 'two', { three: 3 }, null, [4]])));
  }

  #someText(): Y.Text {
    const texts: Y.Text[] = this.#elements().flatMap((element) => element.toArray().filter((child) => child instanceof Y.XmlText));
    return texts.length === 0 || this.#random.chance(0.3) ? this.#doc.getText('title') : this.#random.pick(texts);
  }

  #someContainer(): Y.XmlFragment {
    const elements = this.#elements();
    return elements.length === 0 || this.#random.chance(0.5) ? this.#doc.getXmlFragment('default') : this.#random.pick(elements);
  }

  #someMap(): Y.Map<unknown> {
    const map = this.#doc.getMap('map');
    const nested = [...map.values()].filter((value) => value instanceof Y.Map);
    return nested.length === 0 || this.#random.chance(0.6) ? map : this.#random.pick(nested);
  }

  #elements(): Y.XmlElement[] {
    const found: Y.XmlElement[] = [];
    const walk = (node: Y.XmlFragment): void => {
      for (const child of node.toArray()) {
        if (!(child instanceof Y.XmlElement)) continue;
        found.push(child);
        walk(child);
      }
    };
    walk(this.#doc.getXmlFragment('default'));
    return found;
  }
}

/** Editors do not cut a surrogate pair in two; Yjs makes U+FFFD of the halves, and not in every replica. */
function wholePosition(text: Y.Text, position: number): number {
  const delta: readonly { insert?: unknown }[] = text.toDelta();
  const units = delta.map(({ insert }) => (typeof insert === 'string' ? insert : '.')).join('');
  const isInsidePair = /[\udc00-\udfff]/.test(units.charAt(position));
  return isInsidePair ? position - 1 : position;
}
