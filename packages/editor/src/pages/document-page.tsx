/** The page of one document with its editor: puts the session, the people and the writing together. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { type ReactElement, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { readableName } from '../features/documents/document-name.ts';
import { PaletteHost } from '../features/palette/palette-host.tsx';
import { DocumentHeader } from '../features/writing/document-header.tsx';
import { Sheet, type SheetProps } from '../features/writing/sheet.tsx';
import { StatusWord } from '../features/writing/status-word.tsx';
import type { WritingPanel } from '../features/writing/writing-panel.ts';
import { useSaveKey, useStatusSpeech } from '../features/writing/use-status-speech.ts';
import type { DocumentSession } from '../sync/document-session.ts';
import { useAnnouncer } from '../ui/announcer.tsx';
import { whenIdle } from '../ui/idle.ts';
import { loadLater } from '../ui/later.tsx';
import { TipProvider } from '../ui/tip.tsx';
import { chooseTypography, readTypography } from '../ui/typography-setting.ts';
import { useCopyLink } from '../ui/use-copy.ts';
import { useWords } from '../ui/words.ts';
import '../ui/styles/document.css';
import { People } from './document-people.tsx';
import { useStrayFiles } from './use-stray-files.ts';

const Files = loadLater(() => import('../features/files/files.tsx').then((module) => module.Files));
const loadTransferItems = () => import('../features/transfer/transfer-items.tsx').then((module) => module.TransferItems);
const TransferItems = loadLater(loadTransferItems);
const DocumentPalette = loadLater(() => import('./document-palette.tsx').then((module) => module.DocumentPalette));
const DeleteDialog = loadLater(() => import('../features/documents/document-dialogs.tsx').then((module) => module.DeleteDialog));

export interface DocumentPageProps {
  readonly session: DocumentSession;
  /** When the text is there to be edited. */
  readonly onReady: () => void;
}

export function DocumentPage({ session, onReady }: DocumentPageProps): ReactElement {
  const { documentId } = session;
  const snapshot = useSyncExternalStore(session.status.subscribe, session.status.snapshot);
  const [title, setTitle] = useState('');
  const [isDeleting, setDeleting] = useState(false);
  const [panel, setPanel] = useState<WritingPanel | null>(null);
  const [isTypographic, setTypographic] = useTypography();
  const titleField = useRef<HTMLTextAreaElement>(null);
  const copyLink = useCopyLink();
  const shownTitle = title.trim() === '' ? readableName(documentId) : title;
  useStatusSpeech(snapshot.status);
  useSaveKey(snapshot.status);
  useCopyNotice(snapshot.isCopySetAside);
  useTabTitle(shownTitle);
  useEffect(() => whenIdle(fetchMenuItems), []);

  const share = (): void => copyLink(`/d/${encodeDocumentPath(documentId)}`);
  const [isTalking, setTalking] = useState(false);
  const strayFiles = useStrayFiles();
  const more: SheetProps['more'] = (editor, isWritable) => (
    <Suspense fallback={null}>
      <Files key={documentId} {...{ editor, isWritable }} documentId={documentId} stray={strayFiles} />
    </Suspense>
  );
  return (
    <TipProvider>
      <div className="document-page">
        <DocumentHeader
          title={shownTitle}
          status={<StatusWord status={snapshot.status} onRetry={() => session.reconnect()} />}
          people={<People {...{ session, snapshot, isTalking }} onTalk={setTalking} />}
          items={<Suspense fallback={null}><TransferItems documentId={documentId} title={shownTitle} /></Suspense>}
          canRename={snapshot.isWritable && snapshot.hasContent}
          onRename={() => selectSoon(titleField.current)}
          onShare={share}
          onDelete={() => setDeleting(true)}
          onPanel={setPanel}
          isTypographic={isTypographic}
          onTypographic={setTypographic}
        />
        <Sheet {...{ session, snapshot, titleField, panel, isTypographic, more, onReady }} onTitle={setTitle} onPanel={setPanel} />
        <PaletteHost>
          {(onClose) => (
            <DocumentPalette
              {...{ documentId, title: shownTitle, onPanel: setPanel, onShare: share, onClose }}
              onChat={() => setTalking(true)}
              onDelete={() => setDeleting(true)}
            />
          )}
        </PaletteHost>
        {isDeleting ? (
          <Suspense fallback={null}>
            <DeleteDialog documentId={documentId} title={shownTitle} onClose={() => setDeleting(false)} onDeleted={() => navigate('/')} />
          </Suspense>
        ) : null}
      </div>
    </TipProvider>
  );
}

/** So that the menu has all of them when it opens, and does not grow under the pointer. */
function fetchMenuItems(): void {
  // What can't be had now is asked for again then.
  loadTransferItems().catch(() => {});
}

function useTypography(): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(readTypography);
  const choose = (next: boolean): void => {
    chooseTypography(next);
    setOn(next);
  };
  return [isOn, choose];
}

function useTabTitle(title: string): void {
  const { app } = useWords();
  useEffect(() => {
    document.title = `${title} · ${app.name}`;
  }, [title, app]);
}

/** Said once: the person has the document all the same. */
function useCopyNotice(isCopySetAside: boolean): void {
  const words = useWords();
  const { toast } = useAnnouncer();
  useEffect(() => {
    if (isCopySetAside) toast(words.document.copySetAside);
  }, [isCopySetAside, words, toast]);
}

/** The menu gives the focus back to its button when it closes; the field takes it after that. */
function selectSoon(field: HTMLTextAreaElement | null): void {
  setTimeout(() => {
    field?.focus();
    field?.select();
  }, 50);
}
