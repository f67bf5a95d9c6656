/** The sheet of paper itself: title and text once they are there, their outline until then. */
import type { AnyExtension, Editor } from '@tiptap/core';
import { type ReactElement, type ReactNode, type RefObject, Suspense, useEffect } from 'react';
import { focusText } from '../../document/formats.ts';
import { holdFormula } from '../../document/insertions.ts';
import type { Suggestions } from '../../document/suggestions.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { SaveStatus } from '../../sync/save-status.ts';
import type { StatusSnapshot } from '../../sync/status-store.ts';
import { Button } from '../../ui/button.tsx';
import { loadLater } from '../../ui/later.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { Body, useBodyEditor } from './body.tsx';
import { EndPanel, useKnownStop } from './end-panel.tsx';
import { TitleField } from './title-field.tsx';
import type { WritingQuestion } from './writing-dialogs.tsx';

const ReaderBody = loadLater(() => import('./reader-body.tsx').then((module) => module.ReaderBody));

export interface PaperContent {
  readonly session: DocumentSession;
  readonly snapshot: StatusSnapshot;
  /** Stands in the text's place as long as that is not there; null for its outline. */
  readonly instead?: ReactNode;
  /** Whether the title stands above the text. */
  readonly hasTitle?: boolean;
  readonly titleField: RefObject<HTMLTextAreaElement | null>;
  readonly onTitle: (title: string) => void;
  readonly isTypographic: boolean;
  /** On a page where some of the extensions have to be others; the same function each time. */
  readonly adapt?: (extensions: AnyExtension[]) => AnyExtension[];
}

export interface PaperProps extends PaperContent {
  readonly id: string;
  readonly text: RefObject<Editor | null>;
  readonly onEditor: (editor: Editor | null) => void;
  readonly suggestions: Suggestions;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly bubble: RefObject<HTMLDivElement | null>;
  readonly onAsk: (question: WritingQuestion) => void;
}

export function Paper(props: PaperProps): ReactElement {
  const { id, session, snapshot, titleField, onTitle, hasTitle = true, isTypographic, adapt, text, onEditor, suggestions, bar, bubble, onAsk } = props;
  const { hasContent, isWritable, stop, status } = snapshot;
  const { isOutdated } = session;
  const knownStop = useKnownStop(stop);
  const editor = useBodyEditor({
    session,
    isWritable,
    isTypographic,
    suggestions,
    adapt,
    isWanted: hasContent && !isOutdated,
    keys: {
      onLink: () => onAsk({ kind: 'link' }),
      // What is above the selection is nearer than the toolbar.
      onToolbar: () => (bubble.current ?? bar.current)?.focus(),
      onLeaveUp: () => titleField.current?.focus(),
      onFormula: (pos) => {
        const formula = text.current === null ? null : holdFormula(text.current, pos);
        if (formula !== null) onAsk({ kind: 'edit-formula', formula });
      },
    },
  });
  useEffect(() => {
    if (editor === null) return undefined;
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);
  const toText = (): void => {
    if (text.current !== null) focusText(text.current, 'start');
  };
  const isThere = hasContent && (isOutdated || editor !== null);
  return (
    <div className="sheet" id={id}>
      {knownStop === null ? null : <EndPanel session={session} stop={knownStop} />}
      {isThere && hasTitle ? <TitleField {...{ session, isWritable }} field={titleField} onChange={onTitle} onLeave={toText} /> : null}
      {isThere && isOutdated ? (
        <Suspense fallback={null}>
          <ReaderBody session={session} adapt={adapt} />
        </Suspense>
      ) : null}
      {editor === null ? null : <Body editor={editor} />}
      {!isThere && (hasContent || stop === null) ? (props.instead ?? <Opening session={session} status={status} />) : null}
    </div>
  );
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
