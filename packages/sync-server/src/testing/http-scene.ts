/** A router with its features on a real socket, over documents and a store that are a test's own. */
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { StoreStatus } from '@scriptorium/persistence';
import { AuthError } from '../auth/auth-error.ts';
import { authenticate, type Authenticate } from '../auth/authenticate.ts';
import { authorize, type Authorize } from '../auth/authorize.ts';
import type { ServerConfig } from '../config.ts';
import { createInlineConversion } from '../conversion/testing/inline-conversion.ts';
import { identityKey } from '../auth/identity.ts';
import type { DocumentService } from '../features/document-service.ts';
import type { Feature, FeatureContext } from '../features/feature.ts';
import { createHttpApp } from '../http/http-app.ts';
import { createHttpListener } from '../http/http-listener.ts';
import type { Page } from '../http/page.ts';
import { createSilentLogger } from '../logger.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { systemClock, type Clock } from '../room/clock.ts';
import { createMemoryDocuments, type MemoryDocuments } from './memory-documents.ts';

export const defaultConfig: ServerConfig = {
  host: '127.0.0.1',
  port: 0,
  dataDirectory: '/nowhere',
  auth: null,
  allowedOrigins: [],
  metricsAccess: 'loopback',
  logLevel: 'silent',
  requireSchema: false,
  echoToAuthor: false,
  editorDirectory: null,
  freeSpaceWarningMiB: null,
  trashDays: 30,
  fileSizeMaxMiB: 25,
  filesQuotaMiB: 5_120,
  openDocumentsMax: 10_000,
  openDocumentsMiBMax: 1_024,
};

export interface HttpSceneOptions {
  readonly config?: Partial<ServerConfig>;
  readonly features?: readonly Feature[];
  /** Over rooms in memory where left out; the scene closes them. */
  readonly memory?: MemoryDocuments;
  /** In the place of the calls of `memory`. */
  readonly documents?: Partial<DocumentService>;
  readonly page?: Page | null;
  readonly authenticate?: Authenticate;
  readonly authorize?: Authorize;
  readonly storeStatus?: () => StoreStatus;
  readonly isDiskLow?: () => boolean;
  readonly clock?: Clock;
  readonly tell?: FeatureContext['tell'];
}

export interface HttpScene {
  readonly url: string;
  readonly port: number;
  readonly metrics: Metrics;
  readonly memory: MemoryDocuments;
  send(path: string, request?: SentRequest): Promise<Answer>;
  close(): Promise<void>;
}

export interface SentRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON. */
  readonly body?: string | Uint8Array | object;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: Buffer;
  json(): unknown;
}

export async function openHttpScene(options: HttpSceneOptions = {}): Promise<HttpScene> {
  const config = { ...defaultConfig, ...options.config };
  const logger = createSilentLogger();
  const metrics = createMetrics();
  const decide = options.authorize ?? authorize;
  const memory = options.memory ?? createMemoryDocuments();
  const closers: (() => Promise<void>)[] = [];
  const app = createHttpApp({
    door: config,
    authenticate: options.authenticate ?? ((credentials) => authenticate(credentials, { mode: 'open' })),
    page: options.page ?? null,
    logger,
    metrics,
  });
  const files: FeatureContext['files'] = { current: null };
  for (const feature of options.features ?? []) {
    await feature.install({
      config,
      routes: app,
      documents: { ...memory.documents, ...options.documents },
      conversion: createInlineConversion(),
      files,
      authorize: (identity, documentId, action) => {
        const decision = decide(identity, documentId, action);
        if (!decision.allowed) throw new AuthError('forbidden', decision.reason);
      },
      userOf: (identity) => identityKey(identity) ?? 'open',
      namespace: () => memory.store.namespace(feature.name),
      storeStatus: options.storeStatus ?? (() => ({ state: 'ok' })),
      isDiskLow: options.isDiskLow ?? (() => false),
      tell: options.tell ?? (() => {}),
      onEvent: (listen) => memory.onEvent(listen),
      onClose: (close) => closers.push(close),
      metrics,
      logger,
      clock: options.clock ?? systemClock,
      randomId: () => randomBytes(12).toString('base64url'),
    });
  }
  const listener = createHttpListener({ app, logger });
  const url = await listener.listen({ host: '127.0.0.1', port: 0 });
  const port = Number(new URL(url).port);
  const close = async (): Promise<void> => {
    await listener.close();
    for (const one of closers.toReversed()) await one();
    await memory.close();
  };
  return { url, port, metrics, memory, send: (path, sent) => send(port, path, sent), close };
}

/** Not `fetch`: that would tidy the path, and choose the Host by itself. */
export async function send(port: number, path: string, { method = 'GET', headers = {}, body }: SentRequest = {}): Promise<Answer> {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  const text = isJson ? JSON.stringify(body) : body;
  const type = isJson ? { 'content-type': 'application/json' } : {};
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  return await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...type, ...length, ...headers }, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const answer = { status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() };
        resolve({ ...answer, json: () => JSON.parse(answer.text) as unknown });
      });
    });
    sent.end(text);
  });
}
