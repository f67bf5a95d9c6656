/** `scriptorium serve`: starts the server, says where, waits for a signal, stops it. Gives the exit code. */
import type { ServerConfig } from '../config.ts';
import { createLogger, type Logger } from '../logger.ts';
import { describeStartFailure } from './start-failure.ts';
import { listenForStop, type StopSignals } from './stop-signals.ts';

/** A close that takes longer is cut. The server's own waits come to 18 s, and the store tries once more; what was acked is on disk in any case. */
const stopTimeoutMs = 25_000;

export interface StartedServer {
  /** `http://HOST:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly config: ServerConfig;
  readonly startServer: (config: ServerConfig, options: { readonly logger: Logger }) => Promise<StartedServer>;
  readonly process: NodeJS.Process;
  readonly logger?: Logger;
  readonly timeoutMs?: number;
}

export async function runServe(options: ServeOptions): Promise<number> {
  const { config, process, logger = createLogger({ level: config.logLevel }) } = options;
  const stop = listenForStop(process);
  const stopWatching = watchForFaults(process, logger);
  try {
    return await serveUntilStopped(options, logger, stop);
  } finally {
    stop.close();
    stopWatching();
  }
}

async function serveUntilStopped(options: ServeOptions, logger: Logger, stop: StopSignals): Promise<number> {
  const { config, startServer, process } = options;
  const starting = startServer(config, { logger }).then(
    (server) => ({ kind: 'started', server }) as const,
    (error: unknown) => ({ kind: 'failed', error }) as const,
  );
  const start = await Promise.race([starting, stop.second]);
  if (start.kind === 'second-signal') return sayCut(start, logger);
  if (start.kind === 'failed') return sayNotStarted(start.error, config, logger);
  logger.info({ url: start.server.url, dataDirectory: config.dataDirectory }, 'listening');
  process.stdout.write(`scriptorium listening on ${start.server.url}\n`);
  const { signal } = await stop.first;
  logger.info({ signal }, 'stopping; a second signal stops at once');
  return await closeServer(start.server, { logger, stop, timeoutMs: options.timeoutMs ?? stopTimeoutMs });
}

interface Closing {
  readonly logger: Logger;
  readonly stop: StopSignals;
  readonly timeoutMs: number;
}

async function closeServer(server: StartedServer, { logger, stop, timeoutMs }: Closing): Promise<number> {
  const closing = server.close().then(
    () => ({ kind: 'closed' }) as const,
    (error: unknown) => ({ kind: 'failed', error }) as const,
  );
  const timeout = startTimeout(timeoutMs);
  const end = await Promise.race([closing, stop.second, timeout.passed]);
  timeout.cancel();
  switch (end.kind) {
    case 'closed':
      logger.info('stopped');
      return 0;
    case 'failed':
      logger.fatal({ err: end.error }, 'The server did not stop cleanly; what was acked is on disk.');
      return 1;
    case 'second-signal':
      return sayCut(end, logger);
    case 'timeout':
      logger.fatal({ timeoutMs }, 'The server did not stop in time and was cut off; what was acked is on disk.');
      return 1;
  }
}

function sayNotStarted(error: unknown, config: ServerConfig, logger: Logger): number {
  const { sentence, isExpected } = describeStartFailure(error, config);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
  logger.fatal(isExpected ? { code, cause } : { err: error }, sentence);
  return 1;
}

function sayCut({ exitCode, signal }: { readonly exitCode: number; readonly signal: string }, logger: Logger): number {
  logger.warn({ signal }, 'stopped at once by a second signal; what was acked is on disk');
  return exitCode;
}

/** What nobody caught leaves a state that nobody knows: the process ends, and whoever watches it starts another. */
function watchForFaults(process: NodeJS.Process, logger: Logger): () => void {
  const end = (err: unknown): void => {
    logger.fatal({ err }, 'The server failed and stops; what was acked is on disk. Start it again, and report this line.');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
  return () => {
    process.off('uncaughtException', end);
    process.off('unhandledRejection', end);
  };
}

function startTimeout(timeoutMs: number): { readonly passed: Promise<{ readonly kind: 'timeout' }>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<{ readonly kind: 'timeout' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs);
  });
  return { passed, cancel: () => clearTimeout(timer) };
}
