/** The routes of `/api/documents`. What is refused is thrown and answered by the router; what is expected is returned. */
import { createRoute } from '@hono/zod-openapi';
import { decodeDocumentPath, encodeDocumentSegment } from '@scriptorium/protocol';
import { problem, problemResponse } from '../../problem.ts';
import type { FeatureContext } from '../feature.ts';
import {
  createSchema,
  documentParameters,
  documentSchema,
  encodeCursor,
  listQuery,
  listSchema,
  renameSchema,
  toDocumentBody,
  type DocumentBody,
} from './document-schemas.ts';
import { limitBody } from './limit-body.ts';
import { withinTime } from './within-time.ts';

const path = '/api/documents';
const pathOfOne = `${path}/{id}` as const;

const json = <Schema>(schema: Schema): { 'application/json': { schema: Schema } } => ({ 'application/json': { schema } });

const invalid = problemResponse('The request is not valid, or the name is not allowed');
const notFound = problemResponse('There is no such document');
const deleted = problemResponse('The document was deleted');
const unavailable = problemResponse('The store does not take changes now');

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'The documents, by id',
  request: { query: listQuery },
  responses: { 200: { description: 'One page', content: json(listSchema) }, 400: invalid },
});

const createDocumentRoute = createRoute({
  method: 'post',
  path,
  summary: 'Make a document',
  middleware: [limitBody] as const,
  request: { body: { content: json(createSchema), required: true } },
  responses: {
    201: { description: 'It is there; `Location` says where', content: json(documentSchema) },
    400: invalid,
    409: problemResponse('There is one of that id'),
    410: deleted,
    503: unavailable,
  },
});

const getRoute = createRoute({
  method: 'get',
  path: pathOfOne,
  summary: 'One document',
  request: { params: documentParameters },
  responses: { 200: { description: 'It', content: json(documentSchema) }, 400: invalid, 404: notFound, 410: deleted },
});

const renameRoute = createRoute({
  method: 'patch',
  path: pathOfOne,
  summary: 'Give a document another title',
  middleware: [limitBody] as const,
  request: { params: documentParameters, body: { content: json(renameSchema), required: true } },
  responses: {
    200: { description: 'Under its new title', content: json(documentSchema) },
    400: invalid,
    404: notFound,
    410: deleted,
    503: unavailable,
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: pathOfOne,
  summary: 'Delete a document for good',
  request: { params: documentParameters },
  responses: { 204: { description: 'It is gone' }, 400: invalid, 404: notFound, 410: deleted, 503: unavailable },
});

export function addDocumentRoutes(context: FeatureContext): void {
  addReading(context);
  addMaking(context);
  addChanging(context);
}

function addReading({ routes, documents, authorize }: FeatureContext): void {
  routes.openapi(listRoute, async (c) => {
    authorize(c.get('identity'), null, 'list');
    const { limit, cursor } = c.req.valid('query');
    const page = await documents.list(cursor === undefined ? { limit } : { limit, after: cursor });
    return c.json({ documents: page.documents.map(toDocumentBody), next: page.next === null ? null : encodeCursor(page.next) }, 200);
  });
  routes.openapi(getRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'read');
    const entry = await documents.get(documentId);
    return entry === null ? problem(c, missing(documentId)) : c.json(toDocumentBody(entry), 200);
  });
}

function addMaking(context: FeatureContext): void {
  const { routes, documents, authorize, randomId } = context;
  routes.openapi(createDocumentRoute, async (c) => {
    const { id, title } = c.req.valid('json');
    authorize(c.get('identity'), id ?? null, 'create');
    const documentId = id ?? randomId();
    const made = await withinTime(context, () => documents.create(documentId, title === undefined || title === '' ? null : title));
    if (made === 'exists') {
      const detail = `There is a document ${JSON.stringify(documentId)} already; choose another id, or leave it out to have one drawn.`;
      return problem(c, { status: 409, detail });
    }
    const body: DocumentBody = toDocumentBody(made);
    return c.json(body, 201, { location: `${path}/${encodeDocumentSegment(documentId)}` });
  });
}

function addChanging(context: FeatureContext): void {
  const { routes, documents, authorize } = context;
  routes.openapi(renameRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'rename');
    const { title } = c.req.valid('json');
    const entry = await withinTime(context, () => documents.rename(documentId, title));
    return entry === null ? problem(c, missing(documentId)) : c.json(toDocumentBody(entry), 200);
  });
  routes.openapi(deleteRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'delete');
    if (await withinTime(context, () => documents.delete(documentId))) return c.body(null, 204);
    // Gone before is another answer than never there: this rejects where there is a tombstone.
    await documents.get(documentId);
    return problem(c, missing(documentId));
  });
}

/** From the path as it came: the router's own decoding lets wrong encodings pass. [P2, P3] */
function documentIdOf(requestPath: string): string {
  return decodeDocumentPath(requestPath.slice(path.length + 1));
}

function missing(documentId: string): { readonly status: 404; readonly detail: string } {
  return { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` };
}
