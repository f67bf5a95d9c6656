/** Loopback: which addresses are, who may listen elsewhere, and which `Host` a loopback server answers to. [P7] */
import { AuthError } from './auth-error.ts';

/** Whether an address or name that a server is bound to, or a peer comes from, is this machine only. */
export function isLoopback(host: string): boolean {
  const name = unbracketed(host).toLowerCase();
  if (name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1') return true;
  return isLoopbackV4(name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name);
}

/** Open mode is for loopback: anywhere else it has to be asked for. Throws `AuthError` `open-to-network`. */
export function assertMayListen({ host, auth }: { readonly host: string; readonly auth: 'open' | null }): void {
  if (isLoopback(host) || auth === 'open') return;
  throw new AuthError(
    'open-to-network',
    `On ${host} everybody who reaches this server could read, change and delete every document; ` +
      'start it with --auth open if that is what you want, or with --host 127.0.0.1.',
  );
}

export interface HostCheck {
  /** What the server is bound to. */
  readonly host: string;
  /** A proxy in front of a loopback server keeps the name that the page was asked under. */
  readonly allowedOrigins: readonly string[];
}

/**
 * A page of some other site can have its own name resolve to 127.0.0.1 and then talk to us as if it were ours. It can't
 * change the `Host` that its browser sends, though. Gives a sentence where it is refused.
 */
export function refuseHost(hostHeader: string | null, { host, allowedOrigins }: HostCheck): string | null {
  if (!isLoopback(host)) return null;
  if (hostHeader === null) return 'The request has no Host header; this server answers to localhost only.';
  const authority = hostHeader.toLowerCase();
  const name = authority.replace(/:\d*$/, '');
  if (isLoopback(name) || name.endsWith('.localhost')) return null;
  if (allowedOrigins.some((origin) => hostOf(origin) === authority)) return null;
  return (
    `This server answers to localhost, not to ${JSON.stringify(hostHeader)}; ` +
    'start it with --allow-origin and the address of the page if it stands behind a proxy.'
  );
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function isLoopbackV4(name: string): boolean {
  const parts = name.split('.');
  return parts.length === 4 && parts[0] === '127' && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
