/** The column beside the sheet: its headings, the one that is being read marked, and the number of words. */
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { type ReactElement, useEffect, useState } from 'react';
import { blockOf, rectOf } from '../../document/run-tree.ts';
import { countWhile, entryAt, keysOf, readOutline } from '../../document/outline.ts';
import { scrollBehavior } from '../../ui/scrolling.ts';
import { useWords } from '../../ui/words.ts';
import type { DocumentShape } from './document-shape.ts';
import { useShapePart } from './use-document-shape.ts';

/** A heading counts as read once it is this far below the bars, in pixels. */
const readingLine = 80;

export interface OutlineColumnProps {
  readonly editor: Editor;
  readonly shape: DocumentShape;
  readonly onCounts: () => void;
}

export function OutlineColumn({ editor, shape, onCounts }: OutlineColumnProps): ReactElement {
  const { outline: words } = useWords();
  const here = useEntryInSight(editor, shape);
  return (
    <nav className="outline" aria-label={words.label}>
      <h2 className="outline-title">{words.label}</h2>
      <OutlineList editor={editor} shape={shape} here={here} />
      <WordCount shape={shape} onCounts={onCounts} />
    </nav>
  );
}

/** By itself: it changes with every word. */
function WordCount({ shape, onCounts }: Omit<OutlineColumnProps, 'editor'>): ReactElement {
  const { counts: words } = useWords();
  const counts = useShapePart(shape, 'counts');
  const selected = useShapePart(shape, 'selected');
  return (
    <button type="button" className="outline-count" onClick={onCounts} data-testid="word-count">
      {selected === null ? words.words(counts.words) : words.selected(selected.words, counts.words)}
    </button>
  );
}

export interface OutlineListProps {
  readonly editor: Editor;
  readonly shape: DocumentShape;
  /** Which one is being read, or -1. */
  readonly here: number;
  /** Before the caret goes there. */
  readonly onGo?: () => void;
}

export function OutlineList({ editor, shape, here, onGo }: OutlineListProps): ReactElement {
  const { outline: words } = useWords();
  const outline = useShapePart(shape, 'outline');
  if (outline.length === 0) return <p className="outline-empty">{words.empty}</p>;
  const keys = keysOf(outline);
  return (
    <ul>
      {outline.map((entry, index) => (
        <li key={keys[index]}>
          <button
            type="button"
            className={`outline-entry is-depth-${Math.min(entry.depth, 4)}`}
            aria-current={index === here ? 'location' : undefined}
            dir="auto"
            onClick={() => {
              onGo?.();
              // After a dialog has given the focus back.
              setTimeout(() => goToHeading(editor, keys[index]), 0);
            }}
          >
            {entry.text}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Where it is now: what is shown was read some time ago, and others may have written before it. */
function goToHeading(editor: Editor, key: string | undefined): void {
  if (editor.isDestroyed) return;
  const { state, view } = editor;
  const outline = readOutline(state.doc);
  const { pos } = outline[keysOf(outline).findIndex((now) => now === key)] ?? {};
  if (pos === undefined) return;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos + 1))));
  view.focus();
  const heading = view.nodeDOM(pos);
  if (heading instanceof HTMLElement) heading.scrollIntoView({ block: 'start', behavior: scrollBehavior() });
}

/** The last heading above the reading line. */
function useEntryInSight(editor: Editor, shape: DocumentShape): number {
  const [here, setHere] = useState(-1);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      if (editor.isDestroyed) return;
      const edges = [...(editor.view.dom.closest('[data-editor-root]') ?? document).querySelectorAll('[data-sticky-edge]')].map((edge) => edge.getBoundingClientRect().bottom);
      const line = Math.max(0, ...edges) + readingLine;
      const outline = shape.headings();
      const passed = countWhile(outline, ({ pos }) => isAbove(editor, pos, line)) - 1;
      setHere(passed === -1 ? entryAt(outline, 0) : passed);
    };
    const plan = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    plan();
    window.addEventListener('scroll', plan, { passive: true });
    window.addEventListener('resize', plan);
    // Read after a frame was drawn: where everything is, is known.
    const unsubscribe = shape.subscribe(look);
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', plan);
      window.removeEventListener('resize', plan);
    };
  }, [editor, shape]);
  return here;
}

function isAbove(editor: Editor, pos: number, line: number): boolean {
  let element = pos < editor.state.doc.content.size ? editor.view.nodeDOM(pos) : null;
  if (!(element instanceof HTMLElement)) return false;
  const around = rectOf(blockOf(element, editor.view.dom));
  if (around.bottom < 0 || around.top > window.innerHeight) return around.top < line;
  // One that is folded away is where its fold is.
  while (element instanceof HTMLElement && element.getClientRects().length === 0) element = element.parentElement;
  return element instanceof HTMLElement && element.getBoundingClientRect().top < line;
}
