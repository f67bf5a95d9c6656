/** A person who only has a caret: a stock client that says where it is, as other pages do. */
import * as Y from 'yjs';
import type { Client } from './client.ts';

export interface CaretPlace {
  /** The name that stands beside it. */
  readonly name: string;
  /** Of the page's palette. */
  readonly colour: number;
  /** The first text of the document that has this in it. */
  readonly before: string;
  /** How many characters from there are selected. */
  readonly selected?: number;
}

/** Call it once the client has the text; call it again, and the caret moves. */
export function placeCaret({ doc, provider }: Client, { name, colour, before, selected = 0 }: CaretPlace): void {
  const text = [...texts(doc.getXmlFragment('default'))].find((each) => plain(each).includes(before));
  if (text === undefined) throw new Error(`No text has “${before}” in it.`);
  const at = plain(text).indexOf(before);
  provider.awareness.setLocalState({
    user: { id: name, name, color: '#1f6f8b', paint: colour },
    cursor: { anchor: position(text, at), head: position(text, at + selected) },
  });
}

function* texts(parent: Y.XmlFragment): Generator<Y.XmlText> {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) yield child;
    else if (child instanceof Y.XmlElement) yield* texts(child);
  }
}

/** Without marks; what is no character counts as one. */
function plain(text: Y.XmlText): string {
  return (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : '\uFFFC')).join('');
}

function position(text: Y.XmlText, index: number): unknown {
  return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
}
