/** One document in this tab: its Y.Doc, its connection, who is there, and whether all of it is saved. */
import { type ServerMessage, decodeMessage, encodeDocumentPath, scriptoriumFrame } from '@scriptorium/protocol';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider, messageAuth } from 'y-websocket';
import * as Y from 'yjs';
import { type AckLedger, type LedgerEvent, emptyLedger, isAllSaved, reduceLedger, unsavedSince } from './ack-ledger.ts';
import type { Clock } from './clock.ts';
import { CopyBinding } from './copy-binding.ts';
import { IncomingGate } from './incoming-gate.ts';
import { observeSockets } from './observed-socket.ts';
import { OutgoingGate } from './outgoing-gate.ts';
import { Presence } from './presence.ts';
import type { StopReason } from './save-status.ts';
import type { SessionOptions } from './session-options.ts';
import { StatusStore } from './status-store.ts';
import { stopReasonOf } from './stop-reason.ts';
import { plainText, unsentText } from './unsent-text.ts';

export type FeatureListener = (message: { readonly feature: string; readonly [key: string]: unknown }) => void;

/** The longest pause between two attempts to connect. */
export const reconnectAfterMsMax = 5_000;

export class DocumentSession {
  readonly documentId: string;
  readonly doc: Y.Doc = new Y.Doc();
  readonly title: Y.Text = this.doc.getText('title');
  readonly body: Y.XmlFragment = this.doc.getXmlFragment('default');
  readonly status: StatusStore;
  readonly presence: Presence;
  /** Held while the person composes a character. */
  readonly incoming: IncomingGate;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #awareness: Awareness;
  readonly #provider: WebsocketProvider;
  readonly #outgoing: OutgoingGate;
  readonly #copy: CopyBinding;
  readonly #featureListeners = new Set<FeatureListener>();
  #ledger: AckLedger = emptyLedger;
  #isClosed = false;

