/** The parts together, on real sockets, with a worker and a store that a test holds. */
import { EventEmitter, once } from 'node:events';
import { createMemoryStore } from '@scriptorium/persistence';
import { decodeMessage, encodeMessage, limits, subprotocol } from '@scriptorium/protocol';
import type { Message } from '@scriptorium/protocol';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createServerConfig } from './config.ts';
import type { Feature, FeatureContext } from './features/feature.ts';
import type { Clock } from './room/clock.ts';
import { systemClock } from './room/clock.ts';
import { WorkerError } from './room/document-worker/worker-contract.ts';
import type { DocumentWorker } from './room/document-worker/worker-contract.ts';
import { createInlineWorker } from './room/testing/inline-worker.ts';
import type { ServerParts } from './server-parts.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

/** A second is over in ten milliseconds. */
const hastyClock: Clock = { ...systemClock, after: (delayMs, callback) => systemClock.after(delayMs / 100, callback) };

const servers: RunningServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Keeps what comes; `until` resolves with the first message that fits. */
function listen(socket: WebSocket): { readonly messages: Message[]; until(fits: (message: Message) => boolean): Promise<Message> } {
  const messages: Message[] = [];
  const arrivals = new EventEmitter();
  socket.on('message', (data) => {
    messages.push(decodeMessage(new Uint8Array(data as Buffer)));
    arrivals.emit('arrival');
  });
  const until = async (fits: (message: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = messages.find((message) => fits(message));
      if (found !== undefined) return found;
      await once(arrivals, 'arrival');
    }
  };
  return { messages, until };
}

/** Hands out what it is given. */
function createProbe(name: string): { readonly feature: Feature; readonly contexts: FeatureContext[] } {
  const contexts: FeatureContext[] = [];
  return { feature: { name, install: (context) => void contexts.push(context) }, contexts };
}

interface Scene {
  readonly server: RunningServer;
  /** What was logged as a warning or worse. */
  readonly faults: string[];
}

async function start(parts: Partial<ServerParts> = {}): Promise<Scene> {
  const faults: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void faults.push(line) });
  const server = await startServer(createServerConfig({ port: 0, dataDirectory: '/nowhere', editorDirectory: '/nowhere' }), {
    logger,
    parts: {
      openStore: async () => createMemoryStore(),
      createWorker: createInlineWorker,
      createDiskWatch: () => ({ isLow: false, freeBytes: null, close: async () => {} }),
      openControl: () => Promise.reject(new Error('This scene has no directory.')),
      clock: hastyClock,
      ...parts,
    },
  });
  servers.push(server);
  faults.length = 0;
  return { server, faults };
}

