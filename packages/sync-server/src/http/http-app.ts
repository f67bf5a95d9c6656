/** The router: what every request passes, the page, and where everything that goes wrong is answered. Features add their routes. */
import { randomBytes } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Context, MiddlewareHandler } from 'hono';
import type { Authenticate } from '../auth/authenticate.ts';
import { AuthError } from '../auth/auth-error.ts';
import { checkRequest, type DoorOptions } from '../auth/check-request.ts';
import { isLoopback } from '../auth/host.ts';
import type { Logger } from '../logger.ts';
import type { ServerMetrics } from '../metrics.ts';
import { bodyOf, problemOf, problemType, type Problem } from '../problem.ts';
import { allowCrossOrigin } from './cross-origin.ts';
import type { HttpEnv } from './http-env.ts';
import type { Page } from './page.ts';
import { addPageRoutes, staticFiles } from './page-routes.ts';
import { plainPage, plainPagePolicy } from './plain-page.ts';
import { rawPath } from './raw-path.ts';
import { securityHeaders } from './security-headers.ts';
import { describeInvalid } from './validation.ts';

export interface HttpAppOptions {
  readonly door: DoorOptions;
  readonly authenticate: Authenticate;
  /** Null where the editor is not built. */
  readonly page: Page | null;
  readonly logger: Logger;
  readonly metrics: Pick<ServerMetrics, 'failure'>;
  /** Fresh for each response; unless told, 128 random bits. */
  readonly createNonce?: () => string;
}

export type HttpApp = OpenAPIHono<HttpEnv>;

export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { page, createNonce = () => randomBytes(16).toString('base64') } = options;
  const app: HttpApp = new OpenAPIHono<HttpEnv>({
    getPath: (request, context) => rawPath(request, context?.env),
    defaultHook: (result, c) => (result.success ? undefined : respond(c, { status: 400, detail: describeInvalid(result.error) })),
  });
  app.use(securityHeaders(), logRequest(options.logger), door(options.door));
  app.use('/api/*', allowCrossOrigin(options.door));
  app.use(identify(options.authenticate));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use(staticFiles(page));
  addPageRoutes(app, { page, createNonce, respond });
  app.notFound((c) => respond(c, { status: 404, detail: `There is nothing at ${c.req.method} ${c.req.path}.` }));
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (problem !== null) return respond(c, problem);
    options.metrics.failure('http');
    options.logger.error({ err: error, method: c.req.method, path: c.req.path }, 'a route failed');
    return respond(c, { status: 500, detail: 'The server failed on this request; its log says why.' });
  });
  return app;
}

/** A sentence for people where a browser shows it, and problem+json everywhere else. */
function respond(c: Context, problem: Problem): Response {
  const wantsPage = !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');
  if (wantsPage) return c.html(plainPage(problem), problem.status, { 'content-security-policy': plainPagePolicy() });
  return c.body(JSON.stringify(bodyOf(problem)), problem.status, { 'content-type': problemType });
}

function door(options: DoorOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const headers = { host: c.req.header('host'), origin: c.req.header('origin') };
    const refusal = checkRequest({ method: c.req.method, headers }, options);
    return refusal === null ? await next() : respond(c, { status: refusal.status, detail: refusal.reason });
  };
}

function identify(authenticate: Authenticate): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
    const authentication = await authenticate({ token: scheme?.toLowerCase() === 'bearer' && token !== undefined ? token : null });
    if (authentication.kind === 'refused') throw new AuthError('unauthenticated', authentication.reason);
    c.set('identity', authentication.identity);
    c.set('isLocal', isLocal(c));
    await next();
  };
}

/** A proxy on this machine connects from loopback on behalf of anyone, and says so. */
function isLocal(c: Context<HttpEnv>): boolean {
  const address = c.env.incoming.socket.remoteAddress;
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name) !== undefined);
  return address !== undefined && isLoopback(address) && !isForwarded;
}

function refuseMethod(c: Context, methods: string[]): Response {
  const allow = methods.join(', ');
  const response = respond(c, { status: 405, detail: `${c.req.method} is not possible at ${c.req.path}; use ${allow}.` });
  response.headers.set('allow', allow);
  return response;
}

function logRequest(logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // The path alone: a query may hold a token.
    logger.debug({ method: c.req.method, path: c.req.path, status: c.res.status }, 'request');
  };
}
