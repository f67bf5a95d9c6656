/**
 * The sync layer without React and without an editor: opens a document of a server, and gives its Y.Doc, who is there, and how
 * it stands with saving.
 */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Person } from '../sync/person.ts';
import type { DocumentStatus } from './document-status.ts';
import { HeldSession } from './held-session.ts';
import { createStatusSource } from './status-source.ts';

export { EditorError, type EditorErrorCode } from './editor-error.ts';
export type { DocumentReason, DocumentState, DocumentStatus } from './document-status.ts';

export interface OpenDocumentOptions {
  /** Of the server: `https://notes.example`. */
  readonly url: string;
  /** The document's name; it is made when somebody writes in it. */
  readonly document: string;
  /** Who this is, where the server asks; `setToken` brings a new one. */
  readonly token?: string | null;
  /** What the others are shown. `id` is the same in all tabs of a person, and decides their colour. */
  readonly user?: { readonly id?: string; readonly name: string };
  /** Of the schema that your editor has, if it is Scriptorium's: then the server keeps it from harming a newer document. */
  readonly schemaVersion?: number;
  /** Keeps a copy on this device, for opening and writing without a connection. Off unless you say so. */
  readonly keepCopy?: boolean;
  /** For programs without one of their own. */
  readonly webSocket?: typeof WebSocket;
}

export interface OpenDocument {
  readonly doc: Y.Doc;
  /** The title, as the list shows it. */
  readonly title: Y.Text;
  /** The text: the field `default` of TipTap's collaboration. */
  readonly body: Y.XmlFragment;
  /** Carets and people, for any binding that takes a provider: this object can stand for one. */
  readonly awareness: Awareness;
  readonly status: {
    /** The same object until something changes. */
    readonly get: () => DocumentStatus;
    /** Gives back the way to stop. */
    readonly subscribe: (listener: () => void) => () => void;
  };
  /** Resolves when the document has arrived; rejects when the server says no, or when it is closed before. */
  whenReady(): Promise<void>;
  setToken(token: string | null): void;
  setName(name: string): void;
  /** Tries to connect now, instead of when it is time. */
  reconnect(): void;
  /** Idempotent. Others see this person go at once; resolves when what was typed is saved, or can't be, after 30 s at the latest. */
  close(): Promise<void>;
}

/** Connects at once. Throws `EditorError` where the address, the name or the token can't be one. */
export function openDocument(options: OpenDocumentOptions): OpenDocument {
  const held = new HeldSession({
    url: options.url,
    documentId: options.document,
    token: options.token ?? null,
    person: personOf(options.user),
    schemaVersion: options.schemaVersion ?? null,
    keepsCopy: options.keepCopy ?? false,
    webSocket: options.webSocket ?? WebSocket,
  });
  const { session } = held;
  const status = createStatusSource(session.status);
  let isClosed = false;
  const onClosed = new Set<() => void>();
  return {
    doc: session.doc,
    title: session.title,
    body: session.body,
    awareness: session.awareness,
    status,
    whenReady: async () =>
      await new Promise((resolve, reject) => {
        let stop = (): void => {};
        const look = (): void => {
          const { isReady, state, message } = status.get();
          if (!isReady && state !== 'ended' && !isClosed) return;
          stop();
          onClosed.delete(look);
          if (isReady) resolve();
          else reject(new Error(message === '' ? 'The document was closed before it had arrived.' : message));
        };
        stop = status.subscribe(look);
        onClosed.add(look);
        look();
      }),
    setToken: (token) => held.setToken(token),
    setName: (name) => session.presence.rename(name),
    reconnect: () => session.reconnect(),
    close: async () => {
      isClosed = true;
      for (const look of onClosed) look();
      await held.close();
    },
  };
}

/** Somebody without an id is a new person each time. */
function personOf(user: OpenDocumentOptions['user']): Person {
  return { id: user?.id ?? randomId(), name: user?.name ?? '' };
}

/** On plain http there is no randomUUID. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
}
