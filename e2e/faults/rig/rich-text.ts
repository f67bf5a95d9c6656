/** Edits as a person makes them in rich text: type, delete, format, split and join paragraphs, undo and redo. And what a document says. */
import * as Y from 'yjs';
import { type Random, integerBelow } from '../../harness/random.ts';

const words = ['a', 'of', 'house ', 'é', 'ｗｉｄｅ', 'two words '] as const;
const marks = ['bold', 'italic', 'link'] as const;
/** Above this a person rather deletes, so that a long fuzz does not measure long documents. */
const lengthMax = 600;

export class RichText {
  readonly #fragment: Y.XmlFragment;
  readonly #title: Y.Text;
  readonly #doc: Y.Doc;
  readonly #random: Random;
  readonly #undo: Y.UndoManager;
  /** Undos that put something back between two neighbours of which the second does not follow the first. */
  strayUndos = 0;

  constructor(doc: Y.Doc, random: Random) {
    this.#doc = doc;
    this.#fragment = doc.getXmlFragment('default');
    this.#title = doc.getText('title');
    this.#random = random;
    this.#undo = new Y.UndoManager([this.#fragment, this.#title], { captureTimeout: 0 });
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.local && hasStrayItem(transaction)) this.strayUndos += 1;
    });
  }

  edit(): void {
    const kind = this.#random();
    if (kind < 0.06) this.#undo.undo();
    else if (kind < 0.08) this.#undo.redo();
    else this.#doc.transact(() => this.#change(kind));
  }

  close(): void {
    this.#undo.destroy();
  }

  #change(kind: number): void {
    const text = this.#someText();
    if (text === null) return this.#insertParagraph(this.#fragment.length, '');
    const at = integerBelow(this.#random, text.length + 1);
    const isLong = this.#fragment.length > 40 || text.length > lengthMax;
    if (isLong || kind < 0.25) text.delete(at, Math.min(text.length - at, integerBelow(this.#random, isLong ? 60 : 5)));
    else if (kind < 0.6) text.insert(at, this.#pick(words));
    else if (kind < 0.65) text.insert(at, this.#pick(words), { [this.#pick(marks)]: true });
    else if (kind < 0.8) this.#format(text, at);
    else if (kind < 0.88) this.#split(text, at);
    else if (kind < 0.94) this.#join();
    else if (kind < 0.97) this.#turnIntoHeading();
    else this.#title.insert(this.#title.length, this.#pick(words));
    if (this.#fragment.length > 40) this.#fragment.delete(integerBelow(this.#random, 30), 5);
  }

  #format(text: Y.Text, at: number): void {
    const length = Math.min(text.length - at, 1 + integerBelow(this.#random, 8));
    if (length > 0) text.format(at, length, { [this.#pick(marks)]: this.#random() < 0.6 ? true : null });
  }

  /** As an editor does: what follows goes into a new paragraph, and out of the old one. */
  #split(text: Y.Text, at: number): void {
    const rest = plainOf(text).slice(at);
    const paragraph = text.parent;
    const index = this.#fragment.toArray().findIndex((child) => child === paragraph);
    if (index === -1) return;
    text.delete(at, text.length - at);
    this.#insertParagraph(index + 1, rest);
  }

  /** A paragraph's text goes to the end of the one before it. */
  #join(): void {
    if (this.#fragment.length < 2) return;
    const index = 1 + integerBelow(this.#random, this.#fragment.length - 1);
    const [before, after] = [textIn(this.#fragment.get(index - 1)), textIn(this.#fragment.get(index))];
    if (before === null || after === null) return;
    before.insert(before.length, plainOf(after));
    this.#fragment.delete(index, 1);
  }

  #turnIntoHeading(): void {
    const element = this.#fragment.length === 0 ? null : this.#fragment.get(integerBelow(this.#random, this.#fragment.length));
    if (element instanceof Y.XmlElement) element.setAttribute('level', String(integerBelow(this.#random, 4)));
  }

  #insertParagraph(index: number, content: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(content)]);
    this.#fragment.insert(index, [paragraph]);
  }

  #someText(): Y.Text | null {
    const texts = this.#fragment.toArray().map(textIn).filter((text) => text !== null);
    return texts.length === 0 ? null : this.#pick(texts);
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[integerBelow(this.#random, items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }
}

/**
 * Whether this tab has itself made an item whose right origin does not lie to the right of its origin. Yjs' undo does that at times
 * (yjs issue 794), and each replica may then put the item elsewhere, whatever carries it.
 */
function hasStrayItem({ doc, beforeState, afterState }: Y.Transaction): boolean {
  const clock = beforeState.get(doc.clientID) ?? 0;
  if ((afterState.get(doc.clientID) ?? 0) === clock) return false;
  const made = (doc.store.clients.get(doc.clientID) ?? []).filter(({ id, length }) => id.clock + length > clock);
  return made.some((item) => item instanceof Y.Item && isStray(doc, item));
}

function isStray(doc: Y.Doc, { origin, rightOrigin }: Y.Item): boolean {
  if (origin === null || rightOrigin === null) return false;
  const left: unknown = Y.getItem(doc.store, origin);
  if (!(left instanceof Y.Item)) return false;
  const holds = (item: Y.Item, { client, clock }: Y.ID): boolean => item.id.client === client && item.id.clock <= clock && clock < item.id.clock + item.length;
  // Both in one item, which was cut when they were named and was put together since.
  if (holds(left, rightOrigin)) return rightOrigin.clock <= origin.clock;
  for (let item = left.right; item !== null; item = item.right) if (holds(item, rightOrigin)) return false;
  return true;
}

function textIn(node: unknown): Y.XmlText | null {
  const first: unknown = node instanceof Y.XmlElement ? node.get(0) : null;
  return first instanceof Y.XmlText ? first : null;
}

/** One unit for each position. */
function plainOf(text: Y.Text): string {
  const delta = text.toDelta() as readonly { insert: unknown }[];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '.')).join('');
}

/** What it says, so that replicas can be compared: where runs of one format are split does not count. */
export function saidBy(doc: Y.Doc): string {
  const blocks = doc.getXmlFragment('default').toArray().map((node) => {
    if (!(node instanceof Y.XmlElement)) return 'something else';
    return { name: node.nodeName, attributes: sorted(node.getAttributes()), runs: runsOf(textIn(node)) };
  });
  return JSON.stringify({ title: doc.getText('title').toString(), blocks });
}

function runsOf(text: Y.Text | null): readonly (readonly [string, string])[] {
  const runs: [string, string][] = [];
  for (const { insert, attributes = {} } of (text?.toDelta() ?? []) as readonly { insert: string; attributes?: object }[]) {
    const format = JSON.stringify(sorted(attributes));
    const last = runs.at(-1);
    if (last?.[1] === format) last[0] += insert;
    else runs.push([insert, format]);
  }
  return runs;
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** What it holds, whatever it says: every replica that was sent everything has the same. */
export function heldBy(doc: Y.Doc): string {
  const { ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([one], [other]) => one - other);
  const deletions = [...ds.clients].toSorted(([one], [other]) => one - other).map(([client, ranges]) => [client, merged(ranges)]);
  return JSON.stringify({ clocks, deletions });
}

function merged(ranges: readonly { readonly clock: number; readonly len: number }[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const { clock, len } of ranges.toSorted((one, other) => one.clock - other.clock)) {
    const last = found.at(-1);
    if (last !== undefined && last[0] + last[1] === clock) last[1] += len;
    else found.push([clock, len]);
  }
  return found;
}
