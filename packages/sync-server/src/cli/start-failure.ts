/** Why the server did not start, as one sentence: what, which, and what to do. */
import { PersistenceError } from '@scriptorium/persistence';
import type { ServerConfig } from '../config.ts';
import { environmentName } from './read-settings.ts';

export interface StartFailure {
  readonly sentence: string;
  /** The error was foreseen: its stack would tell nobody anything. */
  readonly isExpected: boolean;
}

export function describeStartFailure(error: unknown, config: Pick<ServerConfig, 'host' | 'port'>): StartFailure {
  if (!(error instanceof Error)) return { sentence: `The server could not start: ${String(error)}.`, isExpected: false };
  if (error instanceof PersistenceError || error.name === 'AuthError') return { sentence: error.message, isExpected: true };
  const sentence = isFromListening(error) ? listenFailure(error.code, config) : null;
  if (sentence !== null) return { sentence, isExpected: true };
  return { sentence: `The server could not start, which is a fault of its own: ${error.message}.`, isExpected: false };
}

function listenFailure(code: string, { host, port }: Pick<ServerConfig, 'host' | 'port'>): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return (
        `Port ${port} on ${host} is in use; stop what listens there, ` +
        `or choose another with --port or ${environmentName('port')} (0 picks a free one).`
      );
    case 'EADDRNOTAVAIL':
      return `The address ${host} is none of this machine; choose one that is with --host or ${environmentName('host')}.`;
    case 'EACCES':
    case 'EPERM':
      return `Port ${port} on ${host} may not be used by this user; choose one above 1023 with --port or ${environmentName('port')}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `The host ${host} has no address that is known here; choose another with --host or ${environmentName('host')}.`;
    default:
      return null;
  }
}

/** Errors of the same codes come from the data directory as well, but not from these calls. */
function isFromListening(error: Error): error is Error & { code: string } {
  if (!('code' in error) || typeof error.code !== 'string' || !('syscall' in error)) return false;
  return error.syscall === 'listen' || error.syscall === 'bind' || error.syscall === 'getaddrinfo';
}
