/** The open documents of this tab, by name: components come and go, a session stays until it is left and saved. */
import type { Clock } from './clock.ts';
import type { DocumentSession } from './document-session.ts';

/** How long a session outlives its last user: a component that mounts twice at once must find it again. */
const lingerMs = 1_000;

interface Entry {
  readonly session: DocumentSession;
  users: number;
  cancelClose: () => void;
}

export class SessionStore {
  readonly #clock: Clock;
  readonly #open: (documentId: string) => DocumentSession;
  readonly #entries = new Map<string, Entry>();

  constructor(options: { readonly clock: Clock; readonly open: (documentId: string) => DocumentSession }) {
    this.#clock = options.clock;
    this.#open = options.open;
  }

  /** The session of a document, opened if need be. Call `retain` as well, or it is closed after a moment. */
  get(documentId: string): DocumentSession {
    const known = this.#entries.get(documentId);
    if (known !== undefined) return known.session;
    const entry: Entry = { session: this.#open(documentId), users: 0, cancelClose: () => {} };
    this.#entries.set(documentId, entry);
    this.#closeLater(documentId, entry);
    return entry.session;
  }

  /** Keeps a session open until the returned function is called. */
  retain(session: DocumentSession): () => void {
    const { documentId } = session;
    const entry = this.#entries.get(documentId);
    if (entry?.session !== session) return () => {};
    entry.users += 1;
    entry.cancelClose();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      entry.users -= 1;
      if (entry.users === 0) this.#closeLater(documentId, entry);
    };
  }

  /** Whether any document, on the screen or left already, has edits that are neither on the server's disk nor on this device. */
  hasEditsAtRisk(): boolean {
    return [...this.#entries.values()].some(({ session }) => session.hasEditsAtRisk);
  }

  wakeAll(): void {
    for (const { session } of this.#entries.values()) session.wake();
  }

  reconnectAll(): void {
    for (const { session } of this.#entries.values()) session.reconnect();
  }

  closeAll(): void {
    for (const documentId of this.#entries.keys()) this.#close(documentId);
  }

  #closeLater(documentId: string, entry: Entry): void {
    entry.cancelClose();
    entry.cancelClose = this.#clock.after(lingerMs, () => {
      // A person who leaves the page of a document has not given up what they wrote there.
      const isEnded = entry.session.status.facts.stop !== null;
      if (entry.session.hasUnsavedEdits && !isEnded) this.#closeLater(documentId, entry);
      else this.#close(documentId);
    });
  }

  #close(documentId: string): void {
    const entry = this.#entries.get(documentId);
    if (entry === undefined) return;
    this.#entries.delete(documentId);
    entry.cancelClose();
    entry.session.close();
  }
}
