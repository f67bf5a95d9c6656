/** Who writes here and what they say: the avatars of the bar, one's own name, and the chat. */
import { type ReactElement, Suspense, useRef } from 'react';
import { randomBelow } from '../features/documents/document-name.ts';
import { Avatars } from '../features/presence/avatars.tsx';
import { renameGuest } from '../features/presence/guest.ts';
import type { DocumentSession } from '../sync/document-session.ts';
import type { StatusSnapshot } from '../sync/status-store.ts';
import { browserStorage } from '../ui/browser-storage.ts';
import { loadLater } from '../ui/later.tsx';
import { useWords } from '../ui/words.ts';

const Chat = loadLater(() => import('../features/chat/chat.tsx').then((module) => module.Chat));

export interface PeopleProps {
  readonly session: DocumentSession;
  readonly snapshot: StatusSnapshot;
  readonly isTalking: boolean;
  readonly onTalk: (isTalking: boolean) => void;
}

/** Statuses of a connection that stands. */
const connected: readonly string[] = ['pending', 'saving', 'saved', 'read-only'];

export function People({ session, snapshot: { status, hasContent }, isTalking, onTalk }: PeopleProps): ReactElement {
  const words = useWords();
  // A document that nobody has written in yet may not be on the server, and one may have been deleted while the connection was lost: there is no chat to ask for.
  const isThere = useRef(false);
  const isConnected = connected.includes(status.kind);
  if (!isConnected) isThere.current = false;
  else if (status.kind === 'saved' && (session.body.length > 0 || session.title.length > 0)) isThere.current = true;
  const rename = (name: string): void => {
    session.presence.rename(renameGuest(name, words.people, randomBelow, browserStorage()));
  };
  const self = (): { name: string; colour: number } => {
    const { name = '', colour = 0 } = session.presence.participants().find((person) => person.isSelf) ?? {};
    return { name, colour };
  };
  return (
    <>
      {hasContent ? (
        <Suspense fallback={null}>
          <Chat source={session} isConnected={isConnected && (isThere.current || isTalking)} isOpen={isTalking} onOpen={onTalk} self={self} />
        </Suspense>
      ) : null}
      <Avatars presence={session.presence} onRename={rename} />
    </>
  );
}
