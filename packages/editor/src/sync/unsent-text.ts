/** Reads the text of a document, or only the blocks that hold text of this tab or an earlier one which is not on disk. */
import * as Y from 'yjs';

/** Own structs at or above `clock` are not on disk. */
export interface UnsentMark {
  readonly clientId: number;
  readonly clock: number;
}

/** The whole text, one block a line. */
export function plainText(types: readonly (Y.XmlFragment | Y.Text)[]): string {
  return blocksOf(types)
    .map((block) => textOf(block))
    .join('\n')
    .trim();
}

/** The blocks into which a tab wrote something that is not on disk, whole, one a line; empty if there are none. */
export function unsentText(types: readonly (Y.XmlFragment | Y.Text)[], marks: readonly UnsentMark[]): string {
  return blocksOf(types)
    .filter((block) => marks.some((mark) => holdsUnsent(block, mark)))
    .map((block) => textOf(block))
    .join('\n')
    .trim();
}

/** A line of text: pieces of text, and what stands between them without being text, such as a formula. */
type Block = readonly (Y.Text | Y.XmlElement)[];

function blocksOf(types: readonly unknown[]): Block[] {
  return types.flatMap((type): Block[] => {
    if (type instanceof Y.Text) return [[type]];
    if (!(type instanceof Y.XmlFragment)) return [];
    const children: readonly unknown[] = type.toArray();
    const pieces = children.filter((child) => child instanceof Y.Text || child instanceof Y.XmlElement);
    // Text stands only beside what is in its line; what has neither text nor blocks in it says it in its attributes.
    if (pieces.some((child) => child instanceof Y.Text) || (pieces.length > 0 && pieces.every((piece) => isSpeaking(piece)))) return [pieces];
    if (type instanceof Y.XmlElement && children.length === 0) return wordsOf(type) === ' ' ? [] : [[type]];
    return blocksOf(children);
  });
}

function isSpeaking(piece: Y.Text | Y.XmlElement): boolean {
  return piece instanceof Y.XmlElement && piece.length === 0 && wordsOf(piece) !== ' ' && piece.nodeName !== 'blockMath';
}

function textOf(block: Block): string {
  return block.map((piece) => (piece instanceof Y.Text ? runOf(piece) : wordsOf(piece))).join('');
}

function runOf(text: Y.Text): string {
  const delta: readonly { insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : ' ')).join('');
}

/** A formula's source, a person's name: what would be missed most. */
function wordsOf(element: Y.XmlElement): string {
  const { latex, label } = element.getAttributes() as Readonly<Record<string, unknown>>;
  if (typeof latex === 'string') return `$${latex}$`;
  return typeof label === 'string' ? `@${label}` : ' ';
}

function holdsUnsent(block: Block, mark: UnsentMark): boolean {
  return block.some((piece) => (piece instanceof Y.Text ? hasUnsentText(piece, mark) : isUnsent(piece, mark)));
}

function isUnsent({ _item: item }: Y.XmlElement, { clientId, clock }: UnsentMark): boolean {
  return item !== null && item.id.client === clientId && item.id.clock >= clock;
}

function hasUnsentText(text: Y.Text, { clientId, clock }: UnsentMark): boolean {
  for (let item = text._start; item !== null; item = item.right) {
    const isText = item.content instanceof Y.ContentString;
    if (isText && !item.deleted && item.id.client === clientId && item.id.clock + item.length > clock) return true;
  }
  return false;
}
