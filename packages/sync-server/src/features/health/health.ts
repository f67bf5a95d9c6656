/** `/healthz`: the process answers. `/readyz`: what is written reaches the disk. */
import { createRoute, z } from '@hono/zod-openapi';
import { problem, problemResponse } from '../../problem.ts';
import type { Feature, FeatureContext } from '../feature.ts';

const content = { 'application/json': { schema: z.object({ status: z.string() }) } };
const readyContent = { 'application/json': { schema: z.object({ status: z.string(), disk: z.enum(['ok', 'low']) }) } };

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process answers',
  responses: { 200: { description: 'It does', content } },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether the last commit reached the disk',
  responses: { 200: { description: 'It did; `disk` is `low` where free space runs out', content: readyContent }, 503: problemResponse('Commits do not reach the disk') },
});

const headers = { 'cache-control': 'no-store' };

export const health: Feature = { name: 'health', install };

function install({ routes, storeStatus, isDiskLow }: FeatureContext): void {
  routes.openapi(healthRoute, (c) => c.json({ status: 'ok' }, 200, headers));
  routes.openapi(readyRoute, (c) => {
    const status = storeStatus();
    switch (status.state) {
      case 'ok':
        return c.json({ status: 'ready', disk: isDiskLow() ? ('low' as const) : ('ok' as const) }, 200, headers);
      case 'failing': {
        const since = new Date(status.since).toISOString();
        c.header('cache-control', 'no-store');
        return problem(c, { status: 503, detail: `Commits have not reached the disk since ${since}; the log says why.` });
      }
    }
  });
}
