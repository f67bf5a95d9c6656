/** Keeps a session's document and its copy on this device together: the copy comes first, and takes what is written after. */
import * as Y from 'yjs';
import { type AckLedger, isAllSaved, unsavedSince } from './ack-ledger.ts';
import type { Clock } from './clock.ts';
import { mergeAll } from './local/compaction.ts';
import { LocalCopy } from './local/local-copy.ts';
import type { LocalDatabase } from './local/local-database.ts';
import type { LocalMark } from './local/local-record.ts';
import type { LoadedCopy } from './local/local-store.ts';
import { offlineAfterMs, silentAfterMs } from './save-status.ts';
import type { StatusStore } from './status-store.ts';
import type { UnsentMark } from './unsent-text.ts';

export interface CopyBindingOptions {
  readonly documentId: string;
  readonly doc: Y.Doc;
  readonly title: Y.Text;
  readonly schemaVersion: number;
  /** Where this device keeps its copies; null where the browser has no such place. */
  readonly database: LocalDatabase | null;
  readonly clock: Clock;
  readonly whenIdle: (work: () => void) => void;
  readonly pass: (work: () => void) => void;
  readonly status: StatusStore;
  readonly ledger: () => AckLedger;
  /** The copy holds edits that the server has not acked; called before they are in the document. */
  readonly onInherited: () => void;
  readonly connection: { readonly connect: () => void; readonly disconnect: () => void };
}

/** A copy that takes longer to read is not waited for: the server is asked meanwhile. */
export const copyWithinMs = 3_000;

export class CopyBinding {
  readonly #options: CopyBindingOptions;
  readonly #copy: LocalCopy | null;
  /** What earlier tabs left in the copy that the server has not acked. */
  #inherited: readonly LocalMark[] = [];
  #keptText = '';
  #isClosed = false;
  #cancelWait: () => void = () => {};

  constructor(options: CopyBindingOptions) {
    this.#options = options;
    const { database, clock, whenIdle, pass } = options;
    this.#copy = database === null ? null : new LocalCopy({ database, clock, whenIdle, pass, host: this.#host() });
  }

  /** Text of a document that was deleted, which never got to the server; it stays on this device until `forgetText`. */
  get keptText(): string {
    return this.#keptText;
  }

  /** The editor of an outdated page deletes what it does not know: those are nobody's edits. [L9] */
  get isOutdated(): boolean {
    const { session, isCopyTooNew } = this.#options.status.facts;
    return isCopyTooNew || session?.reason === 'schema';
  }

