/** Changing a document's title and marks, and throwing it away. */
import { createRoute } from '@hono/zod-openapi';
import { PersistenceError } from '@scriptorium/persistence';
import { problem, problemResponse } from '../../problem.ts';
import type { DocumentEntry } from '../document-service.ts';
import { changeSchema, deleteQuery, documentParameters, documentSchema } from './document-schemas.ts';
import { limitBody } from '../../limit-body.ts';
import { deleted, documentIdOf, documentsPath, forbidden, invalid, json, missing, notFound, unavailable } from './paths.ts';
import { toDocumentBody, type Shelf } from './shelf.ts';
import { withinTime } from '../../within-time.ts';

const one = `${documentsPath}/{id}` as const;
const refusals = { 400: invalid, 403: forbidden, 404: notFound, 410: deleted, 503: unavailable };

const changeRoute = createRoute({
  method: 'patch',
  path: one,
  summary: 'Give a document another title, or make it a template',
  middleware: [limitBody] as const,
  request: { params: documentParameters, body: { content: json(changeSchema), required: true } },
  responses: { 200: { description: 'As it is now', content: json(documentSchema) }, 413: problemResponse('The document can hold no more'), ...refusals },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: one,
  summary: 'Put a document into the trash, or erase it',
  request: { params: documentParameters, query: deleteQuery },
  responses: { 204: { description: 'It is closed to everybody' }, 409: problemResponse('It is damaged, and can only be erased'), ...refusals },
});

const starRoute = createRoute({
  method: 'put',
  path: `${one}/star`,
  summary: 'Star a document',
  request: { params: documentParameters },
  responses: { 204: { description: 'It is starred' }, ...refusals },
});

const unstarRoute = createRoute({
  method: 'delete',
  path: `${one}/star`,
  summary: 'Take a star away',
  request: { params: documentParameters },
  responses: { 204: { description: 'It is not starred' }, ...refusals },
});

export function addChangingRoutes(shelf: Shelf): void {
  addChange(shelf);
  addDelete(shelf);
  addStars(shelf);
}

function addChange(shelf: Shelf): void {
  const { context, keeper, marks } = shelf;
  const { routes, documents, authorize } = context;
  routes.openapi(changeRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'rename');
    const { title, template } = c.req.valid('json');
    const read = async (): Promise<DocumentEntry | null> => {
      const found = title === undefined ? await documents.get(documentId) : await documents.rename(documentId, title);
      if (found !== null && template !== undefined) await marks.setTemplate(documentId, template);
      return found;
    };
    const entry = await withinTime(context, () => keeper.show(documentId, read));
    if (entry === null) return problem(c, missing(documentId));
    return c.json(toDocumentBody(shelf, c.get('identity'), entry), 200);
  });
}

function addDelete({ context }: Shelf): void {
  const { routes, documents, authorize } = context;
  routes.openapi(deleteRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'delete');
    const { forever } = c.req.valid('query');
    try {
      const isGone = await withinTime(context, () => (forever ? documents.erase(documentId) : documents.trash(documentId)));
      if (isGone) return c.body(null, 204);
    } catch (error) {
      if (!(error instanceof PersistenceError) || error.code !== 'document-damaged') throw error;
      const detail = `The document ${JSON.stringify(documentId)} is damaged and can't be kept in the trash; with ?forever=true it is erased.`;
      return problem(c, { status: 409, detail });
    }
    // Gone before is another answer than never there: this rejects where there is a tombstone.
    await documents.get(documentId);
    return problem(c, missing(documentId));
  });
}

function addStars({ context, marks }: Shelf): void {
  const { routes, documents, authorize, userOf } = context;
  for (const [route, isStarred] of [[starRoute, true], [unstarRoute, false]] as const) {
    routes.openapi(route, async (c) => {
      const documentId = documentIdOf(c.req.path);
      authorize(c.get('identity'), documentId, 'read');
      if ((await documents.get(documentId)) === null) return problem(c, missing(documentId));
      await withinTime(context, () => marks.setStar(userOf(c.get('identity')), documentId, isStarred));
      return c.body(null, 204);
    });
  }
}
