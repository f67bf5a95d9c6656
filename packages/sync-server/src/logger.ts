/** The log: one JSON object a line, on standard error. */
import { pino } from 'pino';

export type Logger = pino.Logger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** A file descriptor; standard error unless told. */
  readonly fileDescriptor?: number;
}

/** A line is written when the call returns, so that the last one before an end is there too. */
export function createLogger({ level, fileDescriptor = 2 }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Tokens come in these; no line should hold them, and if one does, it is not readable there.
      redact: { paths: ['headers.authorization', 'headers.cookie', '*.headers.authorization', '*.headers.cookie'] },
    },
    pino.destination({ dest: fileDescriptor, sync: true }),
  );
}

/** For tests and for embedding without a log. */
export function createSilentLogger(): Logger {
  return pino({ level: 'silent' });
}
