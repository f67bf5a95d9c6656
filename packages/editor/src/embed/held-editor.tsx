/** An open session as bar and sheet, and its status told to the page. */
import { type ReactElement, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { extensionsElsewhere } from '../document/elsewhere.ts';
import { randomBelow } from '../features/documents/document-name.ts';
import { renameGuest } from '../features/presence/guest.ts';
import { Sheet, type SheetProps } from '../features/writing/sheet.tsx';
import { useSaveKey, useStatusSpeech } from '../features/writing/use-status-speech.ts';
import type { WritingPanel } from '../features/writing/writing-panel.ts';
import { browserStorage } from '../ui/browser-storage.ts';
import { Button } from '../ui/button.tsx';
import { loadLater } from '../ui/later.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words.ts';
import type { DocumentStatus } from './document-status.ts';
import { EditorBar } from './editor-bar.tsx';
import type { EmbedWords } from './embed-words.ts';
import type { HeldSession } from './held-session.ts';
import { createStatusSource } from './status-source.ts';

const Files = loadLater(() => import('../features/files/files.tsx').then((module) => module.Files));

export interface HeldEditorProps {
  readonly held: HeldSession;
  readonly words: EmbedWords;
  readonly canRename: boolean;
  readonly hasTitle: boolean;
  readonly isTypographic: boolean;
  readonly onStatus?: (status: DocumentStatus) => void;
}

export function HeldEditor({ held, words, canRename, hasTitle, isTypographic, onStatus }: HeldEditorProps): ReactElement {
  const { session, server } = held;
  const snapshot = useSyncExternalStore(session.status.subscribe, session.status.snapshot);
  const [panel, setPanel] = useState<WritingPanel | null>(null);
  const titleField = useRef<HTMLTextAreaElement>(null);
  useStatusSpeech(snapshot.status);
  useSaveKey(snapshot.status);
  useToldStatus(held, onStatus);
  const rename = useRename(held);
  const adapt: NonNullable<SheetProps['adapt']> = useCallback((extensions) => extensionsElsewhere(extensions, server.http), [server]);
  const onTitle = useCallback(() => {}, []);
  const more: SheetProps['more'] = (editor, isWritable) => (
    <Suspense fallback={null}>
      <Files {...{ editor, isWritable }} documentId={session.documentId} token={held.token} />
    </Suspense>
  );
  const instead = snapshot.status.kind === 'unavailable' ? <Unavailable held={held} words={words} /> : null;
  return (
    <>
      <EditorBar session={session} status={snapshot.status} menuLabel={words.menu} onRename={canRename ? rename : null} onPanel={setPanel} />
      <Sheet {...{ session, snapshot, instead, titleField, hasTitle, panel, isTypographic, more, adapt, onTitle }} onPanel={setPanel} />
    </>
  );
}

function Unavailable({ held, words }: { readonly held: HeldSession; readonly words: EmbedWords }): ReactNode {
  const { status } = useWords();
  return (
    <Notice title={words.unavailableTitle} text={words.unavailableText(held.server.http, location.origin)} isAlert>
      <Button onClick={() => held.session.reconnect()}>{status.retry}</Button>
    </Notice>
  );
}

function useToldStatus(held: HeldSession, onStatus: ((status: DocumentStatus) => void) | undefined): void {
  const latest = useRef(onStatus);
  latest.current = onStatus;
  const source = useMemo(() => createStatusSource(held.session.status), [held]);
  useEffect(() => {
    const tell = (): void => latest.current?.(source.get());
    tell();
    return source.subscribe(tell);
  }, [source]);
}

/** The guest's own choice, remembered in this browser. */
function useRename({ session }: HeldSession): (name: string) => void {
  const words = useWords();
  return (name) => {
    session.presence.rename(renameGuest(name, words.people, randomBelow, browserStorage()));
  };
}
