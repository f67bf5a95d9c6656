/** What a feature is, and what it is handed. Delete its folder and its line in index.ts, and it is gone. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Namespace, StoreStatus } from '@scriptorium/persistence';
import type { Action } from '../auth/authorize.ts';
import type { Identity } from '../auth/identity.ts';
import type { ServerConfig } from '../config.ts';
import type { HttpEnv } from '../http/http-env.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../room/clock.ts';
import type { ConversionService } from './conversion-service.ts';
import type { DocumentService, TrashedDocument } from './document-service.ts';
import type { FileServiceSlot } from './file-service.ts';

export interface Feature {
  /** Also of its namespace in the store: 1–64 of `a-z0-9-`. */
  readonly name: string;
  /** Called once for each server, before it listens; what the feature keeps belongs in here. */
  install(context: FeatureContext): void | Promise<void>;
}

/** What has happened in a room. Whoever listens hears of it afterwards, and can't veto, delay or alter it. */
export type RoomEvent =
  /** The first change since title and text were last read is on disk. */
  | { readonly kind: 'changed'; readonly documentId: string }
  /** Title and text were read out of the document. `isCurrent`: nothing has changed since the reading began. */
  | {
      readonly kind: 'described';
      readonly documentId: string;
      readonly title: string | null;
      readonly text: string;
      /** Ids of files that the document links to or shows. */
      readonly files: readonly string[];
      /** It holds more than these. */
      readonly hasMoreFiles: boolean;
      readonly isCurrent: boolean;
    }
  /** Closed to everybody, and back again; the content stays. */
  | { readonly kind: 'trashed'; readonly documentId: string; readonly document: TrashedDocument }
  | { readonly kind: 'restored'; readonly documentId: string }
  /** Erased: whatever a feature keeps of it has to go. */
  | { readonly kind: 'erased'; readonly documentId: string };

export type RoomEventListener = (event: RoomEvent) => void;

export interface FeatureContext {
  readonly config: ServerConfig;
  /** Full paths: `/api/…`, or one that stands alone such as `/healthz`. Every request has passed authentication. */
  readonly routes: OpenAPIHono<HttpEnv>;
  readonly documents: DocumentService;
  readonly conversion: Omit<ConversionService, 'close'>;
  readonly files: FileServiceSlot;
  /** Throws `AuthError` `forbidden` where the table says no; the router makes it a 403. */
  readonly authorize: (identity: Identity, documentId: string | null, action: Action) => void;
  /** Whose settings are meant: two sessions of one person have the same; where nobody proves anything all are one. */
  readonly userOf: (identity: Identity) => string;
  /** The feature's own key-value space. */
  readonly namespace: () => Namespace;
  readonly storeStatus: () => StoreStatus;
  /** Free space is below its mark: writing still works. */
  readonly isDiskLow: () => boolean;
  /** Called once, after the last request and before the rooms and the store close. */
  readonly onClose: (close: () => Promise<void>) => void;
  /**
   * Sends a message to the sessions of a document that offered `scriptorium.v1`, as `{ feature, … }` under the feature's own name;
   * nobody is told where the document is not open. A session that falls behind is told `{ feature, missed: true }` instead, later.
   * Throws `ProtocolError` `too-large` above `limits.featureMessageBytesMax`. [P22]
   */
  readonly tell: (documentId: string, message: Readonly<Record<string, unknown>>) => void;
  /** Gives back the way to stop. */
  readonly onEvent: (listener: RoomEventListener) => () => void;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Clock;
  /** 16 characters of `A-Za-z0-9_-`, drawn at random. */
  readonly randomId: () => string;
}
