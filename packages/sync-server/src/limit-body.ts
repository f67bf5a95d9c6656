/** Bodies here are a name and a title: what is longer, or does not say how long it is, is not read at all. */
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

const requestBytesMax = 16 * 1024;

export const limitBody: MiddlewareHandler = async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) {
    return problem(c, { status: 411, detail: 'Say how long the body is, with Content-Length.' });
  }
  if (Number(c.req.header('content-length') ?? 0) > requestBytesMax) {
    return problem(c, { status: 413, detail: `The body is too long; the most here is ${requestBytesMax} bytes.` });
  }
  return await next();
};
