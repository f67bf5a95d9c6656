/** The path of a request as it came over the wire. A URL object would resolve `..` before anybody could refuse it. [P2] */
import type { HttpBindings } from '@hono/node-server';

export function rawPath(request: Request, env: Partial<HttpBindings> | undefined): string {
  const target = env?.incoming?.url;
  if (target === undefined || !target.startsWith('/')) return new URL(request.url).pathname;
  const end = target.search(/[?#]/);
  return end === -1 ? target : target.slice(0, end);
}
