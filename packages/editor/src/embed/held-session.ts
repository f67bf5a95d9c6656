/** A session as an embedding page holds it: opened from what that page knows, guarded by the window's events, and left in order. */
import { ProtocolError, checkDocumentId } from '@scriptorium/protocol';
import { systemClock } from '../sync/clock.ts';
import { DocumentSession } from '../sync/document-session.ts';
import type { LocalDatabase } from '../sync/local/local-database.ts';
import { openLocalDatabase } from '../sync/local/open-local-database.ts';
import type { Person } from '../sync/person.ts';
import { whenIdle } from '../ui/idle.ts';
import { palette } from '../ui/palette.ts';
import { EditorError } from './editor-error.ts';
import { readServerUrl, readToken, type ServerAddress } from './server-address.ts';

/** What was typed last gets so long to reach the server after the page has let go of the document. */
export const leavingMsMax = 30_000;

export interface HeldSessionOptions {
  readonly url: string;
  readonly documentId: string;
  readonly token: string | null;
  readonly person: Person;
  readonly schemaVersion: number | null;
  readonly keepsCopy: boolean;
  readonly webSocket: typeof WebSocket;
}

export class HeldSession {
  readonly session: DocumentSession;
  readonly server: ServerAddress;
  readonly #local: LocalDatabase | null;
  readonly #unguard: () => void;
  #token: string | null;
  #closed: Promise<void> | null = null;

  /** Throws `EditorError` where the address, the name or the token can't be one. */
  constructor({ url, documentId, token, person, schemaVersion, keepsCopy, webSocket }: HeldSessionOptions) {
    this.server = readServerUrl(url);
    this.#token = readToken(token);
    checkName(documentId);
    // By server: two of them may have a document of the same name.
    this.#local = keepsCopy ? openLocalDatabase(`at:${this.server.http}`) : null;
    this.session = new DocumentSession({
      documentId,
      serverUrl: this.server.ws,
      token: () => this.#token,
      schemaVersion,
      person,
      colours: palette.map(({ light }) => light),
      clock: systemClock,
      random: Math.random,
      webSocket,
      local: this.#local,
      whenIdle,
    });
    this.#unguard = typeof window === 'undefined' ? () => {} : guard(this.session);
  }

  readonly token = (): string | null => this.#token;

  /** For the next connection; at once where the server has refused the one before. Throws `EditorError`. */
  setToken(token: string | null): void {
    const next = readToken(token);
    if (next === this.#token) return;
    this.#token = next;
    const reason = this.session.status.facts.stop?.reason;
    if (reason === 'unauthenticated' || reason === 'forbidden' || reason === 'refused') this.session.resume();
  }

  /** Others see this person go at once; what was typed last still gets to the server, as long as that takes no more than `leavingMsMax`. */
  async close(): Promise<void> {
    await (this.#closed ??= this.#leave());
  }

  async #leave(): Promise<void> {
    const { session } = this;
    session.awareness.setLocalState(null);
    await savedOrEnded(session);
    this.#unguard();
    session.close();
    await this.#local?.close();
  }
}

function checkName(documentId: string): void {
  try {
    checkDocumentId(documentId);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new EditorError('document', cause.message, { cause });
  }
}

/** At once where nothing is unsaved; never later than the limit. */
async function savedOrEnded(session: DocumentSession): Promise<void> {
  const isDone = (): boolean => !session.hasUnsavedEdits || session.status.facts.stop !== null;
  if (isDone()) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      unsubscribe();
      cancel();
      resolve();
    };
    const cancel = systemClock.after(leavingMsMax, finish);
    const unsubscribe = session.status.subscribe(() => {
      if (isDone()) finish();
    });
  });
}

/** Asks before unsaved writing is left behind, and reconnects when the network or the person comes back. */
function guard(session: DocumentSession): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const wake = (): void => session.wake();
  window.addEventListener('beforeunload', (event) => {
    if (session.hasEditsAtRisk) event.preventDefault();
  }, { signal });
  // A socket does not notice that the network is gone, and the server may be on this very machine: trying tells.
  window.addEventListener('offline', () => session.reconnect(), { signal });
  window.addEventListener('online', wake, { signal });
  window.addEventListener('focus', wake, { signal });
  document.addEventListener('visibilitychange', wake, { signal });
  return () => controller.abort();
}
