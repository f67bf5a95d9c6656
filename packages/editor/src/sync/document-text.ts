/** Reads the beginning of a document as plain values: for showing it before there is an editor. */
import * as Y from 'yjs';

/** More of it is not seen before the editor is there. */
export const blocksMax = 120;
/** Nor more elements of them, of which a single list or table may have thousands. */
export const partsMax = 2_000;
/** Elements inside each other; deeper ones are left out. */
export const depthMax = 24;

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  /** By name; the values are as they stand in the document, so nothing is to be taken for granted. */
  readonly marks: ReadonlyMap<string, unknown>;
}

export interface TextBlock {
  readonly kind: 'block';
  readonly type: string;
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly children: readonly TextPart[];
}

export type TextPart = TextPiece | TextBlock;

export interface DocumentText {
  readonly title: string;
  readonly blocks: readonly TextPart[];
  /** Of the whole document. */
  readonly blockCount: number;
}

/** Null where there is nothing to read yet. */
export function readDocumentText({ title, body }: { readonly title: Y.Text; readonly body: Y.XmlFragment }): DocumentText | null {
  const room = { parts: partsMax };
  const blocks = body.slice(0, blocksMax).flatMap((part) => partsOf(part, { depth: 0, room }));
  if (title.length === 0 && !blocks.some(hasText)) return null;
  return { title: title.toJSON(), blocks, blockCount: body.length };
}

function hasText(part: TextPart): boolean {
  return part.kind === 'text' ? part.text !== '' : part.children.some(hasText);
}

/** `room` is what may still be read, and is used up. */
function partsOf(part: unknown, { depth, room }: { readonly depth: number; readonly room: { parts: number } }): TextPart[] {
  if (part instanceof Y.XmlText) return piecesOf(part);
  if (!(part instanceof Y.XmlElement) || depth >= depthMax || room.parts === 0) return [];
  room.parts -= 1;
  const children = part.toArray().flatMap((child) => partsOf(child, { depth: depth + 1, room }));
  return [{ kind: 'block', type: part.nodeName, attributes: new Map(Object.entries(part.getAttributes())), children }];
}

function piecesOf(text: Y.XmlText): TextPiece[] {
  const delta = text.toDelta() as readonly { readonly insert?: unknown; readonly attributes?: Readonly<Record<string, unknown>> }[];
  return delta.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') return [];
    // A mark that may stand twice on one text has a hash behind its name.
    const marks = new Map(Object.entries(attributes).map(([name, value]) => [name.replace(/--.*$/, ''), value]));
    return [{ kind: 'text', text: insert, marks }];
  });
}
