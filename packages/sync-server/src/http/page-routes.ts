/** The routes of the page: the list at `/`, a document at `/d/…`, and the files that they are made of. */
import { decodeDocumentPath } from '@scriptorium/protocol';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Problem } from '../problem.ts';
import type { HttpEnv } from './http-env.ts';
import type { Page } from './page.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { serveStaticFile } from './static-files.ts';

const documentPrefix = '/d/';

export interface PageRoutesOptions {
  readonly page: Page | null;
  readonly createNonce: () => string;
  readonly respond: (c: Context, problem: Problem) => Response;
}

export function addPageRoutes(app: Hono<HttpEnv>, { page, createNonce, respond }: PageRoutesOptions): void {
  const show = (c: Context, kind: 'list' | 'document'): Response => {
    if (page === null) return respond(c, notBuilt);
    const nonce = createNonce();
    return c.html(page.render(nonce, kind), 200, {
      'content-security-policy': contentSecurityPolicy(`'nonce-${nonce}'`),
      // The nonce is good for one response only.
      'cache-control': 'no-cache',
    });
  };
  app.get('/', (c) => show(c, 'list'));
  app.get('/d/*', (c) => {
    decodeDocumentPath(c.req.path.slice(documentPrefix.length));
    return show(c, 'document');
  });
}

/** Before the routes: a file that was there at the start is served, anything else goes on. */
export function staticFiles(page: Page | null): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const file = page?.files.get(c.req.path);
    if (file === undefined || !(c.req.method === 'GET' || c.req.method === 'HEAD')) return await next();
    return await serveStaticFile(file, {
      acceptEncoding: c.req.header('accept-encoding') ?? null,
      ifNoneMatch: c.req.header('if-none-match') ?? null,
    });
  };
}

const notBuilt: Problem = {
  status: 503,
  detail: 'The editor is not built. Run `npx --yes pnpm@12.21.0 run build` in the project, then start the server again.',
};
