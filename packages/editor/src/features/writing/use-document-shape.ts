/** The outline and the word counts of a document, read when its writer pauses: not at every keystroke. */
import type { Editor } from '@tiptap/core';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { type Counts, Counter, noCounts } from '../../document/counts.ts';
import { type OutlineEntry, isSameOutline, readOutline } from '../../document/outline.ts';

/** Read so long after the last change, and at the latest so long after the first. */
const pauseMs = 200;
const waitMsMax = 1_000;

export interface DocumentShape {
  readonly outline: readonly OutlineEntry[];
  readonly counts: Counts;
  /** Null while nothing is selected. */
  readonly selected: Counts | null;
}

const empty: DocumentShape = { outline: [], counts: noCounts, selected: null };

export function useDocumentShape(editor: Editor | null, locale: string): DocumentShape {
  const [shape, setShape] = useState(empty);
  const counter = useMemo(() => new Counter(locale), [locale]);
  useEffect(() => {
    if (editor === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since: number | null = null;
    const read = (): void => {
      since = null;
      if (editor.isDestroyed) return;
      const { state } = editor;
      const outline = readOutline(state.doc);
      const [counts, selected] = [counter.countDocument(state.doc), counter.countSelection(state)];
      // A long outline is drawn in parts, and a key that is pressed meanwhile comes first.
      startTransition(() => {
        setShape((before) => ({ outline: isSameOutline(outline, before.outline) ? before.outline : outline, counts, selected }));
      });
    };
    const plan = (): void => {
      since ??= performance.now();
      clearTimeout(timer);
      timer = setTimeout(read, Math.max(0, Math.min(pauseMs, since + waitMsMax - performance.now())));
    };
    // In a turn of its own: the text comes first.
    timer = setTimeout(read);
    editor.on('transaction', plan);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', plan);
    };
  }, [editor, counter]);
  return shape;
}
