/** What every request is checked for before anybody asks who sent it: `Host`, and `Origin` where it may change something. [P7] */
import type { IncomingHttpHeaders } from 'node:http';
import { refuseHost } from './host.ts';
import { refuseOrigin } from './origin.ts';

export interface DoorOptions {
  /** What the server is bound to. */
  readonly host: string;
  readonly allowedOrigins: readonly string[];
}

/** An HTTP status, and a sentence to go with it. */
export interface Refusal {
  readonly status: 403;
  readonly reason: string;
}

type CheckedHeaders = Pick<IncomingHttpHeaders, 'host' | 'origin'>;

/** Before the 101: a socket may change something, so both are checked. Null lets it in. */
export function checkUpgrade(headers: CheckedHeaders, options: DoorOptions): Refusal | null {
  return checkRequest({ method: 'UPGRADE', headers }, options);
}

/** Before a route: `Host` always, `Origin` on every method that is not safe. Null lets it in. */
export function checkRequest(
  { method, headers }: { readonly method: string; readonly headers: CheckedHeaders },
  options: DoorOptions,
): Refusal | null {
  const host = headers.host ?? null;
  const reason = refuseHost(host, options) ?? (isSafe(method) ? null : refuseOrigin({ origin: headers.origin ?? null, host }, options));
  return reason === null ? null : { status: 403, reason };
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
