/** The sheet with what one writes with around it, which comes after the text. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, type ReactNode, Suspense, startTransition, useCallback, useId, useMemo, useRef, useState } from 'react';
import type { FormulaName } from '../../document/insertions.ts';
import { Suggestions } from '../../document/suggestions.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import { loadLater } from '../../ui/later.tsx';
import { EarlyField } from '../../ui/early-field.tsx';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';
import { Paper, type PaperContent } from './paper.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDocumentShape } from './use-document-shape.ts';
import { useWritingKeys } from './use-writing-keys.ts';
import type { WritingPanel } from './writing-panel.ts';
import type { WritingDialogsProps, WritingQuestion } from './writing-dialogs.tsx';

const OutlineColumn = loadLater(() => import('./outline-column.tsx').then((module) => module.OutlineColumn));
const WritingTools = loadLater(() => import('./writing-tools.tsx').then((module) => module.WritingTools));
// With those, so that it is there by the time that somebody asks for it: what they type must not go into the text.
const WritingDialogs = loadLater(() => import('./writing-tools.tsx').then((module) => module.WritingDialogs));

export interface SheetProps extends PaperContent {
  /** When the text is there to be edited. */
  readonly onReady?: () => void;
  /** What was asked for in the document's menu or by a key. */
  readonly panel: WritingPanel | null;
  readonly onPanel: (panel: WritingPanel | null) => void;
  /** What else works on the text; of one that may only be read, too, so that what was being written there is not lost. */
  readonly more?: (editor: Editor, isWritable: boolean) => ReactNode;
}

export function Sheet(props: SheetProps): ReactElement {
  const { session, snapshot, panel, onPanel, onReady } = props;
  const { isWritable, status } = snapshot;
  const words = useWords();
  const id = useId();
  const Desk = useHost().root === null ? 'main' : 'div';
  const [editor, setEditor] = useState<Editor | null>(null);
  const text = useRef<Editor | null>(null);
  const isFirst = useRef(true);
  // What one writes with comes after the first text, in turns of its own; an editor that follows another is taken over at once.
  const showTools = useCallback((next: Editor | null): void => {
    text.current = next;
    if (next !== null && isFirst.current) startTransition(() => setEditor(next));
    else setEditor(next);
    if (next === null) return;
    isFirst.current = false;
    onReady?.();
  }, [onReady]);
  const written = useLastWritten(session, isWritable ? editor : null);
  const mayWrite = isWritable && editor !== null;
  const [asked, setAsked] = useState<WritingQuestion | null>(null);
  const [bar, bubble] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const suggestions = useMemo(() => new Suggestions(), []);
  const shape = useDocumentShape(editor, words.locale);
  const onLink = useCallback(() => setAsked({ kind: 'link' }), []);
  const onFormula = useCallback((name: FormulaName) => setAsked({ kind: 'formula', name }), []);
  const question = panel === null || panel === 'find' ? asked : ({ kind: panel } as const);
  useWritingKeys(onPanel);
  const close = (): void => {
    setAsked(null);
    if (panel !== 'find') onPanel(null);
  };
  return (
    <Desk className="desk">
      {editor === null || shape === null ? null : (
        <Suspense fallback={null}>
          <OutlineColumn editor={editor} shape={shape} onCounts={() => onPanel('counts')} />
        </Suspense>
      )}
      <ToolbarPlace isShown={isWritable && status.kind !== 'unavailable'}>
        {editor === null ? null : <Toolbar editor={editor} controls={id} bar={bar} onLink={onLink} onFormula={onFormula} />}
      </ToolbarPlace>
      <Paper {...props} id={id} text={text} onEditor={showTools} suggestions={suggestions} bar={bar} bubble={bubble} onAsk={setAsked} />
      {editor === null ? null : (
        <Suspense fallback={panel === 'find' ? <EarlyField label={words.find.text} onCancel={() => onPanel(null)} /> : null}>
          <WritingTools
            {...{ editor, suggestions, bubble, onLink, onFormula, isWritable }}
            presence={session.presence}
            isFinding={panel === 'find'}
            onFound={() => onPanel(null)}
          />
        </Suspense>
      )}
      {written === null ? null : props.more?.(written, mayWrite)}
      {question === null ? null : <Dialogs {...{ question, shape, editor, written }} isWritable={mayWrite} onClose={close} />}
    </Desk>
  );
}

interface DialogsProps extends Omit<WritingDialogsProps, 'editor'> {
  readonly editor: Editor | null;
  readonly written: Editor | null;
}

function Dialogs({ editor, written, question, ...rest }: DialogsProps): ReactElement | null {
  const shown = isAsking(question) ? (editor ?? written) : editor;
  return shown === null ? null : (
    <Suspense fallback={null}>
      <WritingDialogs key={question.kind} {...{ question, ...rest }} editor={shown} />
    </Suspense>
  );
}

/** What stays open with what was typed into it; the others only tell of the text. */
function isAsking({ kind }: WritingQuestion): boolean {
  return kind === 'link' || kind === 'formula' || kind === 'edit-formula';
}

/** A page that is too old for the document has no editor any more; what was asked for with that is still open. */
function useLastWritten(session: DocumentSession, editor: Editor | null): Editor | null {
  const last = useRef<{ readonly session: DocumentSession; readonly editor: Editor } | null>(null);
  if (editor !== null) last.current = { session, editor };
  return last.current?.session === session ? last.current.editor : null;
}

/** Keeps the toolbar's room while the editor is on its way; a reader gets neither. */
function ToolbarPlace({ isShown, children }: { readonly isShown: boolean; readonly children: ReactNode }): ReactElement | null {
  return isShown ? (
    <div className="toolbar-place" data-sticky-edge>
      {children}
    </div>
  ) : null;
}
