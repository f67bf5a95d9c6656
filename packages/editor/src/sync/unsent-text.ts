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

function blocksOf(types: readonly unknown[]): Y.Text[] {
  return types.flatMap((type) => {
    if (type instanceof Y.Text) return [type];
    return type instanceof Y.XmlFragment ? blocksOf(type.toArray()) : [];
  });
}

function textOf(block: Y.Text): string {
  const delta: readonly { insert?: unknown }[] = block.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : ' ')).join('');
}

function holdsUnsent(block: Y.Text, { clientId, clock }: UnsentMark): boolean {
  for (let item = block._start; item !== null; item = item.right) {
    const isText = item.content instanceof Y.ContentString;
    if (isText && !item.deleted && item.id.client === clientId && item.id.clock + item.length > clock) return true;
  }
  return false;
}
