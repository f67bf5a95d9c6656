/** The sheet: title and text once they have arrived, their outline until then; around it what one writes with. */
import type { AnyExtension, Editor } from '@tiptap/core';
import { type ReactElement, type ReactNode, type RefObject, Suspense, startTransition, useCallback, useId, useMemo, useRef, useState } from 'react';
import { focusText } from '../../document/formats.ts';
import type { FormulaName } from '../../document/insertions.ts';
import { Suggestions } from '../../document/suggestions.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { SaveStatus } from '../../sync/save-status.ts';
import type { StatusSnapshot } from '../../sync/status-store.ts';
import { loadLater } from '../../ui/later.tsx';
import { Button } from '../../ui/button.tsx';
import { EarlyField } from '../../ui/early-field.tsx';
import { useHost } from '../../ui/host.ts';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { Body } from './body.tsx';
import { EndPanel, useKnownStop } from './end-panel.tsx';
import { TitleField } from './title-field.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDocumentShape } from './use-document-shape.ts';
import { useWritingKeys } from './use-writing-keys.ts';
import type { WritingPanel } from './writing-panel.ts';
import type { WritingQuestion } from './writing-dialogs.tsx';

const ReaderBody = loadLater(() => import('./reader-body.tsx').then((module) => module.ReaderBody));
const OutlineColumn = loadLater(() => import('./outline-column.tsx').then((module) => module.OutlineColumn));
const WritingTools = loadLater(() => import('./writing-tools.tsx').then((module) => module.WritingTools));
// With those, so that it is there by the time that somebody asks for it: what they type must not go into the text.
const WritingDialogs = loadLater(() => import('./writing-tools.tsx').then((module) => module.WritingDialogs));

export interface SheetProps {
  readonly session: DocumentSession;
  readonly snapshot: StatusSnapshot;
  /** Stands in the sheet's place until the text itself is there. */
  readonly firstText: ReactNode;
  /** Whether the title stands above the text. */
  readonly hasTitle?: boolean;
  readonly titleField: RefObject<HTMLTextAreaElement | null>;
  readonly onTitle: (title: string) => void;
  /** What was asked for in the document's menu or by a key. */
  readonly panel: WritingPanel | null;
  readonly onPanel: (panel: WritingPanel | null) => void;
  readonly isTypographic: boolean;
  /** On a page where some of the extensions have to be others; the same function each time. */
  readonly adapt?: (extensions: AnyExtension[]) => AnyExtension[];
  /** What else works on the text of a writer. */
  readonly more?: (editor: Editor) => ReactNode;
}

export function Sheet(props: SheetProps): ReactElement {
  const { session, snapshot, panel, onPanel } = props;
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
    if (next !== null) isFirst.current = false;
  }, []);
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
    onPanel(null);
  };
  return (
    <Desk className="desk">
      {editor === null ? null : (
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
      {isWritable && editor !== null ? props.more?.(editor) : null}
      {question !== null && editor !== null ? (
        <Suspense fallback={null}>
          <WritingDialogs {...{ editor, question, shape }} onClose={close} />
        </Suspense>
      ) : null}
    </Desk>
  );
}

interface PaperProps extends SheetProps {
  readonly id: string;
  readonly text: RefObject<Editor | null>;
  readonly onEditor: (editor: Editor | null) => void;
  readonly suggestions: Suggestions;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly bubble: RefObject<HTMLDivElement | null>;
  readonly onAsk: (question: WritingQuestion) => void;
}

/** The sheet of paper itself. */
function Paper(props: PaperProps): ReactElement {
  const { id, session, snapshot, titleField, onTitle, hasTitle = true, isTypographic, text, onEditor, suggestions, bar, bubble, onAsk } = props;
  const { hasContent, isWritable, stop, status } = snapshot;
  const { firstText } = props;
  const knownStop = useKnownStop(stop);
  return (
    <div className="sheet" id={id}>
      {knownStop === null ? null : <EndPanel session={session} stop={knownStop} />}
      {hasContent ? (
        <>
          {hasTitle ? (
            <TitleField
              session={session}
              isWritable={isWritable}
              field={titleField}
              onChange={onTitle}
              onLeave={() => {
                if (text.current !== null) focusText(text.current, 'start');
              }}
            />
          ) : null}
          {session.isOutdated ? (
            <Suspense fallback={null}>
              <ReaderBody session={session} adapt={props.adapt} />
            </Suspense>
          ) : (
            <Body
              session={session}
              isWritable={isWritable}
              isTypographic={isTypographic}
              suggestions={suggestions}
              onEditor={onEditor}
              adapt={props.adapt}
              keys={{
                onLink: () => onAsk({ kind: 'link' }),
                // What is above the selection is nearer than the toolbar.
                onToolbar: () => (bubble.current ?? bar.current)?.focus(),
                onLeaveUp: () => titleField.current?.focus(),
                onFormula: (pos) => onAsk({ kind: 'edit-formula', pos }),
              }}
            />
          )}
        </>
      ) : null}
      {!hasContent && stop === null ? (firstText ?? <Opening session={session} status={status} />) : null}
    </div>
  );
}

/** Keeps the toolbar's room while the editor is on its way; a reader gets neither. */
function ToolbarPlace({ isShown, children }: { readonly isShown: boolean; readonly children: ReactNode }): ReactElement | null {
  return isShown ? (
    <div className="toolbar-place" data-sticky-edge>
      {children}
    </div>
  ) : null;
}

/** What stands in the sheet's place until there is a text. */
function Opening({ session, status }: { readonly session: DocumentSession; readonly status: SaveStatus }): ReactElement {
  const { document: words, status: statusWords } = useWords();
  if (status.kind !== 'unavailable') return <Skeleton isSlow={status.kind === 'connecting' && status.isSlow} />;
  return (
    <Notice title={words.unavailableTitle} text={words.unavailableText} isAlert>
      <Button onClick={() => session.reconnect()}>{statusWords.retry}</Button>
    </Notice>
  );
}

function Skeleton({ isSlow }: { readonly isSlow: boolean }): ReactElement {
  const { document: words } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={words.opening}>
      <span className="bone is-title" />
      {[96, 100, 88, 62].map((width) => (
        <span key={width} className={`bone is-${width}`} />
      ))}
      <p className="skeleton-word">{isSlow ? words.connecting : ''}</p>
    </div>
  );
}
