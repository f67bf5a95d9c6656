/** Two people's editors of one document, for tests of what each does to the other. Needs a DOM. */
import type { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import * as Y from 'yjs';
import { CaretKeeping } from '../document/caret-keeping.ts';
import { compositionExtension } from '../document/composition.ts';
import { ReadOnly } from '../document/read-only.ts';
import { openEditor } from './editor-scene.ts';

/** Nothing waits for it here. */
const composition = compositionExtension({ hold: () => {}, release: () => {} });

export interface TwoEditors {
  readonly own: Editor;
  readonly other: Editor;
  /** What is done meanwhile neither hears of the other before its end. */
  readonly apart: (work: () => void) => void;
}

/** Two editors of one document; what one does the other sees at once, except while `apart`. */
export function openTwo(...lines: string[]): TwoEditors {
  const [ownDoc, otherDoc] = [new Y.Doc(), new Y.Doc()];
  const paragraphs = lines.map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    if (line !== '') paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  ownDoc.getXmlFragment('default').insert(0, paragraphs);
  Y.applyUpdate(otherDoc, Y.encodeStateAsUpdate(ownDoc));
  let isApart = false;
  const link = (from: Y.Doc, to: Y.Doc): void => {
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'peer' && !isApart) Y.applyUpdate(to, update, 'peer');
    });
  };
  link(ownDoc, otherDoc);
  link(otherDoc, ownDoc);
  const open = (doc: Y.Doc): Editor => openEditor('', [Collaboration.configure({ document: doc, field: 'default' }), CaretKeeping, ReadOnly, composition]);
  const apart = (work: () => void): void => {
    isApart = true;
    work();
    isApart = false;
    for (const [from, to] of [[ownDoc, otherDoc], [otherDoc, ownDoc]] as const) {
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'peer');
    }
  };
  return { own: open(ownDoc), other: open(otherDoc), apart };
}