/** A page that has written something, which is on disk. */
async function write({ url }: RunningServer, documentId: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/${documentId}`, subprotocol);
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'ink');
  const acked = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const frame = new Uint8Array(data as Buffer);
      if (frame[0] === 0 && frame[1] === 0) socket.send(encodeMessage({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(doc) }));
      if (frame[0] === 100) resolve();
    });
  });
  socket.once('open', () => socket.send(encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })));
  await acked;
  return socket;
}

/** Never reads a document, and says when it is asked to. */
function createStuckWorker(): { readonly worker: DocumentWorker; readonly asked: Promise<unknown> } {
  const events = new EventEmitter();
  const asked = once(events, 'asked');
  const closed = once(events, 'closed');
  const describeLater: DocumentWorker['describe'] = async () => {
    events.emit('asked');
    await closed;
    throw new WorkerError('closed', 'The worker is closed.');
  };
  const worker = { ...createInlineWorker(), describe: describeLater, close: async () => void events.emit('closed') };
  return { worker, asked };
}

describe('stopping', () => {
  it('[P32] waits no longer for the worker than its limit, and calls nothing a failure that ends with it', async () => {
    const { worker, asked } = createStuckWorker();
    const { server, faults } = await start({ createWorker: () => worker });
    const socket = await write(server, 'notes');
    const [code] = await Promise.all([once(socket, 'close').then(([closeCode]) => closeCode as number), asked.then(() => server.close())]);
    expect(code).toBe(1012);
    expect(faults).toEqual([]);
  });
});

describe('a feature that does not close', () => {
  it('[P32] keeps neither the others nor the server from stopping', async () => {
    const closed: string[] = [];
    const closing = (name: string, close: () => Promise<void>): Feature => ({
      name,
      install: ({ onClose }) => {
        onClose(async () => {
          await close();
          closed.push(name);
        });
      },
    });
    const { server } = await start({ features: [closing('sound', async () => {}), closing('stuck', () => new Promise(() => {}))] });
    await server.close();
    expect(closed).toEqual(['sound']);
  });

  it('is named in the log where it fails', async () => {
    const failing: Feature = { name: 'failing', install: ({ onClose }) => onClose(() => Promise.reject(new Error('It would not.'))) };
    const { server, faults } = await start({ features: [failing] });
    await server.close();
    expect(faults.join('')).toContain('It would not.');
  });
});

describe('[P22] a message of a feature', () => {
  it('reaches the sessions of one document of one server that offered scriptorium.v1, and nobody else', async () => {
    const probe = createProbe('chat');
    const [one, other] = [await start({ features: [probe.feature] }), await start({ features: [probe.feature] })];
    const [ana, ben, elsewhere] = [await write(one.server, 'a'), await write(one.server, 'b'), await write(other.server, 'a')];
    const stock = new WebSocket(`${one.server.url.replace('http', 'ws')}/ws/a`);
    const heard = [ana, ben, elsewhere, stock].map((socket) => listen(socket));
    const [first, second] = probe.contexts;
    const isSync = ({ type }: Message): boolean => type === 'sync-step-1';
    await heard[3]?.until(isSync);
    first?.tell('a', { text: 'Hello', feature: 'another' });
    second?.tell('a', { text: 'Elsewhere' });
    first?.tell('not open', {});
    first?.tell('b', { text: 'To b' });
    const isFeature = ({ type }: Message): boolean => type === 'feature';
    expect(await Promise.all(heard.slice(0, 3).map(({ until }) => until(isFeature)))).toEqual([
      { type: 'feature', payload: { feature: 'chat', text: 'Hello' } },
      { type: 'feature', payload: { feature: 'chat', text: 'To b' } },
      { type: 'feature', payload: { feature: 'chat', text: 'Elsewhere' } },
    ]);
    // What is sent after it arrives after it.
    stock.send(encodeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }));
    await heard[3]?.until(({ type }) => type === 'sync-step-2');
    expect(heard[3]?.messages.some(isFeature)).toBe(false);
    for (const socket of [ana, ben, elsewhere, stock]) socket.terminate();
  });

  it('has 64 KiB at most', async () => {
    const probe = createProbe('chat');
    await start({ features: [probe.feature] });
    const [context] = probe.contexts;
    const text = 'x'.repeat(limits.featureMessageBytesMax - '{"text":"","feature":"chat"}'.length);
    expect(() => context?.tell('a', { text })).not.toThrow();
    expect(() => context?.tell('a', { text: `${text}x` })).toThrow(/65537 bytes; the most is 65536/);
  });
});

describe('failures of the worker', () => {
  it('are counted as such, and not as compactions', async () => {
    const events = new EventEmitter();
    const failed = once(events, 'failed');
    const worker: DocumentWorker = {
      ...createInlineWorker(),
      describe: () => {
        setImmediate(() => events.emit('failed'));
        return Promise.reject(new WorkerError('timeout', 'It took too long.'));
      },
    };
    const { server } = await start({ createWorker: () => worker });
    const socket = await write(server, 'notes');
    await failed;
    const figures = (await (await fetch(`${server.url}/metrics`)).text()).split('\n');
    expect(figures).toContain('scriptorium_failures_total{kind="worker"} 1');
    expect(figures).toContain('scriptorium_compactions_total{outcome="failed"} 0');
    socket.terminate();
  });
});

describe('documents over HTTP', () => {
  it('[P31] a document is deleted while the worker is at work on it', async () => {
    const { worker, asked } = createStuckWorker();
    const { server } = await start({ createWorker: () => worker });
    const socket = await write(server, 'notes');
    const closed = once(socket, 'close');
    await asked;
    expect((await fetch(`${server.url}/api/documents/notes`, { method: 'DELETE' })).status).toBe(204);
    expect((await closed)[0]).toBe(4404);
  });
});
