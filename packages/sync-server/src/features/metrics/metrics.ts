/** `/metrics`, for Prometheus: on loopback peers only, unless the configuration says otherwise. */
import { createRoute, z } from '@hono/zod-openapi';
import { collectDefaultMetrics } from 'prom-client';
import { problem, problemResponse } from '../../problem.ts';
import type { Feature, FeatureContext } from '../feature.ts';

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Figures in the text format of Prometheus',
  responses: {
    200: { description: 'The figures', content: { 'text/plain': { schema: z.string() } } },
    403: problemResponse('The request does not come from this machine'),
  },
});

export const metrics: Feature = { name: 'metrics', install };

function install({ routes, config, metrics: { registry } }: FeatureContext): void {
  collectDefaultMetrics({ register: registry });
  routes.openapi(metricsRoute, async (c) => {
    if (config.metricsAccess === 'loopback' && !c.get('isLocal')) {
      const detail = 'Metrics are for this machine alone; start the server with --metrics public to have them read from elsewhere.';
      return problem(c, { status: 403, detail });
    }
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
  });
}
