/** The life of `serve`: from the start to an exit code. */
import { EventEmitter } from 'node:events';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Logger } from '../logger.ts';
import { defaultConfig } from '../testing/http-scene.ts';
import { runServe, type StartedServer } from './run-serve.ts';

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly message: string };
}

/** A process of which a test pulls the strings. */
function openScene(): {
  readonly process: NodeJS.Process;
  readonly output: string[];
  readonly lines: Line[];
  readonly exits: number[];
  readonly logger: Logger;
  signal(name: 'SIGTERM' | 'SIGINT'): void;
  printed(): Promise<void>;
} {
  const emitter = new EventEmitter();
  const output: string[] = [];
  const lines: Line[] = [];
  const exits: number[] = [];
  let onPrinted = (): void => {};
  const printed = new Promise<void>((resolve) => {
    onPrinted = resolve;
  });
  const stdout = {
    write: (text: string) => {
      output.push(text);
      onPrinted();
    },
  };
  const process = Object.assign(emitter, { stdout, exit: (code: number) => exits.push(code) }) as unknown as NodeJS.Process;
  const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  return { process, output, lines, exits, logger, signal: (name) => emitter.emit(name), printed: () => printed };
}

const fatal = pino.levels.values['fatal'];

function serverThat(close: () => Promise<void>): () => Promise<StartedServer> {
  return async () => ({ url: 'http://127.0.0.1:4321', close });
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s closes the server and ends with 0; standard output has one line', async (name) => {
  const scene = openScene();
  let closes = 0;
  const ended = runServe({ ...scene, config: defaultConfig, startServer: serverThat(async () => void closes++) });
  await scene.printed();
  expect(closes).toBe(0);
  scene.signal(name);
  expect(await ended).toBe(0);
  expect(closes).toBe(1);
  expect(scene.output).toEqual(['scriptorium listening on http://127.0.0.1:4321\n']);
  expect(scene.process.eventNames()).toEqual([]);
});

test.each([['SIGTERM', 143], ['SIGINT', 130]] as const)('a second signal, %s, stops at once with %i', async (name, code) => {
  const scene = openScene();
  const ended = runServe({ ...scene, config: defaultConfig, startServer: serverThat(() => new Promise(() => {})) });
  await scene.printed();
  scene.signal('SIGTERM');
  scene.signal(name);
  expect(await ended).toBe(code);
});

test('a second signal stops a server that is still starting', async () => {
  const scene = openScene();
  const ended = runServe({ ...scene, config: defaultConfig, startServer: () => new Promise(() => {}) });
  scene.signal('SIGINT');
  scene.signal('SIGINT');
  expect(await ended).toBe(130);
  expect(scene.output).toEqual([]);
});

test('a signal during the start stops the server once it has started', async () => {
  const scene = openScene();
  let closes = 0;
  const ended = runServe({ ...scene, config: defaultConfig, startServer: serverThat(async () => void closes++) });
  scene.signal('SIGTERM');
  expect(await ended).toBe(0);
  expect(closes).toBe(1);
});

test('a close that hangs is cut, said, and ends with 1', async () => {
  const scene = openScene();
  const startServer = serverThat(() => new Promise(() => {}));
  const ended = runServe({ ...scene, config: defaultConfig, startServer, timeoutMs: 1 });
  await scene.printed();
  scene.signal('SIGTERM');
  expect(await ended).toBe(1);
  expect(scene.lines.at(-1)).toMatchObject({ level: fatal, msg: expect.stringMatching(/did not stop in time/) });
});

test('a close that fails is said, and ends with 1', async () => {
  const scene = openScene();
  const ended = runServe({ ...scene, config: defaultConfig, startServer: serverThat(() => Promise.reject(new Error('stuck'))) });
  await scene.printed();
  scene.signal('SIGTERM');
  expect(await ended).toBe(1);
  expect(scene.lines.at(-1)).toMatchObject({ level: fatal, err: { message: 'stuck' } });
});

test('a failed start is one fatal line with a sentence, nothing on standard output, and ends with 1', async () => {
  const scene = openScene();
  const inUse = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', syscall: 'listen' });
  const code = await runServe({ ...scene, config: { ...defaultConfig, port: 80 }, startServer: () => Promise.reject(inUse) });
  expect(code).toBe(1);
  expect(scene.output).toEqual([]);
  expect(scene.lines).toEqual([expect.objectContaining({ level: fatal, code: 'EADDRINUSE', msg: expect.stringMatching(/^Port 80 on/) })]);
});

test.each(['uncaughtException', 'unhandledRejection'])('%s is a fatal line, and the process ends with 1', async (event) => {
  const scene = openScene();
  const ended = runServe({ ...scene, config: defaultConfig, startServer: serverThat(async () => {}) });
  await scene.printed();
  const emitter: EventEmitter = scene.process;
  emitter.emit(event, new Error('nobody caught this'));
  expect(scene.exits).toEqual([1]);
  expect(scene.lines.at(-1)).toMatchObject({ level: fatal, err: { message: 'nobody caught this' } });
  scene.signal('SIGTERM');
  await ended;
});