  /** The copy, and then the connection: so the copy's edits are part of the first answer to the server. Never rejects. [L6] */
  async start(): Promise<void> {
    const { status, clock, connection } = this.#options;
    const copy = this.#copy;
    if (copy === null) {
      connection.connect();
      return;
    }
    status.update({ local: copy.state, isLoadingCopy: true });
    this.#cancelWait = clock.after(copyWithinMs, connection.connect);
    const loaded = await copy.load();
    this.#cancelWait();
    if (this.#isClosed) return;
    this.#take(copy, loaded);
    status.update({ isLoadingCopy: false });
    this.tell();
    if (status.facts.stop === null) connection.connect();
  }

  /** Whether this update came from the copy itself. */
  isOrigin(origin: unknown): boolean {
    return this.#copy !== null && origin === this.#copy;
  }

  /** With `edit`, the number of the person's edit, it is written at once. */
  append(update: Uint8Array, edit: number | null): void {
    this.#copy?.append(update, edit);
    if (edit !== null) this.tell();
  }

  /** The document has arrived from the server, whole. */
  synced(): void {
    if (!this.#options.status.facts.isLoadingCopy) this.#copy?.open();
  }

  acked(): void {
    this.tell();
    if (isAllSaved(this.#options.ledger())) this.#copy?.settle(this.#inherited);
  }

  /** Whose structs, and from where on, the server may not have. */
  unsentMarks(): readonly UnsentMark[] {
    const { doc, ledger } = this.#options;
    const own = { clientId: doc.clientID, clock: ledger().savedClock };
    return ledger().isConfirmed ? [own] : [own, ...this.#inherited];
  }

  /** The server has deleted the document. Never rejects. [L11] */
  async leaveDeleted(unsentText: string): Promise<void> {
    this.#keptText = [this.#keptText, unsentText].filter((text) => text !== '').join('\n');
    await this.#copy?.markDeleted(unsentText);
  }

  /** The server refuses what is in the copy. Never rejects. [L10] */
  async setAside(): Promise<void> {
    await this.#copy?.setAside();
  }

  async forgetText(): Promise<void> {
    this.#keptText = '';
    await this.#copy?.remove();
  }

  async whenKept(): Promise<boolean> {
    return this.#copy === null ? false : await this.#copy.whenKept();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelWait();
    await this.#copy?.close();
  }

  /** Tells the status which edits are safe on this device. */
  tell(): void {
    if (this.#isClosed) return;
    const copy = this.#copy;
    const ledger = this.#options.ledger();
    const isKept = isAllSaved(ledger) || (copy !== null && copy.keptEdits >= ledger.edits);
    const unkeptSince = isKept ? null : (copy?.unkeptSince ?? unsavedSince(ledger));
    this.#options.status.update({ unkeptSince, local: copy?.state ?? 'none' });
  }

  #host(): ConstructorParameters<typeof LocalCopy>[0]['host'] {
    const { documentId, doc, title, schemaVersion, ledger } = this.#options;
    return {
      documentId,
      clientId: doc.clientID,
      // Of a newer one the page knows only that it is newer. [L9]
      schemaVersion: () => schemaVersion + (this.isOutdated ? 1 : 0),
      title: () => title.toJSON(),
      encodeWhole: () => (this.isOutdated ? null : Y.encodeStateAsUpdate(doc)),
      unsentClock: () => (isAllSaved(ledger()) ? null : ledger().savedClock),
      changed: () => this.tell(),
    };
  }

  #take(copy: LocalCopy, loaded: LoadedCopy): void {
    const { doc, schemaVersion, status, ledger, onInherited } = this.#options;
    if (loaded.kind === 'absent') this.#keptText = loaded.unsentText;
    if (loaded.kind === 'damaged') status.update({ isCopySetAside: true });
    if (loaded.kind === 'present') {
      if (loaded.schemaVersion > schemaVersion) {
        this.#takeTooNew(copy, loaded.updates);
        return;
      }
      this.#inherited = loaded.marks;
      if (loaded.marks.length > 0) onInherited();
      copy.adopt(ledger().edits);
      Y.applyUpdate(doc, mergeAll(loaded.updates), copy);
      status.update({ hasContent: true });
    }
    // Otherwise the first write comes with the server's document, which may have been faster.
    if (loaded.kind === 'present' || status.facts.hasEverSynced) copy.open();
  }

  /**
   * A copy that was written with a newer page: this one would delete what it does not know. So the server's document is
   * waited for; without it the copy is shown, for reading, and nothing of it goes anywhere. [L9]
   */
  #takeTooNew(copy: LocalCopy, updates: readonly Uint8Array[]): void {
    const { doc, clock, status, connection } = this.#options;
    void copy.close();
    const look = (): void => {
      const { hasContent, offlineSince, hasFailedToConnect } = status.facts;
      if (hasContent) return;
      const isSlow = offlineSince === null || (!hasFailedToConnect && clock.now() - offlineSince < silentAfterMs);
      if (isSlow) {
        this.#cancelWait = clock.after(offlineAfterMs, look);
        return;
      }
      connection.disconnect();
      status.update({ isCopyTooNew: true });
      Y.applyUpdate(doc, mergeAll(updates), copy);
      status.update({ hasContent: true });
    };
    this.#cancelWait = clock.after(offlineAfterMs, look);
  }
}
