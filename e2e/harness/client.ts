/** A stock y-websocket client in this process, on a real socket. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface ClientOptions {
  /** `ws://HOST:PORT/ws`. */
  readonly wsUrl: string;
  /** As it stands in the URL: y-websocket does not encode it. */
  readonly room: string;
  readonly clientId?: number;
  readonly params?: Record<string, string>;
  readonly protocols?: string[];
}

export interface Client {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Resolves once the provider has said that it is synced. */
  synced(): Promise<void>;
  close(): void;
}

/** Longest pause between attempts to reconnect: a test has no patience. */
const backoffMaxMs = 400;

export function connectClient({ wsUrl, room, clientId, params = {}, protocols = [] }: ClientOptions): Client {
  const doc = new Y.Doc();
  if (clientId !== undefined) doc.clientID = clientId;
  const provider = new WebsocketProvider(wsUrl, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: backoffMaxMs,
    params,
    protocols,
  });
  return {
    doc,
    provider,
    synced: async () => {
      if (provider.synced) return;
      await new Promise<void>((resolve) => {
        provider.on('sync', function done(state: boolean) {
          if (!state) return;
          provider.off('sync', done);
          resolve();
        });
      });
    },
    close: () => {
      provider.destroy();
      provider.awareness.destroy();
      doc.destroy();
    },
  };
}
