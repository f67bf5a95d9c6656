/** REST for pages of other origins that may use the server: their browsers ask first, and hide what is not answered so. [P7] */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { normalizeOrigin, type OriginCheck } from '../auth/origin.ts';

/** How long a browser may keep the answer to its question. */
const maxAgeSeconds = 600;

/** Only for origins that were allowed by name: any other, our own too, is answered as if this were not here. */
export function allowCrossOrigin({ allowedOrigins }: OriginCheck): MiddlewareHandler {
  const allowed = new Set(allowedOrigins.map((origin) => normalizeOrigin(origin)));
  const answer = cors({
    origin: (origin) => origin,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposeHeaders: ['location', 'etag', 'content-disposition', 'retry-after'],
    maxAge: maxAgeSeconds,
  });
  return async (c, next) => {
    const origin = normalizeOrigin(c.req.header('origin') ?? '');
    if (origin !== null && allowed.has(origin)) return await answer(c, next);
    await next();
    // A cache must not give this answer to a page that is allowed.
    if (allowed.size > 0) c.header('vary', 'Origin', { append: true });
  };
}
