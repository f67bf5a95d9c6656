/** `/api/openapi.json`: the REST interface as its routes declare it, for programs and for those who write them. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Feature, FeatureContext } from '../feature.ts';

const route = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  summary: 'This description, in OpenAPI 3.1',
  responses: { 200: { description: 'It', content: { 'application/json': { schema: z.object({ openapi: z.string() }) } } } },
});

export const openapi: Feature = { name: 'openapi', install };

function install({ routes }: FeatureContext): void {
  // Made when asked: features that are installed after this one are in it too.
  routes.openapi(route, (c) => {
    const description: { openapi: string } = routes.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Scriptorium',
        version: '1',
        description: 'Documents that several people write at once. Errors are application/problem+json (RFC 9457), with one sentence in `detail`.',
      },
      servers: [{ url: '/' }],
    });
    return c.json(description, 200);
  });
}
