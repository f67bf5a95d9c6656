/** `/api/trash`: what was thrown away, to be brought back or erased. [D5] */
import { createRoute } from '@hono/zod-openapi';
import { problem, problemResponse } from '../../problem.ts';
import { documentParameters, documentSchema, trashSchema, type TrashedBody } from './document-schemas.ts';
import { documentIdOf, forbidden, invalid, json, trashPath, unavailable } from './paths.ts';
import { toDocumentBody, type Shelf } from './shelf.ts';
import { withinTime } from '../../within-time.ts';

const dayMs = 24 * 60 * 60 * 1_000;
/** The rest comes when these are gone. */
const listedMax = 1_000;

const notThere = problemResponse('It is not in the trash');

const listRoute = createRoute({
  method: 'get',
  path: trashPath,
  summary: 'What is in the trash, the last thrown away first',
  responses: { 200: { description: `The first ${listedMax}`, content: json(trashSchema) }, 403: forbidden },
});

const emptyRoute = createRoute({
  method: 'delete',
  path: trashPath,
  summary: 'Erase all that is in the trash',
  responses: { 204: { description: 'The trash is empty' }, 403: forbidden, 503: unavailable },
});

const restoreRoute = createRoute({
  method: 'post',
  path: `${trashPath}/{id}/restore`,
  summary: 'Bring a document back',
  request: { params: documentParameters },
  responses: { 200: { description: 'It is back', content: json(documentSchema) }, 400: invalid, 403: forbidden, 404: notThere, 503: unavailable },
});

const eraseRoute = createRoute({
  method: 'delete',
  path: `${trashPath}/{id}`,
  summary: 'Erase a document that is in the trash',
  request: { params: documentParameters },
  responses: { 204: { description: 'It is erased' }, 400: invalid, 403: forbidden, 404: notThere, 503: unavailable },
});

export function addTrashRoutes(shelf: Shelf): void {
  addReading(shelf);
  addRestoring(shelf);
  addErasing(shelf);
}

function addReading(shelf: Shelf): void {
  const { context, keeper } = shelf;
  const { routes, authorize, config } = context;
  routes.openapi(listRoute, async (c) => {
    authorize(c.get('identity'), null, 'list');
    await keeper.trashLoaded();
    const documents = keeper.trash.all().slice(0, listedMax).map(
      (entry): TrashedBody => ({
        ...toDocumentBody(shelf, c.get('identity'), entry),
        trashedAt: new Date(entry.trashedAt).toISOString(),
        erasedAt: new Date(entry.trashedAt + config.trashDays * dayMs).toISOString(),
      }),
    );
    return c.json({ documents }, 200);
  });
}

function addRestoring(shelf: Shelf): void {
  const { context, keeper } = shelf;
  const { routes, documents, authorize } = context;
  routes.openapi(restoreRoute, async (c) => {
    const documentId = documentIdOf(c.req.path, trashPath);
    authorize(c.get('identity'), documentId, 'delete');
    const isRestored = await withinTime(context, () => documents.restore(documentId));
    const entry = isRestored ? await keeper.show(documentId, () => documents.get(documentId)) : null;
    if (entry === null) return problem(c, { status: 404, detail: `The document ${JSON.stringify(documentId)} is not in the trash.` });
    return c.json(toDocumentBody(shelf, c.get('identity'), entry), 200);
  });
}

function addErasing({ context, keeper }: Shelf): void {
  const { routes, documents, authorize } = context;
  routes.openapi(eraseRoute, async (c) => {
    const documentId = documentIdOf(c.req.path, trashPath);
    authorize(c.get('identity'), documentId, 'delete');
    await keeper.trashLoaded();
    const isErased = keeper.trash.has(documentId) && (await withinTime(context, () => documents.erase(documentId)));
    if (isErased) return c.body(null, 204);
    return problem(c, { status: 404, detail: `The document ${JSON.stringify(documentId)} is not in the trash.` });
  });
  routes.openapi(emptyRoute, async (c) => {
    authorize(c.get('identity'), null, 'delete');
    await keeper.trashLoaded();
    const ids = keeper.trash.all().map(({ documentId }) => documentId);
    for (const documentId of ids) authorize(c.get('identity'), documentId, 'delete');
    await withinTime(context, async () => {
      for (const documentId of ids) await documents.erase(documentId);
    });
    return c.body(null, 204);
  });
}
