/** The log: one JSON object a line, on standard error. */
import { pino } from 'pino';

export type Logger = pino.Logger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines that wait for a reader of standard error, in bytes; past it they are dropped, so that a stuck reader stops nobody. */
const waitingBytesMax = 1024 * 1024;

export interface ProcessLogger {
  readonly logger: Logger;
  /** Writes out what waits, before the process ends. */
  flush(): void;
}

export interface LoggerOptions {
  readonly level: LogLevel;
  /** A file descriptor; standard error unless told. */
  readonly fileDescriptor?: number;
}

export function createLogger({ level, fileDescriptor = 2 }: LoggerOptions): ProcessLogger {
  const destination = pino.destination({ dest: fileDescriptor, sync: false, maxLength: waitingBytesMax });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Tokens come in these; no line should hold them, and if one does, it is not readable there.
      redact: { paths: ['headers.authorization', 'headers.cookie', '*.headers.authorization', '*.headers.cookie'] },
    },
    destination,
  );
  return { logger, flush: () => flush(destination) };
}

/** For tests and for embedding without a log. */
export function createSilentLogger(): Logger {
  return pino({ level: 'silent' });
}

function flush(destination: { flushSync(): void }): void {
  try {
    destination.flushSync();
  } catch {
    // Standard error is closed: there is nobody left to tell.
  }
}
