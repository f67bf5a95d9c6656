/** The sheet: title and text once they have arrived, their outline until then. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, type ReactNode, type RefObject, useCallback, useRef, useState } from 'react';
import { focusText, linkAtSelection, removeLink, setLink } from '../../document/formats.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { SaveStatus } from '../../sync/save-status.ts';
import type { StatusSnapshot } from '../../sync/status-store.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { Body } from './body.tsx';
import { EndPanel, useKnownStop } from './end-panel.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { TitleField } from './title-field.tsx';
import { Toolbar } from './toolbar.tsx';

export interface SheetProps {
  readonly session: DocumentSession;
  readonly snapshot: StatusSnapshot;
  readonly titleField: RefObject<HTMLTextAreaElement | null>;
  readonly onTitle: (title: string) => void;
}

export function Sheet({ session, snapshot, titleField, onTitle }: SheetProps): ReactElement {
  const { hasContent, isWritable, stop, status } = snapshot;
  const knownStop = useKnownStop(stop);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [linkHref, setLinkHref] = useState<{ readonly href: string | null } | null>(null);
  const bar = useRef<HTMLDivElement>(null);

  const askLink = useCallback(() => {
    if (editor !== null) setLinkHref({ href: linkAtSelection(editor) });
  }, [editor]);

  return (
    <main className="desk">
      <ToolbarPlace isShown={isWritable && status.kind !== 'unavailable'}>{editor === null ? null : <Toolbar editor={editor} bar={bar} onLink={askLink} />}</ToolbarPlace>
      <div className="sheet" id="document-text">
        {knownStop === null ? null : <EndPanel session={session} stop={knownStop} />}
        {hasContent ? (
          <>
            <TitleField
              session={session}
              isWritable={isWritable}
              field={titleField}
              onChange={onTitle}
              onLeave={() => {
                if (editor !== null) focusText(editor, 'start');
              }}
            />
            <Body
              session={session}
              isWritable={isWritable}
              onEditor={setEditor}
              keys={{
                onLink: askLink,
                onToolbar: () => bar.current?.focus(),
                onLeaveUp: () => titleField.current?.focus(),
                onFormula: () => {},
              }}
            />
          </>
        ) : null}
        {!hasContent && stop === null ? <Opening session={session} status={status} /> : null}
      </div>
      {linkHref !== null && editor !== null ? (
        <LinkDialog
          href={linkHref.href}
          onClose={() => setLinkHref(null)}
          onSave={(href) => {
            setLinkHref(null);
            setLink(editor, href);
          }}
          onRemove={() => {
            setLinkHref(null);
            removeLink(editor);
          }}
        />
      ) : null}
    </main>
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