  constructor(options: SessionOptions) {
    this.documentId = options.documentId;
    this.#clock = options.clock;
    this.#random = options.random;
    this.status = new StatusStore({ clock: options.clock });
    this.#outgoing = new OutgoingGate({ clock: options.clock });
    this.#awareness = new Awareness(this.doc);
    // Before the provider's own listener: an edit is counted before the frame that carries it.
    this.doc.on('update', this.#onUpdate);
    this.#provider = this.#connect(options);
    this.incoming = new IncomingGate({ provider: this.#provider, clock: options.clock });
    this.presence = new Presence({
      awareness: this.#awareness,
      clock: options.clock,
      person: options.person,
      colours: options.colours,
      isConnected: () => this.#provider.wsconnected,
    });
    this.#copy = this.#bindCopy(options);
    // Never rejects.
    void this.#copy.start();
  }

  /** For what else shares states; the people of it are in `presence`. */
  get awareness(): Awareness {
    return this.#awareness;
  }

  get hasUnsavedEdits(): boolean {
    return !isAllSaved(this.#ledger);
  }

  /** An edit is neither on the server's disk nor on this device: leaving now would lose it. */
  get hasEditsAtRisk(): boolean {
    return this.status.facts.unkeptSince !== null;
  }

  /** The document is newer than this page, which must not bind an editor to it: that would delete what it does not know. [L9] */
  get isOutdated(): boolean {
    return this.#copy.isOutdated;
  }

  /** Nothing was written in it, or it never arrived. */
  get isEmpty(): boolean {
    return plainText([this.title, this.body]) === '';
  }

  /** This device has text of a document that was deleted, until `forgetLostText`. */
  get keepsLostText(): boolean {
    return this.#copy.keptText !== '' && !this.hasEditsAtRisk;
  }

  /** What would be lost now: the blocks with unsaved writing, or for a deleted document the whole of it. */
  lostText(): string {
    const isDeleted = this.status.facts.stop?.reason === 'deleted';
    return (isDeleted ? plainText([this.title, this.body]) : this.#unsentText()) || this.#copy.keptText;
  }

  async forgetLostText(): Promise<void> {
    await this.#copy.forgetText();
  }

  /** Resolves when every edit up to now is on this device (true), or can't be for now (false). [L5] */
  async whenKept(): Promise<boolean> {
    return await this.#copy.whenKept();
  }

  /** A key in the text: what comes from others and what goes out wait until it is painted. */
  keyPressed(): void {
    this.incoming.keyPressed();
    this.#outgoing.keyPressed();
  }

  /** What the key has done goes out first: others' changes take longer. */
  keyPainted(): void {
    this.#outgoing.keyPainted();
    this.incoming.keyPainted();
  }

  /** Tries again now: for a person who does not want to wait, and when the network or the tab comes back. */
  reconnect(): void {
    const { stop, isCopyTooNew, isLoadingCopy } = this.status.facts;
    if (this.#isClosed || stop !== null || isCopyTooNew || isLoadingCopy) return;
    this.#provider.disconnect();
    this.#provider.connect();
  }

  /** As `reconnect`, but leaves a connection alone that is there or being made. For a tab that comes, or goes: there may be no frame any more. */
  wake(): void {
    this.#outgoing.keyPainted();
    if (!this.#isClosed && this.#provider.shouldConnect) this.#provider.connect();
  }

  /** Once more after the server has said no: for whoever has a new token. What was typed is still here. */
  resume(): void {
    if (this.#isClosed || this.status.facts.stop === null) return;
    this.status.update({ stop: null, session: null, offlineSince: this.#clock.now(), hasFailedToConnect: false });
    // The refused connection may still be open: the server gives its reason time to arrive. [P9]
    this.#provider.disconnect();
    this.#provider.connect();
  }

  /** What the server's features say beside the document. Gives back the way to stop. [P22] */
  onFeature(listener: FeatureListener): () => void {
    this.#featureListeners.add(listener);
    return () => void this.#featureListeners.delete(listener);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#outgoing.keyPainted();
    this.incoming.close();
    // Never rejects, and what it still has to write needs nobody to wait.
    void this.#copy.close();
    this.doc.off('update', this.#onUpdate);
    this.presence.close();
    this.status.close();
    this.#awareness.destroy();
    this.#provider.destroy();
    this.doc.destroy();
  }

  #connect(options: SessionOptions): WebsocketProvider {
    const webSocket = observeSockets(options.webSocket, {
      observer: {
        opened: () => this.#record({ type: 'opened' }),
        sent: (frame) => this.#record({ type: 'sent', frame }),
      },
      token: options.token,
      pass: this.#outgoing.pass,
    });
    const provider = new WebsocketProvider(`${options.serverUrl}/ws`, encodeDocumentPath(options.documentId), this.doc, {
      connect: false,
      awareness: this.#awareness,
      params: options.schemaVersion === null ? {} : { schema: String(options.schemaVersion) },
      WebSocketPolyfill: webSocket,
      // Another tab of this browser must not pass on what the server would refuse.
      disableBc: true,
    });
    for (const type of [messageAuth, ...Object.values(scriptoriumFrame)]) {
      provider.messageHandlers[type] = (_encoder, decoder): void => this.#onMessage(decodeMessage(decoder.arr));
    }
    provider.on('status', ({ status }) => this.#onConnection(status === 'connected'));
    provider.on('sync', (isSynced: boolean) => {
      if (isSynced) this.#onSynced();
    });
    provider.on('connection-close', () => this.#onLost(provider));
    provider.on('closed', ({ code, reason }) => this.#stop(stopReasonOf(code), reason));
    return provider;
  }

  #bindCopy(options: SessionOptions): CopyBinding {
    return new CopyBinding({
      documentId: this.documentId,
      doc: this.doc,
      title: this.title,
      schemaVersion: options.schemaVersion ?? 0,
      database: options.local,
      clock: options.clock,
      whenIdle: options.whenIdle,
      pass: this.#outgoing.pass,
      status: this.status,
      ledger: () => this.#ledger,
      onInherited: () => this.#record({ type: 'edited', at: this.#clock.now(), clock: 0 }),
      connection: { connect: () => this.#provider.connect(), disconnect: () => this.#provider.disconnect() },
    });
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    const isOwn = origin !== this.#provider;
    if (this.#copy.isOrigin(origin) || (isOwn && this.#copy.isOutdated)) return;
    // Yjs tidies up formatting marks by itself, without origin: no one's writing, and nothing is lost with it.
    const isEdit = isOwn && origin !== null;
    if (isEdit) this.#record({ type: 'edited', at: this.#clock.now(), clock: Y.getState(this.doc.store, this.doc.clientID) });
    this.#copy.append(update, isEdit ? this.#ledger.edits : null);
  };

  #onSynced(): void {
    this.status.update({ hasContent: true, hasEverSynced: true });
    this.#copy.synced();
  }

  #onMessage(message: ReturnType<typeof decodeMessage> | ServerMessage): void {
    switch (message.type) {
      case 'ack':
        this.#record({ type: 'acked', count: message.count, at: this.#clock.now() });
        break;
      case 'session-state':
        this.status.update({ session: message.state });
        break;
      case 'denied':
        this.#stop('refused', message.reason);
        break;
      case 'feature':
        for (const listener of this.#featureListeners) listener(message.payload);
        break;
      case 'sync-step-1':
      case 'sync-step-2':
      case 'update':
      case 'awareness':
      case 'query-awareness':
        // The provider's own handlers take these.
        break;
    }
  }

  #onConnection(isConnected: boolean): void {
    const { offlineSince } = this.status.facts;
    if (isConnected) {
      this.presence.reconnected();
      this.status.update({ offlineSince: null });
    } else if (offlineSince === null) this.status.update({ offlineSince: this.#clock.now() });
  }

  #onLost(provider: WebsocketProvider): void {
    this.#record({ type: 'closed' });
    if (this.status.facts.offlineSince !== null) this.status.update({ hasFailedToConnect: true });
    // The provider waits for the smaller of its own back-off and this: so the jitter gets in.
    const backoffMs = Math.min(2 ** (provider.wsUnsuccessfulReconnects + 1) * 100, reconnectAfterMsMax);
    provider.maxBackoffTime = backoffMs * (0.5 + this.#random() / 2);
  }

  /** A denial comes first, with the reason for a person; the close code that follows says which it was. */
  #stop(reason: StopReason, message: string): void {
    const before = this.status.facts.stop;
    if (before !== null && before.reason !== 'refused') return;
    this.status.update({ stop: { reason, message: before?.message ?? message } });
    // Neither rejects.
    if (reason === 'deleted') void this.#copy.leaveDeleted(this.#unsentText());
    if (reason === 'malformed') void this.#copy.setAside();
  }

  #unsentText(): string {
    return this.hasUnsavedEdits ? unsentText([this.title, this.body], this.#copy.unsentMarks()) : '';
  }

  #record(event: LedgerEvent): void {
    this.#ledger = reduceLedger(this.#ledger, event);
    const { lastEditAt, lastSavedAt, isConfirmed } = this.#ledger;
    this.status.update({ unsavedSince: unsavedSince(this.#ledger), lastEditAt, lastSavedAt, isConfirmed });
    if (event.type === 'acked') this.#copy.acked();
  }
}
